package covey.warehouse.sql;

import covey.data.ExperimentData.ArmLosses;
import covey.stats.moment.Moments;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.ValueColumn.Events;
import covey.warehouse.sql.ValueColumn.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each metric leaves out, by arm: units without time, rows or values, and rows without a usable value. */
final class LossesSql {
    private final Dialect dialect;
    private final List<MetricPlan> plans;
    private final Map<String, EventsSql> events;

    /**
     * @param events model to the scan that gives its per-unit table
     */
    LossesSql(Dialect dialect, List<MetricPlan> plans, Map<String, EventsSql> events) {
        this.dialect = dialect;
        this.plans = List.copyOf(plans);
        this.events = new LinkedHashMap<>(events);
    }

    /**
     * True for a unit with rows in the window of which none has a usable value; empty for a metric that needs no number.
     * Such a unit is absent from the whole metric, so that all its columns stay over the same units.
     */
    Optional<String> withoutValue(MetricPlan plan) {
        if (plan.overEvents()) {
            return Optional.empty();
        }
        List<String> sides = new ArrayList<>();
        for (ValueColumn column : outcomes(plan)) {
            List<String> lost = names(column, false);
            if (!lost.isEmpty()) {
                EventsSql scan = scan(column);
                boolean indicator = ((Events) column.source()).shape() == Shape.INDICATOR;
                String none = scan.alias() + "." + scan.name(column) + (indicator ? " = 0" : " IS NULL");
                sides.add(none + " AND " + sum(lost) + " > 0");
            }
        }
        return sides.isEmpty() ? Optional.empty() : Optional.of(String.join(" OR ", sides));
    }

    /** One row per arm. */
    Step losses() {
        List<String> items = new ArrayList<>();
        items.add("u.arm");
        items.add("count(*) AS units");
        plans.forEach(plan -> items.addAll(items(plan)));
        StringBuilder joins = new StringBuilder();
        for (EventsSql scan : events.values()) {
            joins.append(Sql.fill(
                    "\nLEFT JOIN {} AS {} ON {}.unit_id = u.unit_id", scan.target(), scan.alias(), scan.alias()));
        }
        return new Step(
                "losses",
                "Units that count, units with any row in the window, and rows without a usable value: counted, never zero.",
                "SELECT\n" + Sql.lines(items) + "\nFROM covey_units AS u" + joins + "\nGROUP BY u.arm\nORDER BY u.arm",
                Step.Kind.READ);
    }

    private List<String> items(MetricPlan plan) {
        String id = plan.id();
        List<String> items = new ArrayList<>();
        String eligible = plan.columns().getFirst().eligible();
        String mature = eligible.isEmpty() ? "TRUE" : eligible;
        String counts = "u.excluded = 0 AND " + mature;
        items.add(count(mature) + " AS " + id + "_mature");
        items.add(
                withoutValue(plan).map(w -> count(mature + " AND (" + w + ")")).orElse("0") + " AS " + id
                        + "_without_value");
        List<String> lost = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (ValueColumn column : outcomes(plan)) {
            EventsSql scan = scan(column);
            String inWindow = scan.alias() + "." + scan.inWindow(column);
            items.add(count(inWindow + " > 0") + " AS " + column.id() + "_rows");
            items.add(count(counts + " AND " + inWindow + " > 0") + " AS " + column.id() + "_counted");
            scan.nulls(column).ifPresent(n -> items.add(total(scan, n) + " AS " + column.id() + "_null"));
            scan.undecided(column).ifPresent(n -> items.add(total(scan, n) + " AS " + column.id() + "_undecided"));
            scan.notFinite(column).ifPresent(n -> items.add(total(scan, n) + " AS " + column.id() + "_not_finite"));
            lost.addAll(names(column, true));
            rows.add("COALESCE(" + inWindow + ", 0)");
        }
        items.addAll(moments(id, counts, sum(lost), sum(rows)));
        return items;
    }

    /** Centred moments of the rows lost and the rows there are, over the units that count. */
    private List<String> moments(String id, String counts, String lost, String rows) {
        String a = dialect.toDouble("CASE WHEN " + counts + " THEN " + lost + " END", ColumnKind.NUMBER);
        String b = dialect.toDouble("CASE WHEN " + counts + " THEN " + rows + " END", ColumnKind.NUMBER);
        return List.of(
                count(counts) + " AS " + id + "_lost_n",
                "avg(" + a + ") AS " + id + "_lost_avg",
                "avg(" + b + ") AS " + id + "_there_avg",
                dialect.varPop(a) + " AS " + id + "_lost_var",
                dialect.covarPop(a, b) + " AS " + id + "_lost_cov",
                dialect.varPop(b) + " AS " + id + "_there_var");
    }

    /** What is left of an arm, from its row of {@link #losses}. */
    ArmLosses arm(MetricPlan plan, Answer row) {
        long withRows = Long.MAX_VALUE;
        for (ValueColumn column : outcomes(plan)) {
            withRows = Math.min(withRows, row.count(column.id() + "_counted"));
        }
        String id = plan.id();
        long n = row.count(id + "_lost_n");
        Moments moments = n == 0
                ? Moments.empty(2)
                : Moments.ofPopulation(
                        n, new double[] {row.number(id + "_lost_avg"), row.number(id + "_there_avg")}, new double[][] {
                            {row.number(id + "_lost_var"), row.number(id + "_lost_cov")},
                            {row.number(id + "_lost_cov"), row.number(id + "_there_var")}
                        });
        return new ArmLosses(withRows, moments);
    }

    /** The metric's own columns. */
    static List<ValueColumn> outcomes(MetricPlan plan) {
        return plan.columns().stream().filter(ValueColumn::outcome).toList();
    }

    /** Counts of the rows that a column loses: of those that matter, without a value; or also those left undecided. */
    private List<String> names(ValueColumn column, boolean undecided) {
        EventsSql scan = scan(column);
        List<String> names = new ArrayList<>();
        scan.nulls(column).ifPresent(names::add);
        scan.notFinite(column).ifPresent(names::add);
        if (undecided) {
            scan.undecided(column).ifPresent(names::add);
        }
        return names.stream()
                .map(n -> "COALESCE(" + scan.alias() + "." + n + ", 0)")
                .toList();
    }

    private static String sum(List<String> counts) {
        return counts.isEmpty() ? "0" : counts.stream().collect(Collectors.joining(" + ", "(", ")"));
    }

    private static String count(String condition) {
        return "count(CASE WHEN " + condition + " THEN 1 END)";
    }

    private static String total(EventsSql scan, String name) {
        return "COALESCE(sum(" + scan.alias() + "." + name + "), 0)";
    }

    private EventsSql scan(ValueColumn column) {
        String model = ((Events) column.source()).aggregate().model();
        return Objects.requireNonNull(events.get(model), model);
    }
}
