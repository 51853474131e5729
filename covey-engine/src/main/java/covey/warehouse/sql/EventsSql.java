package covey.warehouse.sql;

import covey.data.ExperimentRequirement;
import covey.metric.Aggregate;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ValueColumn.Events;
import covey.warehouse.sql.ValueColumn.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One scan of a model for all its metrics: rows joined to the exposed units, one row per unit out. The fan-out of
 * events ends here. What two metrics have in common is computed once.
 */
final class EventsSql {
    private final ExperimentRequirement need;
    private final Dialect dialect;
    private final ModelTable table;
    private final int number;
    private final RowSql rows;
    private final List<ValueColumn> columns;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> frames = new LinkedHashMap<>();
    private final Map<String, String> ages = new LinkedHashMap<>();
    private final Map<String, String> aggregates = new LinkedHashMap<>();
    private final Map<String, String> nameOf = new HashMap<>();

    /**
     * @param number number of the temporary table to build, {@code covey_events_1}
     * @param rows what a row contributes
     * @param columns everything that is asked of this model
     */
    EventsSql(ExperimentRequirement need, ModelTable table, int number, RowSql rows, List<ValueColumn> columns) {
        this.need = need;
        this.dialect = table.dialect();
        this.table = table;
        this.number = number;
        this.rows = rows;
        this.columns = List.copyOf(columns);
        for (ValueColumn column : columns) {
            value(column);
        }
        columns.stream().filter(ValueColumn::outcome).forEach(this::checks);
    }

    /** Name of the temporary table. */
    String target() {
        return "covey_events_" + number;
    }

    /** Alias of the temporary table in later statements. */
    String alias() {
        return "e" + number;
    }

    /** Where a column's number stands in the temporary table. */
    String name(ValueColumn column) {
        return nameOf.getOrDefault(column.id(), column.id());
    }

    /** Name of the count of rows without a number; the column may be absent. */
    Optional<String> nulls(ValueColumn column) {
        return Optional.ofNullable(nameOf.get(column.id() + "_null"));
    }

    /** Name of the count of rows with NaN or infinity; the column may be absent. */
    Optional<String> notFinite(ValueColumn column) {
        return Optional.ofNullable(nameOf.get(column.id() + "_not_finite"));
    }

    /** Name of the count of rows in the window of an outcome. */
    String inWindow(ValueColumn column) {
        return nameOf.getOrDefault(column.id() + "_rows", "");
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
                  -- each row with the windows it falls into
                  SELECT
                {}
                  FROM covey_units AS u
                  JOIN events AS e ON e.unit_id = u.unit_id
                )
                SELECT
                {}
                FROM joined
                GROUP BY unit_id""",
                Sql.comment(table.model().name()),
                indented(rowColumns()),
                table.sourceFor(need.unit()),
                span(),
                indented(joinedColumns()),
                Sql.lines(grouped()));
        return new Step(
                "events_" + number,
                "One row per unit from " + Sql.comment(table.model().name()) + ", all metrics in one scan.",
                dialect.createTempTable(target(), select),
                Step.Kind.BUILD);
    }

    /** Share of rows that find their unit through the link. */
    Optional<Step> links() {
        if (!table.linked(need.unit())) {
            return Optional.empty();
        }
        return Optional.of(new Step(
                "events_" + number + "_links",
                "Rows of " + Sql.comment(table.model().name()) + ", and those whose unit is known.",
                "SELECT\n  count(*) AS link_rows,\n  count(" + table.unit(need.unit()) + ") AS link_matched\nFROM "
                        + table.sourceFor(need.unit()) + span(),
                Step.Kind.READ));
    }

    /** The span of time that can matter, so that an engine can skip what lies outside. */
    String span() {
        if (!table.timed()) {
            return "";
        }
        Instant first = need.end();
        Instant last = need.start();
        for (ValueColumn column : columns) {
            Timeframe frame = ((Events) column.source()).frame();
            first = earlier(first, frame.first(need.start()));
            last = earlier(last, frame.last(need.end())).equals(last) ? frame.last(need.end()) : last;
        }
        return Sql.fill(
                "\n  WHERE {} >= {} AND {} < {}",
                table.time(),
                dialect.timestamp(first),
                table.time(),
                dialect.timestamp(earlier(last, need.asOf())));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static String indented(List<String> items) {
        return "    " + String.join(",\n    ", items);
    }

    private List<String> rowColumns() {
        List<String> items = new ArrayList<>();
        items.add(table.unit(need.unit()) + " AS unit_id");
        if (table.timed()) {
            items.add(table.time() + " AS event_at");
        }
        values.forEach((sql, name) -> items.add(sql + " AS " + name));
        return items;
    }

    private List<String> joinedColumns() {
        List<String> items = new ArrayList<>();
        items.add("u.unit_id");
        values.values().forEach(name -> items.add("e." + name));
        frames.forEach((sql, name) -> items.add(sql + " AS " + name));
        ages.forEach((sql, name) -> items.add(sql + " AS " + name));
        return items;
    }

    private List<String> grouped() {
        List<String> items = new ArrayList<>();
        items.add("unit_id");
        aggregates.forEach((sql, name) -> items.add(sql + " AS " + name));
        return items;
    }

    private void value(ValueColumn column) {
        Events events = (Events) column.source();
        String value = named(values, rows.value(events.aggregate()), "v");
        String sql = aggregate(events, value, frame(events));
        nameOf.put(column.id(), aggregates.computeIfAbsent(sql, _ -> column.id()));
    }

    /** Rows in the window, and those of them without a usable number. */
    private void checks(ValueColumn column) {
        Events events = (Events) column.source();
        Aggregate aggregate = events.aggregate();
        String frame = frame(events);
        count(column.id() + "_rows", frame.isEmpty() ? "TRUE" : frame);
        String inside = frame.isEmpty() ? "" : frame + " AND ";
        rows.isNull(aggregate).ifPresent(c -> count(column.id() + "_null", inside + lost(c)));
        rows.isNotFinite(aggregate).ifPresent(c -> count(column.id() + "_not_finite", inside + lost(c)));
    }

    private String lost(String condition) {
        return named(values, condition, "v");
    }

    private void count(String id, String condition) {
        String sql = condition.equals("TRUE") ? "count(*)" : "count(CASE WHEN " + condition + " THEN 1 END)";
        nameOf.put(id, aggregates.computeIfAbsent(sql, _ -> id));
    }

    private String frame(Events events) {
        return switch (events.frame()) {
            case Timeframe.Always() -> "";
            case Timeframe.Day(int day) -> age(Duration.ZERO) + " = " + day;
            case Timeframe.After _, Timeframe.Until _, Timeframe.Before _ ->
                named(frames, events.frame().condition(dialect), "f");
        };
    }

    private static String named(Map<String, String> names, String sql, String prefix) {
        return names.computeIfAbsent(sql, _ -> prefix + (names.size() + 1));
    }

    private String aggregate(Events events, String value, String frame) {
        String inside = frame.isEmpty() ? value : "CASE WHEN " + frame + " THEN " + value + " END";
        if (events.shape() == Shape.INDICATOR) {
            String in = frame.isEmpty() ? "" : frame + " AND ";
            return "max(CASE WHEN " + in + value + " IS NOT NULL THEN 1 ELSE 0 END)";
        }
        return switch (events.aggregate().function()) {
            case SUM -> "sum(" + inside + ")";
            case MAX -> "max(" + inside + ")";
            case COUNT -> "count(" + inside + ")";
            case COUNT_DISTINCT -> "count(DISTINCT " + inside + ")";
            case DAYS -> {
                String in = frame.isEmpty() ? "" : frame + " AND ";
                yield "count(DISTINCT CASE WHEN " + in + value + " IS NOT NULL THEN "
                        + age(events.frame().from()) + " END)";
            }
        };
    }

    /** Whole days since the window began: a day is 24 hours of the unit's own time. */
    private String age(Duration from) {
        String begin = from.isZero() ? "u.entry_at" : dialect.plus("u.entry_at", from);
        return named(ages, dialect.wholeDaysBetween(begin, "e.event_at"), "age");
    }
}
