package covey.warehouse.sql.switchback;

import covey.data.SwitchbackRequirement;
import covey.metric.Aggregate;
import covey.metric.Metric;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ModelTable;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.RowSql;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Statements of a switchback: the schedule, then one scan per model for all its metrics. */
final class SwitchbackSql {
    /**
     * One aggregate of one metric.
     *
     * @param id prefix of its columns
     * @param aggregate what is added up
     */
    record Total(String id, Aggregate aggregate) {}

    private final SwitchbackRequirement need;
    private final ModelTables tables;
    private final Dialect dialect;
    private final Function<String, RowSql> rows;

    SwitchbackSql(SwitchbackRequirement need, ModelTables tables, Function<String, RowSql> rows) {
        this.need = need;
        this.tables = tables;
        this.dialect = tables.dialect();
        this.rows = rows;
    }

    /** Rows of the schedule by what becomes of them. */
    Step counts() {
        String sql = Sql.fill(
                """
                WITH schedule AS (
                {}
                )
                SELECT
                  count(*) AS schedule_rows,
                  count(CASE WHEN seen_at < {} OR seen_at >= {} THEN 1 END) AS outside,
                  count(CASE WHEN region IS NULL OR raw_arm IS NULL OR seen_at IS NULL THEN 1 END) AS incomplete,
                  count(CASE WHEN {} AND offset_s > 0 THEN 1 END) AS off_grid,
                  count(CASE WHEN {} AND raw_arm IS NOT NULL AND arm IS NULL THEN 1 END) AS unknown_arm
                FROM schedule""",
                schedule(),
                dialect.timestamp(need.start()),
                dialect.timestamp(need.over()),
                inPeriod(),
                inPeriod());
        return new Step("schedule_counts", "Rows of the schedule by what becomes of them.", sql, Step.Kind.READ);
    }

    /** Regions and windows with their arm. */
    Step windows() {
        String sql =
                Sql.fill("""
                WITH schedule AS (
                {}
                )
                SELECT
                  {} AS region,
                  window_no,
                  min(arm) AS arm,
                  count(DISTINCT arm) AS arms,
                  count(*) AS schedule_rows
                FROM schedule
                WHERE {} AND region IS NOT NULL AND arm IS NOT NULL AND offset_s = 0
                GROUP BY region, window_no
                ORDER BY {}, window_no""", schedule(), dialect.text("region"), inPeriod(), dialect.bytewise(dialect.text("region")));
        return new Step("windows", "Which arm was on, by region and window.", sql, Step.Kind.READ);
    }

    private String inPeriod() {
        return "seen_at >= " + dialect.timestamp(need.start()) + " AND seen_at < " + dialect.timestamp(need.over());
    }

    private String schedule() {
        ModelTable table = tables.of(need.exposure().model());
        table.require(need.exposure().armColumn());
        String raw = dialect.text("t." + dialect.quote(need.exposure().armColumn()));
        String arm = need.arms().stream()
                .map(a -> " WHEN " + dialect.literal(a.value()) + " THEN " + dialect.literal(a.name()))
                .collect(Collectors.joining("", "CASE " + raw, " END"));
        String filter = need.exposure().filter();
        return windowed(Sql.fill(
                "SELECT {} AS region, {} AS raw_arm, {} AS arm, {} AS seen_at\n    FROM {}{}",
                table.unit(need.unit()),
                raw,
                arm,
                table.time(),
                table.sourceFor(need.unit()),
                filter.isEmpty() ? "" : " WHERE (" + filter + ")"));
    }

    /** Rows with the number of their window and the seconds since its start. */
    private String windowed(String select) {
        String seconds = dialect.secondsBetween(dialect.timestamp(need.start()), "seen_at");
        return Sql.fill("""
                  SELECT *, seconds - window_no * {} AS offset_s
                  FROM (
                    SELECT *, CAST(floor(seconds / {}) AS BIGINT) AS window_no
                    FROM (SELECT *, {} AS seconds FROM (
                    {}
                    ) AS dated) AS counted
                  ) AS placed""", every(), every() + ".0", seconds, select);
    }

    private String every() {
        return Long.toString(need.every().toSeconds());
    }

    /** Totals per region and window of all aggregates of a model. */
    Step totals(String model, List<Total> totals) {
        ModelTable table = tables.of(model);
        RowSql row = rows.apply(model);
        List<String> inner =
                new ArrayList<>(List.of(table.unit(need.unit()) + " AS region", table.time() + " AS seen_at"));
        List<String> outer =
                new ArrayList<>(List.of(dialect.text("region") + " AS region", "window_no", "count(*) AS window_rows"));
        for (Total total : totals) {
            Aggregate aggregate = total.aggregate();
            inner.add(row.value(aggregate) + " AS " + total.id());
            inner.add(flag(row.isNull(aggregate)
                            .map(n -> row.isUndecided(aggregate)
                                    .map(u -> "(" + n + ") OR (" + u + ")")
                                    .orElse(n))
                            .or(() -> row.isUndecided(aggregate))
                            .orElse("FALSE"))
                    + " AS null_" + total.id());
            inner.add(flag(row.isNotFinite(aggregate).orElse("FALSE")) + " AS infinite_" + total.id());
            outer.add(dialect.toDouble(added(aggregate, total.id()), ColumnKind.NUMBER) + " AS " + total.id());
            outer.add("sum(null_" + total.id() + ") AS null_" + total.id());
            outer.add("sum(infinite_" + total.id() + ") AS infinite_" + total.id());
        }
        String select = "SELECT " + String.join(",\n      ", inner) + "\n    FROM " + table.sourceFor(need.unit());
        String sql = Sql.fill(
                """
                SELECT
                {}
                FROM (
                {}
                ) AS events
                WHERE {} AND region IS NOT NULL AND offset_s >= {}
                GROUP BY region, window_no
                ORDER BY {}, window_no""",
                Sql.lines(outer),
                windowed(select),
                inPeriod(),
                need.burnIn().toSeconds(),
                dialect.bytewise(dialect.text("region")));
        return new Step(
                "totals_" + model, "Totals per region and window of " + Sql.comment(model) + ".", sql, Step.Kind.READ);
    }

    private static String flag(String condition) {
        return "CASE WHEN " + condition + " THEN 1 ELSE 0 END";
    }

    private static String added(Aggregate aggregate, String id) {
        return switch (aggregate.function()) {
            case SUM -> "sum(" + id + ")";
            case MAX -> "max(" + id + ")";
            case COUNT -> "count(" + id + ")";
            case COUNT_DISTINCT -> "count(DISTINCT " + id + ")";
            case DAYS -> throw new IllegalStateException("active days were refused");
        };
    }

    /** Totals of a metric, in the order numerator, denominator. */
    static List<Total> totals(int number, Metric metric) {
        List<Total> totals = new ArrayList<>();
        for (Aggregate aggregate : metric.measure().aggregates()) {
            totals.add(new Total("m" + number + "_" + (totals.isEmpty() ? "y" : "d"), aggregate));
        }
        return totals;
    }
}
