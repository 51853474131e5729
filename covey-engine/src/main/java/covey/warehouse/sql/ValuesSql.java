package covey.warehouse.sql;

import covey.data.ExperimentRequirement;
import covey.metric.Cap;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.ValueColumn.Attribute;
import covey.warehouse.sql.ValueColumn.Events;
import covey.warehouse.sql.ValueColumn.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** All values of all units in one table: zeros for units without rows, caps applied, immature units absent. */
final class ValuesSql {
    private final ExperimentRequirement need;
    private final Dialect dialect;
    private final List<MetricPlan> plans;
    private final LossesSql losses;
    private final Map<String, EventsSql> events;
    private final Map<String, SeriesSql> series;

    /**
     * @param events model to the scan that gives its per-unit table
     * @param series model to the scan that gives the points of its series, where there are any
     */
    ValuesSql(
            ExperimentRequirement need,
            Dialect dialect,
            List<MetricPlan> plans,
            Map<String, EventsSql> events,
            Map<String, SeriesSql> series) {
        this.need = need;
        this.dialect = dialect;
        this.plans = List.copyOf(plans);
        this.losses = new LossesSql(dialect, plans, events);
        this.events = new LinkedHashMap<>(events);
        this.series = new LinkedHashMap<>(series);
    }

    /** Columns with a cap. */
    List<ValueColumn> capped() {
        return plans.stream()
                .filter(p -> !p.overEvents())
                .flatMap(p -> p.columns().stream())
                .filter(c -> c.cap().isPresent() && c.events())
                .toList();
    }

    /** Whether a cap must be read from the data. */
    boolean fitsCaps() {
        return capped().stream().anyMatch(ValuesSql::fitted);
    }

    private static boolean fitted(ValueColumn column) {
        return column.cap().filter(c -> c.quantile().isPresent()).isPresent();
    }

    /** One row with every fitted cap, pooled over arms on the analysed units that count for the metric. */
    Step caps() {
        List<ValueColumn> fitted = capped().stream().filter(ValuesSql::fitted).toList();
        List<String> observed = new ArrayList<>();
        List<String> caps = new ArrayList<>();
        for (ValueColumn column : fitted) {
            String id = column.id();
            observed.add(counted(column, raw(column)) + " AS " + id);
            String p = Double.toString(column.cap().orElseThrow().quantile().orElseThrow());
            String all = dialect.percentileDisc(p, id);
            String sparse = all + " = 0 AND max(" + id + ") > 0";
            caps.add(Sql.fill(
                    "CASE WHEN {} THEN {} ELSE {} END AS {}",
                    sparse,
                    dialect.percentileDisc(p, "CASE WHEN " + id + " > 0 THEN " + id + " END"),
                    all,
                    id));
            caps.add(Sql.fill("CASE WHEN {} THEN 1 ELSE 0 END AS {}_sparse", sparse, id));
        }
        String select = Sql.fill(
                "WITH observed AS (\n  SELECT\n{}\n  {}\n  WHERE u.excluded = 0\n)\nSELECT\n{}\nFROM observed",
                observed.stream().map(o -> "    " + o).collect(Collectors.joining(",\n")),
                from(used(fitted)).replace("\n", "\n  "),
                Sql.lines(caps));
        return new Step(
                "caps",
                "Caps, pooled over all arms. Where the quantile over all units is zero (most units have none), it is taken"
                        + " over the units above zero.",
                dialect.createTempTable("covey_caps", select),
                Step.Kind.BUILD);
    }

    /** What the caps cut off. */
    Step capCounts() {
        List<String> observed = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        for (ValueColumn column : capped()) {
            String id = column.id();
            observed.add(counted(column, raw(column)) + " AS " + id);
            observed.add(cap(column, id) + " AS " + id + "_cap");
            observed.add((fitted(column) ? "c." + id + "_sparse" : "0") + " AS " + id + "_sparse");
            counts.add(Sql.fill("max({}_cap) AS {}", id, id));
            counts.add(Sql.fill("max({}_sparse) AS {}_sparse", id, id));
            counts.add(Sql.fill("count(CASE WHEN {} > {}_cap THEN 1 END) AS {}_capped", id, id, id));
            counts.add(Sql.fill(
                    "COALESCE(sum(CASE WHEN {} > {}_cap THEN {} - {}_cap END), 0) AS {}_removed", id, id, id, id, id));
        }
        String sql = Sql.fill(
                "WITH observed AS (\n  SELECT\n{}\n  {}{}\n  WHERE u.excluded = 0\n)\nSELECT\n{}\nFROM observed",
                observed.stream().map(o -> "    " + o).collect(Collectors.joining(",\n")),
                from(used(capped())).replace("\n", "\n  "),
                fitsCaps() ? "\n  CROSS JOIN covey_caps AS c" : "",
                Sql.lines(counts));
        return new Step("cap_counts", "How many units each cap touches, and how much it removes.", sql, Step.Kind.READ);
    }

    /** The table of values. */
    Step values() {
        List<String> keys = new ArrayList<>(List.of("u.unit_id", "u.arm", "u.entry_day", "u.excluded"));
        for (int i = 1; i <= need.slices().size(); i++) {
            keys.add("u.s" + i);
        }
        UnitsSql.groupColumns(need.grouping()).forEach(c -> keys.add("u." + c));
        StringBuilder select = new StringBuilder("SELECT\n").append(Sql.lines(keys));
        for (MetricPlan plan : plans) {
            List<String> items = plan.all().stream()
                    .map(c -> value(plan, c) + " AS " + c.id())
                    .toList();
            select.append(",\n  -- ")
                    .append(Sql.comment(plan.name()))
                    .append("\n")
                    .append(Sql.lines(items));
        }
        select.append("\n").append(from(events.values())).append(joined(series.values(), "u"));
        if (fitsCaps()) {
            select.append("\nCROSS JOIN covey_caps AS c");
        }
        return new Step(
                "values",
                "One row per unit with every value: zero where a unit has no rows, absent where its rows hold no value"
                        + " or it has not had the time.",
                dialect.createTempTable("covey_values", select.toString()),
                Step.Kind.BUILD);
    }

    private String value(MetricPlan plan, ValueColumn column) {
        if (plan.overEvents()) {
            return mature(column, "1");
        }
        if (!(column.source() instanceof Events)) {
            return mature(column, known(plan, "u." + ((Attribute) column.source()).column()));
        }
        String value = raw(column);
        if (column.cap().isPresent()) {
            // a point of a series shares the cap of its main column
            value = "LEAST(" + value + ", " + cap(column, column.id().replaceFirst("_[ca]\\d+_", "_")) + ")";
        }
        return mature(column, known(plan, value));
    }

    /** A value of the plan's main analysis; NULL for a unit that does not count. */
    private String counted(ValueColumn column, String value) {
        return mature(column, known(plan(column), value));
    }

    private MetricPlan plan(ValueColumn column) {
        return plans.stream()
                .filter(p -> p.columns().contains(column))
                .findFirst()
                .orElseThrow();
    }

    /** NULL for a unit that has rows but no usable value in them: nobody knows what it did. */
    private String known(MetricPlan plan, String value) {
        return losses.withoutValue(plan)
                .map(unknown -> "CASE WHEN " + unknown + " THEN NULL ELSE " + value + " END")
                .orElse(value);
    }

    /** NULL for a unit that has not had the time. */
    private static String mature(ValueColumn column, String value) {
        return column.eligible().isEmpty() ? value : "CASE WHEN " + column.eligible() + " THEN " + value + " END";
    }

    /** The cap of a column, whose fit stands under the given name. */
    private String cap(ValueColumn column, String name) {
        Cap cap = column.cap().orElseThrow();
        return cap.value().isPresent() ? dialect.literal(cap.value().getAsDouble()) : "c." + name;
    }

    private String raw(ValueColumn column) {
        Events source = (Events) column.source();
        ValueColumn.Table scan = SeriesSql.takes(column) ? points(column) : scan(column);
        String bare = dialect.toDouble(scan.alias() + "." + scan.name(column), ColumnKind.NUMBER);
        String value = "COALESCE(" + bare + ", 0)";
        return source.shape() == Shape.DIVIDED_BY_ELIGIBLE_DAYS
                ? value + " / " + eligibleDays(scan(column), source.frame())
                : value;
    }

    private EventsSql scan(ValueColumn column) {
        String model = ((Events) column.source()).aggregate().model();
        return Objects.requireNonNull(events.get(model), model);
    }

    private SeriesSql points(ValueColumn column) {
        String model = ((Events) column.source()).aggregate().model();
        return Objects.requireNonNull(series.get(model), model);
    }

    /** Days since entry on which a unit could have been active; a begun day counts. */
    private String eligibleDays(EventsSql scan, Timeframe frame) {
        return switch (frame) {
            case Timeframe.After(Duration from, Duration to) ->
                dialect.literal(Math.max(1.0, Math.ceil(to.minus(from).toSeconds() / 86_400.0)));
            case Timeframe.Until(Duration from, Instant end) -> scan.daysUntil(from, end);
            case Timeframe.Before(Duration lookback) ->
                dialect.literal(Math.max(1.0, Math.ceil(lookback.toSeconds() / 86_400.0)));
            case Timeframe.Always(), Timeframe.Day _ -> "1";
        };
    }

    /** Scans that columns are read from, and those that tell whether their metric has a value for a unit. */
    private Set<EventsSql> used(List<ValueColumn> columns) {
        Set<EventsSql> used = new LinkedHashSet<>();
        for (ValueColumn column : columns) {
            used.add(scan(column));
            LossesSql.outcomes(plan(column)).forEach(o -> used.add(scan(o)));
        }
        return used;
    }

    private static String from(Iterable<? extends ValueColumn.Table> scans) {
        return "FROM covey_units AS u" + joined(scans, "u");
    }

    private static String joined(Iterable<? extends ValueColumn.Table> scans, String units) {
        StringBuilder joins = new StringBuilder();
        for (ValueColumn.Table scan : scans) {
            joins.append(Sql.fill(
                    "\nLEFT JOIN {} AS {} ON {}.unit_id = {}.unit_id",
                    scan.target(),
                    scan.alias(),
                    scan.alias(),
                    units));
        }
        return joins.toString();
    }
}
