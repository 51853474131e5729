package covey.experiment.switchback;

import covey.experiment.check.Finding;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.PlanRules;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.stats.DegenerateDataException;
import covey.stats.interval.Bounds;
import covey.stats.interval.Wilson;
import covey.stats.moment.BinomialCount;
import covey.stats.switchback.SwitchbackReplay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What to know of the plan of a switchback beside its power: its history, its windows, and whether its test keeps its word. */
final class SwitchbackPlanChecks {
    /** Chance that a sound test is found unsound. */
    private static final double STRICT = 0.001;

    /** Share of schedules that the estimator may refuse before it is said. */
    private static final double REFUSED = 0.01;

    private final SwitchbackPlanning planning;
    private final SwitchbackPlanSpec spec;
    private final List<Outcome> rows;
    private final List<Diagnostic> found = new ArrayList<>();

    SwitchbackPlanChecks(SwitchbackPlanning planning, List<Outcome> rows) {
        this.planning = planning;
        this.spec = planning.spec();
        this.rows = List.copyOf(rows);
    }

    List<Diagnostic> all() {
        history();
        extrapolated();
        for (MetricPlan plan : spec.declared().experiment().metrics()) {
            for (Study.Arm arm : spec.declared().experiment().treatments()) {
                replay(plan, arm);
                windows(plan, arm);
            }
        }
        found.add(Finding.of("interference", Severity.NOTE, spec.declared().stands())
                .diagnostic());
        return found;
    }

    private void history() {
        PlanRules rules = spec.rules();
        found.add(Finding.of(
                        "plan_history",
                        Severity.NOTE,
                        "the history is " + day(planning.begins()) + " to "
                                + day(rules.end().minusNanos(1)) + ": " + planning.regions() + " regions by "
                                + planning.windows() + " windows of " + every() + " that have rows; the plan is "
                                + spec.declared().windows() + " windows of each region.")
                .diagnostic());
    }

    private void extrapolated() {
        if (planning.windows() < spec.declared().windows()) {
            found.add(Finding.of(
                            "plan_extrapolated",
                            Severity.WARNING,
                            "the period has " + spec.declared().windows() + " windows and the history "
                                    + planning.windows()
                                    + ": variances are those of the whole history, divided by plan over history.")
                    .advice("start the history earlier, or shorten the period")
                    .diagnostic());
        }
    }

    /** Whether the test errs as often as it says on a history in which nothing was switched. */
    private void replay(MetricPlan plan, Study.Arm arm) {
        Optional<SwitchbackReplay> replay = replayed(plan, arm);
        if (replay.isEmpty()) {
            return;
        }
        double alpha = 1 - spec.declared().experiment().level();
        int draws = (int) Math.round(replay.get().replays() / (1 - replay.get().refused()));
        double alarms = replay.get().falseAlarms(alpha);
        Bounds band = Wilson.interval(new BinomialCount((int) Math.round(alarms * draws), draws), 1 - STRICT);
        boolean sound = band.lower() <= alpha;
        found.add(Finding.of(
                        "plan_replay",
                        sound ? Severity.PASS : Severity.WARNING,
                        plan.name() + ": in " + draws
                                + " schedules drawn over the history the test finds a difference in "
                                + Numbers.shown(100 * alarms) + " % (" + Numbers.shown(100 * alpha)
                                + " % promised) although nothing was switched.")
                .metric(plan.name())
                .advice(sound ? "" : "read the randomisation test of the run, or use longer windows")
                .diagnostic());
        if (replay.get().refused() > REFUSED) {
            found.add(Finding.of(
                            "plan_replay",
                            Severity.WARNING,
                            plan.name() + ": "
                                    + Numbers.shown(100 * replay.get().refused())
                                    + " % of the schedules leave too few stable windows for an estimate; they count as"
                                    + " finding nothing.")
                    .metric(plan.name())
                    .advice("run longer, in more regions, or state a shorter carry-over")
                    .diagnostic());
        }
    }

    private Optional<SwitchbackReplay> replayed(MetricPlan plan, Study.Arm arm) {
        if (planning.history().failures().containsKey(plan.name())) {
            return Optional.empty();
        }
        try {
            return Optional.of(planning.replay(plan, arm, 0));
        } catch (DegenerateDataException e) {
            // the row says why there is no number
            return Optional.empty();
        }
    }

    /** What windows of another length would see. */
    private void windows(MetricPlan plan, Study.Arm arm) {
        TreeMap<Double, String> seen = new TreeMap<>();
        for (Outcome row : rows) {
            String window = row.estimand().at().get("window");
            boolean asked = row.estimand().metric().equals(plan.name())
                    && row.estimand().arm().equals(arm.name())
                    && row.estimand().scale() == Scale.DIFFERENCE;
            if (asked && window != null && row instanceof Estimate estimate) {
                seen.put(estimate.value(), window);
            }
        }
        if (seen.size() < 2) {
            return;
        }
        List<String> parts = new ArrayList<>();
        seen.forEach((size, window) -> parts.add(Numbers.shown(size) + " with windows of " + window + lasting(window)));
        found.add(Finding.of(
                        "plan_windows",
                        Severity.NOTE,
                        plan.name() + ", " + arm.name() + ": detectable is " + String.join(", ", parts)
                                + ". Windows that still carry the other arm are left out at every length.")
                .metric(plan.name())
                .advice(
                        seen.firstEntry().getValue().equals(every())
                                ? ""
                                : "windows of " + seen.firstEntry().getValue()
                                        + " see more, if effects last as declared")
                .diagnostic());
    }

    private String lasting(String window) {
        return spec.lengths().stream()
                .filter(l -> SwitchbackPlanSpec.shown(l.every()).equals(window))
                .map(l -> " (carry-over " + l.carryOver() + ")")
                .findFirst()
                .orElse("");
    }

    private String every() {
        return SwitchbackPlanSpec.shown(spec.declared().every());
    }

    private String day(Instant instant) {
        return instant.atZone(spec.declared().experiment().study().schema().zone())
                .toLocalDate()
                .toString();
    }
}
