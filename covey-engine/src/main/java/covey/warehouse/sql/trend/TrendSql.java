package covey.warehouse.sql.trend;

import covey.data.TrendRequirement;
import covey.metric.Aggregate;
import covey.metric.Measure;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.DimensionSql;
import covey.warehouse.sql.ModelTable;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.RowSql;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.Sql;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Unit and period values first, where the fan-out ends; then moments per period and segment. */
final class TrendSql {
    private static final List<String> ROLES = List.of("y", "d");

    private final TrendRequirement need;
    private final Dialect dialect;
    private final ModelTables tables;
    private final Function<String, RowSql> rows;

    /**
     * @param rows what a row of a model contributes
     */
    TrendSql(TrendRequirement need, ModelTables tables, Function<String, RowSql> rows) {
        this.need = need;
        this.dialect = tables.dialect();
        this.tables = tables;
        this.rows = rows;
    }

    /** Every statement in order. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(values());
        steps.add(losses());
        steps.add(moments());
        return steps;
    }

    /** Roles of the columns: {@code y}, and {@code d} for a ratio. */
    List<String> columns() {
        return ROLES.subList(0, need.metric().measure().aggregates().size());
    }

    /** The quantile to take, when the metric is one. */
    OptionalDouble quantile() {
        return need.metric().measure() instanceof Measure.Quantile q
                ? OptionalDouble.of(q.quantile())
                : OptionalDouble.empty();
    }

    private Step values() {
        List<String> scans = new ArrayList<>();
        for (String model : models()) {
            scans.add(scan(tables.of(model)));
        }
        List<String> merged = new ArrayList<>(List.of("unit_id", "period"));
        for (String column : columns()) {
            merged.add("sum(" + column + ") AS " + column);
            merged.add("sum(null_" + column + ") AS null_" + column);
            merged.add("sum(not_finite_" + column + ") AS not_finite_" + column);
        }
        String select = Sql.fill("""
                WITH parts AS (
                {}
                )
                SELECT
                {}
                FROM parts
                GROUP BY unit_id, period""", String.join("\n  UNION ALL\n", scans), Sql.lines(merged));
        return new Step(
                "trend_values",
                "One row per unit and period in which it had any row.",
                dialect.createTempTable("covey_trend_values", select),
                Step.Kind.BUILD);
    }

    private Set<String> models() {
        Set<String> models = new LinkedHashSet<>();
        need.metric().measure().aggregates().forEach(a -> models.add(a.model()));
        return models;
    }

    /** One model's share: the other models' columns are NULL, so that a sum over the parts is the one value. */
    private String scan(ModelTable table) {
        List<Aggregate> aggregates = need.metric().measure().aggregates();
        List<String> read = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        read.add(table.unit(need.unit()) + " AS unit_id");
        read.add(period(table.time()) + " AS period");
        read.add(dialect.localDay(table.time(), need.zone()) + " AS day");
        for (int i = 0; i < aggregates.size(); i++) {
            Aggregate a = aggregates.get(i);
            String column = ROLES.get(i);
            if (!a.model().equals(table.model().name())) {
                kept.add("CAST(NULL AS DOUBLE PRECISION) AS " + column);
                kept.add("0 AS null_" + column);
                kept.add("0 AS not_finite_" + column);
                continue;
            }
            RowSql row = rows.apply(a.model());
            read.add(row.value(a) + " AS " + column);
            kept.add(dialect.toDouble(aggregate(a, column), ColumnKind.NUMBER) + " AS " + column);
            kept.add(lost(row.isNull(a), "null_" + column, read));
            kept.add(lost(row.isNotFinite(a), "not_finite_" + column, read));
        }
        return Sql.fill(
                """
                  SELECT
                    unit_id, period,
                    {}
                  FROM (
                    -- {}
                    SELECT
                      {}
                    FROM {}
                    WHERE {} >= {} AND {} < {}
                  ) AS r_{}
                  WHERE unit_id IS NOT NULL
                  GROUP BY unit_id, period""",
                String.join(",\n    ", kept),
                Sql.comment(table.model().name()),
                String.join(",\n      ", read),
                table.sourceFor(need.unit()),
                table.time(),
                dialect.timestamp(need.start()),
                table.time(),
                dialect.timestamp(last()),
                new ArrayList<>(models()).indexOf(table.model().name()) + 1);
    }

    private static String lost(Optional<String> condition, String name, List<String> read) {
        condition.ifPresent(c -> read.add("CASE WHEN " + c + " THEN 1 END AS " + name));
        return condition.isPresent() ? "count(" + name + ") AS " + name : "0 AS " + name;
    }

    private String aggregate(Aggregate aggregate, String value) {
        if (need.metric().measure() instanceof Measure.Proportion) {
            return "max(CASE WHEN " + value + " IS NOT NULL THEN 1 ELSE 0 END)";
        }
        return switch (aggregate.function()) {
            case SUM -> "sum(" + value + ")";
            case MAX -> "max(" + value + ")";
            case COUNT -> "count(" + value + ")";
            case COUNT_DISTINCT -> "count(DISTINCT " + value + ")";
            case DAYS -> "count(DISTINCT CASE WHEN " + value + " IS NOT NULL THEN day END)";
        };
    }

    /** First local day of the row's period. */
    private String period(String time) {
        String day = dialect.localDay(time, need.zone());
        return switch (need.grain()) {
            case "day" -> day;
            case "week" ->
                "CAST(" + day + " - (CAST(EXTRACT(ISODOW FROM " + day + ") AS INTEGER) + "
                        + (7 - need.weekStart().getValue()) + ") % 7 AS DATE)";
            case "month" -> "CAST(DATE_TRUNC('month', " + day + ") AS DATE)";
            default -> "DATE '" + need.start().atZone(need.zone()).toLocalDate() + "'";
        };
    }

    private Instant last() {
        return need.asOf().isBefore(need.end()) ? need.asOf() : need.end();
    }

    /** Days of the period on which a unit could have been active, for a share of days. */
    private String daysInPeriod() {
        String next = switch (need.grain()) {
            case "day" -> "v.period + 1";
            case "week" -> "v.period + 7";
            case "month" -> "CAST(v.period + INTERVAL '1 month' AS DATE)";
            default -> after();
        };
        String first = "DATE '" + need.start().atZone(need.zone()).toLocalDate() + "'";
        return "(LEAST(CAST(" + next + " AS DATE), " + after() + ") - GREATEST(v.period, " + first + "))";
    }

    /** The day after the last one that is read. */
    private String after() {
        return "DATE '"
                + last().minus(1, ChronoUnit.MICROS)
                        .atZone(need.zone())
                        .toLocalDate()
                        .plusDays(1) + "'";
    }

    private Step losses() {
        List<String> items = new ArrayList<>();
        for (String column : columns()) {
            items.add("COALESCE(sum(null_" + column + "), 0) AS null_" + column);
            items.add("COALESCE(sum(not_finite_" + column + "), 0) AS not_finite_" + column);
        }
        for (String model : models()) {
            ModelTable table = tables.of(model);
            items.add("(SELECT count(*) FROM " + table.source() + " WHERE " + table.time() + " IS NULL) AS undated_"
                    + (items.size() + 1));
        }
        return new Step(
                "trend_losses",
                "Rows without a usable value or without a time: counted, never zero.",
                "SELECT\n" + Sql.lines(items) + "\nFROM covey_trend_values",
                Step.Kind.READ);
    }

    private Step moments() {
        DimensionSql sql = new DimensionSql(tables, need.unit());
        List<DimensionSql.Joined> joined = new ArrayList<>();
        List<String> segments = new ArrayList<>();
        for (String name : need.dimensions()) {
            segments.add("s" + (joined.size() + 1));
            joined.add(sql.slice(name, joined.size() + 1));
        }
        List<String> keys = new ArrayList<>(List.of("period"));
        keys.addAll(segments);
        String select = Sql.fill(
                """
                WITH analysed AS (
                  -- entry stands for the begin of the time asked for
                  SELECT DISTINCT unit_id, {} AS entry_at
                  FROM covey_trend_values
                ){},
                observed AS (
                  SELECT
                    v.period,
                {}
                  FROM covey_trend_values AS v
                  JOIN analysed AS u ON u.unit_id = v.unit_id{}
                )
                SELECT
                  {},
                {}
                FROM observed
                GROUP BY {}
                ORDER BY {}""",
                dialect.timestamp(need.start()),
                joined.stream()
                        .flatMap(j -> j.tables().stream())
                        .map(t -> ",\n" + t)
                        .collect(Collectors.joining()),
                observed(joined),
                joined.stream().map(j -> "\n  " + j.join()).collect(Collectors.joining()),
                dialect.text("period") + " AS first_day"
                        + segments.stream().map(s -> ", " + s).collect(Collectors.joining()),
                Sql.lines(blocks()),
                String.join(", ", keys),
                "period"
                        + segments.stream().map(s -> ", " + dialect.bytewise(s)).collect(Collectors.joining()));
        return new Step(
                "trend_moments", "Moments per period and segment over the units active in it.", select, Step.Kind.READ);
    }

    private String observed(List<DimensionSql.Joined> joined) {
        List<String> items = new ArrayList<>();
        joined.forEach(j -> items.add("  " + j.column()));
        for (String column : columns()) {
            String value = "COALESCE(v." + column + ", 0)";
            boolean share = need.metric().measure() instanceof Measure.Participation;
            items.add("  " + (share ? value + " / " + daysInPeriod() : value) + " AS " + column);
        }
        return Sql.lines(items);
    }

    private List<String> blocks() {
        List<String> items = new ArrayList<>();
        items.add("count(*) AS n");
        List<String> columns = columns();
        for (int i = 0; i < columns.size(); i++) {
            items.add("avg(" + columns.get(i) + ") AS avg_" + i);
            items.add(dialect.varPop(columns.get(i)) + " AS cov_" + i + "_" + i);
            for (int j = i + 1; j < columns.size(); j++) {
                items.add(dialect.covarPop(columns.get(i), columns.get(j)) + " AS cov_" + i + "_" + j);
            }
        }
        items.add(
                quantile().isPresent()
                        ? dialect.percentileDisc(Double.toString(quantile().getAsDouble()), "y") + " AS quantile"
                        : "CAST(NULL AS DOUBLE PRECISION) AS quantile");
        return items;
    }
}
