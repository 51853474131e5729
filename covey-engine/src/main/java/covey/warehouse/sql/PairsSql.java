package covey.warehouse.sql;

import covey.data.ExperimentRequirement;
import covey.data.Groups.PairDay;
import covey.data.Groups.PairWeek;
import covey.data.Groups.Pairing;
import covey.stats.moment.Moments;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ScriptRun.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How pairs of units come together in a history: a pair counts once both of its units have entered, so that some of those
 * that have are still alone. By week, moments over the members of complete pairs and over the pairs' means, from which all
 * that is inside pairs follows.
 */
final class PairsSql {
    private static final String PAIRS = "FROM %s\n  WHERE excluded = 0 AND grp IS NOT NULL\n  GROUP BY grp";

    private final ExperimentRequirement need;
    private final Dialect dialect;
    private final List<MetricPlan> plans;

    PairsSql(ExperimentRequirement need, Dialect dialect, List<MetricPlan> plans) {
        this.need = need;
        this.dialect = dialect;
        this.plans = plans.stream().filter(p -> p.quantile().isEmpty()).toList();
    }

    /**
     * One state of a metric.
     *
     * @param id prefix of its blocks
     * @param day last day of its weeks
     * @param columns columns of the values
     * @param until day before which the second unit must have entered; empty where the columns know
     */
    private record State(String id, LocalDate day, List<String> columns, Optional<LocalDate> until) {
        String members() {
            return id + "_u";
        }

        String means() {
            return id + "_m";
        }
    }

    /** What is read of pairs of units in a history that is not spread over buckets; nothing of anything else. */
    List<Step> steps() {
        boolean pairs = need.exposure().buckets() == 1
                && need.grouping().group().isPresent()
                && need.grouping().arms() == 2;
        if (!pairs) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>(List.of(days()));
        plans.forEach(plan -> steps.add(weeks(plan)));
        return steps;
    }

    private Step days() {
        String sql = Sql.fill("""
                WITH pairs AS (
                  SELECT grp, min(entry_day) AS first_on, max(entry_day) AS last_on, count(*) AS members
                  {}
                  HAVING count(*) <= 2
                ),
                days AS (
                  SELECT first_on AS day, 1 AS begun, 0 AS completed FROM pairs
                  UNION ALL
                  SELECT last_on AS day, 0 AS begun, 1 AS completed FROM pairs WHERE members = 2
                )
                SELECT {} AS day, sum(begun) AS begun, sum(completed) AS completed
                FROM days
                GROUP BY days.day
                ORDER BY days.day""", PAIRS.formatted("covey_units"), dialect.text("days.day"));
        return new Step(
                "pair_days",
                "Pairs by the day on which their first and their second unit entered.",
                sql,
                Step.Kind.READ);
    }

    private Step weeks(MetricPlan plan) {
        List<String> means = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        List<State> states = states(plan);
        states.stream().map(State::columns).distinct().forEach(columns -> {
            means.add("    count(" + columns.getFirst() + ") AS " + columns.getFirst() + "_n");
            columns.forEach(c -> means.add("    avg(" + c + ") AS " + c));
        });
        for (State state : states) {
            String complete = "p." + state.columns().getFirst() + "_n = 2"
                    + state.until()
                            .map(day -> " AND " + dialect.text("p.last_on") + " < " + dialect.literal(day.toString()))
                            .orElse("");
            for (int i = 0; i < state.columns().size(); i++) {
                String column = state.columns().get(i);
                values.add(Sql.fill(
                        "    CASE WHEN {} THEN u.{} END AS {}_{}",
                        complete,
                        column,
                        state.members(),
                        String.valueOf(i)));
                values.add(Sql.fill(
                        "    CASE WHEN {} THEN p.{} END AS {}_{}", complete, column, state.means(), String.valueOf(i)));
            }
            blocks.add(MomentsSql.block(dialect, state.members(), named(state.members(), state)));
            blocks.add(MomentsSql.block(dialect, state.means(), named(state.means(), state)));
        }
        String sql = Sql.fill(
                """
                WITH pairs AS (
                  SELECT
                    grp, max(entry_day) AS last_on,
                {}
                  {}
                  HAVING count(*) = 2
                ),
                paired AS (
                  SELECT
                {}
                  FROM covey_values AS u
                  JOIN pairs AS p ON p.grp = u.grp
                  WHERE u.excluded = 0
                )
                SELECT
                {}
                FROM paired""",
                String.join(",\n", means),
                PAIRS.formatted("covey_values"),
                String.join(",\n", values),
                String.join(",\n", blocks));
        return new Step(
                plan.id() + "_pairs",
                "Moments of " + Sql.comment(plan.name()) + " over members and means of complete pairs, by week.",
                sql,
                Step.Kind.READ);
    }

    private static List<String> named(String prefix, State state) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < state.columns().size(); i++) {
            names.add(prefix + "_" + i);
        }
        return names;
    }

    /** The states that the metric's moments have; one where the history has no whole week. */
    private List<State> states(MetricPlan plan) {
        List<State> states = new ArrayList<>();
        for (MetricPlan.Snapshot snapshot : plan.snapshots()) {
            states.add(new State(
                    plan.id() + "_w" + (states.size() + 1),
                    LocalDate.parse(snapshot.label()),
                    ids(snapshot.columns()),
                    Optional.empty()));
        }
        if (!states.isEmpty()) {
            return states;
        }
        for (LocalDate day : need.wholeWeeks()) {
            states.add(new State(
                    plan.id() + "_w" + (states.size() + 1), day.minusDays(1), ids(plan.columns()), Optional.of(day)));
        }
        if (states.isEmpty()) {
            LocalDate last = need.end().atZone(need.zone()).toLocalDate();
            states.add(new State(plan.id() + "_w1", last, ids(plan.columns()), Optional.empty()));
        }
        return states;
    }

    private static List<String> ids(List<ValueColumn> columns) {
        return columns.stream().map(ValueColumn::id).toList();
    }

    /** Answers of {@link #steps} by the name of their step. */
    Pairing pairing(Map<String, List<Answer>> answers) {
        List<PairDay> days = answers.getOrDefault("pair_days", List.of()).stream()
                .map(row -> new PairDay(row.text("day"), row.count("begun"), row.count("completed")))
                .toList();
        List<PairWeek> weeks = new ArrayList<>();
        for (MetricPlan plan : plans) {
            for (Answer row : answers.getOrDefault(plan.id() + "_pairs", List.of())) {
                states(plan).forEach(state -> week(row, plan, state).ifPresent(weeks::add));
            }
        }
        return new Pairing(days, weeks);
    }

    /** Every pair stands in two rows, those of its members. */
    private static Optional<PairWeek> week(Answer row, MetricPlan plan, State state) {
        int k = state.columns().size();
        long members = row.count(state.members() + "_n");
        Optional<Moments> units = MomentsSql.moments(row, state.members(), k, members);
        Optional<Moments> means = MomentsSql.moments(row, state.means(), k, members / 2);
        return units.flatMap(
                u -> means.map(m -> new PairWeek(plan.name(), state.day().toString(), u, m)));
    }
}
