package covey.warehouse.sql;

import covey.data.ExperimentData.RowLosses;
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
import java.util.Optional;

/**
 * One scan of a model for all its metrics: rows joined to the exposed units, one row per unit out. The fan-out of
 * events ends here. What two metrics have in common is computed once.
 */
final class EventsSql implements ValueColumn.Table {
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
    /** Conditions of the aggregates, each once. */
    private final List<String> filters;

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
        this.filters = columns.stream()
                .map(c -> ((Events) c.source()).aggregate().filter())
                .distinct()
                .toList();
        for (ValueColumn column : columns) {
            value(column);
        }
        columns.stream().filter(ValueColumn::outcome).forEach(this::checks);
    }

    @Override
    public String target() {
        return "covey_events_" + number;
    }

    @Override
    public String alias() {
        return "e" + number;
    }

    @Override
    public String name(ValueColumn column) {
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

    /** Name of the count of rows whose filter is neither true nor false; the column may be absent. */
    Optional<String> undecided(ValueColumn column) {
        return Optional.ofNullable(nameOf.get(column.id() + "_undecided"));
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

    /** What is wrong when only such a share of rows finds its unit. */
    Optional<CompileException> unmatched(double share) {
        return table.unmatched(need.unit(), share);
    }

    /** Rows that the outcomes ask for, and those of them without a unit or a time. */
    Optional<Step> unplaced() {
        Map<String, String> counts = new LinkedHashMap<>();
        for (ValueColumn column : columns) {
            if (column.outcome()) {
                unplaced(((Events) column.source()).aggregate()).forEach(counts::put);
            }
        }
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        List<String> items = new ArrayList<>();
        counts.forEach((name, condition) -> items.add("count(CASE WHEN " + condition + " THEN 1 END) AS " + name));
        return Optional.of(new Step(
                "events_" + number + "_rows",
                "Rows of " + Sql.comment(table.model().name()) + " by filter, and those without a unit or a time.",
                "SELECT\n" + Sql.lines(items) + "\nFROM " + table.source(),
                Step.Kind.READ));
    }

    private Map<String, String> unplaced(Aggregate aggregate) {
        int filter = filters.indexOf(aggregate.filter());
        String all = aggregate.filter().isEmpty() ? "TRUE" : "(" + aggregate.filter() + ")";
        String placed = all + span().replace("\n  WHERE ", " AND ");
        Map<String, String> counts = new LinkedHashMap<>();
        counts.put("placed_" + filter, placed);
        counts.put(
                "without_unit_" + filter,
                table.linked(need.unit()) ? "FALSE" : placed + " AND " + table.unit(need.unit()) + " IS NULL");
        counts.put("all_" + filter, all);
        counts.put("without_time_" + filter, table.timed() ? all + " AND " + table.time() + " IS NULL" : "FALSE");
        return counts;
    }

    /** What {@link #unplaced} counted for an aggregate. */
    RowLosses unplaced(Aggregate aggregate, Answer counts) {
        String filter = "_" + filters.indexOf(aggregate.filter());
        return new RowLosses(
                counts.count("placed" + filter),
                counts.count("without_unit" + filter),
                counts.count("all" + filter),
                counts.count("without_time" + filter));
    }

    /** The span of time that can matter, so that an engine can skip what lies outside. */
    String span() {
        return span(need, table, columns);
    }

    /** The span of time that can matter to the given columns. */
    static String span(ExperimentRequirement need, ModelTable table, List<ValueColumn> columns) {
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
        if (table.eventTime().dates().isPresent()) {
            // the local day of entry may begin up to 25 hours before it
            first = first.minus(Duration.ofHours(26));
        }
        return Sql.fill(
                "\n  WHERE {} >= {} AND {} < {}",
                table.time(),
                table.dialect().timestamp(first),
                table.time(),
                table.dialect().timestamp(earlier(last, need.asOf())));
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
        rows.isUndecided(aggregate).ifPresent(c -> count(column.id() + "_undecided", inside + lost(c)));
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
                named(frames, events.frame().condition(table.eventTime()), "f");
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

    /** Whole days since the window began: a day is 24 hours of the unit's own time, or a date. */
    private String age(Duration from) {
        return named(ages, table.eventTime().age(from), "age");
    }

    /** Days on which a unit could have an event in an open window. */
    String daysUntil(Duration from, Instant end) {
        return table.eventTime().daysUntil(from, end);
    }
}
