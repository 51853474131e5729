package covey.warehouse.sql;

import covey.data.ExperimentRequirement;
import covey.metric.Aggregate;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.ValueColumn.Events;
import covey.warehouse.sql.ValueColumn.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The points of all series over one model: cumulative by day, and by whole days since entry. The rows that count are
 * first added up per unit, step of the calendar and age; the points are sums over those few rows. Taken from the rows
 * themselves, a month of points would be some sixty more aggregates on every row of the main scan.
 */
final class SeriesSql implements ValueColumn.Table {
    private final ExperimentRequirement need;
    private final Dialect dialect;
    private final ModelTable table;
    private final int number;
    private final RowSql rows;
    private final List<ValueColumn> columns;
    /** Ends of the steps: a row belongs to the first whose end lies after it. */
    private final List<Instant> ends;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> delayed = new LinkedHashMap<>();
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Map<String, String> points = new LinkedHashMap<>();
    private final Map<String, String> nameOf = new HashMap<>();

    /**
     * @param number number of the temporary table to build, {@code covey_series_1}
     * @param rows what a row contributes
     * @param columns points of series, each of which {@link #takes} says yes to
     */
    SeriesSql(ExperimentRequirement need, ModelTable table, int number, RowSql rows, List<ValueColumn> columns) {
        this.need = need;
        this.dialect = table.dialect();
        this.table = table;
        this.number = number;
        this.rows = rows;
        this.columns = List.copyOf(columns);
        TreeSet<Instant> sorted = new TreeSet<>();
        for (ValueColumn column : columns) {
            if (((Events) column.source()).frame() instanceof Timeframe.Until(Duration _, Instant end)) {
                sorted.add(end);
            }
        }
        this.ends = List.copyOf(sorted);
        columns.forEach(this::point);
    }

    /** Whether a column is a point of a series whose parts can be put together; distinct values cannot. */
    static boolean takes(ValueColumn column) {
        if (!column.point() || !(column.source() instanceof Events events)) {
            return false;
        }
        return events.shape() == Shape.INDICATOR
                || switch (events.aggregate().function()) {
                    case SUM, MAX, COUNT -> true;
                    case COUNT_DISTINCT, DAYS -> false;
                };
    }

    @Override
    public String target() {
        return "covey_series_" + number;
    }

    @Override
    public String alias() {
        return "p" + number;
    }

    @Override
    public String name(ValueColumn column) {
        return nameOf.getOrDefault(column.id(), column.id());
    }

    /** The scan. */
    Step scan() {
        String select = Sql.fill(
                """
                WITH events AS (
                  -- rows of {} that can matter
                  SELECT
                {}
                  FROM {}{}
                ),
                joined AS (
                  -- each row that counts, with its step of the calendar and the whole days since entry
                  SELECT
                {}
                  FROM covey_units AS u
                  JOIN events AS e ON e.unit_id = u.unit_id
                  WHERE {}
                    AND ({})
                ),
                parts AS (
                  -- the fan-out of events ends here
                  SELECT
                    unit_id,
                    step,
                    age,
                {}
                  FROM joined
                  GROUP BY unit_id, step, age
                )
                SELECT
                  unit_id,
                {}
                FROM parts
                GROUP BY unit_id""",
                Sql.comment(table.model().name()),
                indented(rowColumns()),
                table.sourceFor(need.unit()),
                EventsSql.span(need, table, columns),
                indented(joinedColumns()),
                table.eventTime().from(Duration.ZERO),
                values.values().stream().map(v -> "e." + v + " IS NOT NULL").collect(Collectors.joining(" OR ")),
                indented(named(parts)),
                Sql.lines(named(points)));
        return new Step(
                "series_" + number,
                "One row per unit from " + Sql.comment(table.model().name())
                        + ", every point of its series: up to a day, and on a day since entry.",
                dialect.createTempTable(target(), select),
                Step.Kind.BUILD);
    }

    private static String indented(List<String> items) {
        return "    " + String.join(",\n    ", items);
    }

    private static List<String> named(Map<String, String> expressions) {
        List<String> items = new ArrayList<>();
        expressions.forEach((sql, name) -> items.add(sql + " AS " + name));
        return items;
    }

    private List<String> rowColumns() {
        List<String> items = new ArrayList<>();
        items.add(table.unit(need.unit()) + " AS unit_id");
        items.add(table.time() + " AS event_at");
        items.addAll(named(values));
        return items;
    }

    private List<String> joinedColumns() {
        List<String> items = new ArrayList<>();
        items.add("u.unit_id");
        values.values().forEach(name -> items.add("e." + name));
        items.addAll(named(delayed));
        items.add(step() + " AS step");
        items.add(table.eventTime().age(Duration.ZERO) + " AS age");
        return items;
    }

    private String step() {
        if (ends.isEmpty()) {
            return "0";
        }
        StringBuilder sql = new StringBuilder("CASE");
        for (int i = 0; i < ends.size(); i++) {
            sql.append(Sql.fill(
                    "\n      WHEN e.event_at < {} THEN {}", dialect.timestamp(ends.get(i)), Integer.toString(i + 1)));
        }
        return sql.append("\n    END").toString();
    }

    private void point(ValueColumn column) {
        Events events = (Events) column.source();
        String value = values.computeIfAbsent(rows.value(events.aggregate()), _ -> "v" + (values.size() + 1));
        String point = switch (events.frame()) {
            case Timeframe.Until(Duration from, Instant end) ->
                whole(events, part(events, since(value, from)), "step <= " + (ends.indexOf(end) + 1));
            case Timeframe.Day(int day) -> whole(events, part(events, value), "age = " + day);
            case Timeframe.After(Duration from, Duration to) ->
                whole(events, part(events, since(value, from)), "age = " + (to.toDays() - 1));
            case Timeframe.Always _, Timeframe.Before _ ->
                throw new IllegalArgumentException(column.id() + " is no point of a series");
        };
        nameOf.put(column.id(), points.computeIfAbsent(point, _ -> column.id()));
    }

    /** The value of a row that comes late enough. */
    private String since(String value, Duration delay) {
        if (delay.isZero()) {
            return value;
        }
        String late = "CASE WHEN " + table.eventTime().from(delay) + " THEN e." + value + " END";
        return delayed.computeIfAbsent(late, _ -> "w" + (delayed.size() + 1));
    }

    private String part(Events events, String value) {
        String sql = events.shape() == Shape.INDICATOR
                ? "max(CASE WHEN " + value + " IS NOT NULL THEN 1 END)"
                : function(events.aggregate()) + "(" + value + ")";
        return parts.computeIfAbsent(sql, _ -> "p" + (parts.size() + 1));
    }

    private static String function(Aggregate aggregate) {
        return switch (aggregate.function()) {
            case SUM -> "sum";
            case MAX -> "max";
            case COUNT -> "count";
            case COUNT_DISTINCT, DAYS ->
                throw new IllegalArgumentException(aggregate.function() + " cannot be put together from parts");
        };
    }

    private static String whole(Events events, String part, String condition) {
        boolean largest =
                events.shape() == Shape.INDICATOR || events.aggregate().function() == Aggregate.Function.MAX;
        return (largest ? "max" : "sum") + "(CASE WHEN " + condition + " THEN " + part + " END)";
    }
}
