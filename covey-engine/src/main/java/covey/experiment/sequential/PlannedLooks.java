package covey.experiment.sequential;

import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules;
import covey.experiment.spec.MonitoringRules.FutilityRule;
import covey.experiment.spec.MonitoringRules.Method;
import covey.result.MetricInfo.Goal;
import covey.result.MetricInfo.Role;
import covey.stats.Alternative;
import covey.stats.sequential.GroupSequentialBounds;
import covey.stats.sequential.GroupSequentialDesign.Last;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The looks of an experiment to come, with the very bounds that its run will have at them: information by units and
 * variance as the history had them, error by the clock of the study, futility, and no efficacy in the first week. A
 * metric that stops nothing is judged at the last look, by what the looks before it have left.
 *
 * @param bounds bounds that stop, one-sided towards the goal
 * @param units units that have entered at each look, all arms
 */
public record PlannedLooks(GroupSequentialBounds bounds, List<Double> units) {
    public PlannedLooks {
        units = List.copyOf(units);
    }

    /**
     * One look to come.
     *
     * @param clock share of the plan that will have passed
     * @param units units that will have entered
     * @param standardError standard error to be expected
     * @param days days since the start
     * @param effect effect to be expected by then, in any unit
     */
    public record Look(double clock, double units, double standardError, double days, double effect) {
        private double signal() {
            return effect / standardError;
        }

        private Path.Point point() {
            return new Path.Point("day " + days, 0, standardError, 0, units, clock);
        }
    }

    /**
     * The bounds of looks to come; empty where one look at the end is all there is, or the metric is read at the stop of
     * others.
     *
     * @param alpha two-sided error of the metric
     * @param looks looks in order of time, the last one the end
     */
    public static Optional<PlannedLooks> of(ExperimentSpec spec, MetricPlan metric, double alpha, List<Look> looks) {
        MonitoringRules rules = spec.monitoring();
        if (rules.method() == Method.FIXED
                || looks.size() < 2
                || !rules.appliesTo().contains(metric.role())) {
            return Optional.empty();
        }
        List<Path.Point> points = looks.stream().map(Look::point).toList();
        Path.Point end = points.getLast();
        Path path = new Path(points, Last.FINAL, points.getFirst().unitsAt(end.units(), end.standardError()));
        boolean stops = metric.role() != Role.GUARDRAIL;
        Rule declared = Rule.of(rules, rules.method());
        Rule rule = declared instanceof Rule.GroupSequential g && !(stops && metric.goal() != Goal.NONE)
                ? g.notBinding()
                : declared;
        Stopping stopping = stops
                ? new Stopping(metric.goal(), efficacyFrom(looks, rules.minimumDays()))
                : new Stopping(Goal.NONE, looks.size());
        boolean futility = stops && metric.goal() != Goal.NONE;
        GroupSequentialBounds bounds = at(fractions(looks), bounds(rule, path, alpha, futility));
        return Optional.of(new PlannedLooks(
                stopping.of(bounds), looks.stream().map(Look::units).toList()));
    }

    /**
     * Information on the scale on which the effect stands still, such as the lift of clicks to date: by it the deviates
     * grow and hang together. Bounds come from that of the path, which is at least as cautious.
     */
    private static double[] fractions(List<Look> looks) {
        double[] fractions = new double[looks.size()];
        double most = 0;
        for (int k = 0; k < fractions.length; k++) {
            double signal = looks.get(k).signal() / looks.getLast().signal();
            most = Math.max(most, Math.min(1, signal * signal));
            fractions[k] = most;
        }
        return fractions;
    }

    private static GroupSequentialBounds at(double[] fractions, GroupSequentialBounds bounds) {
        List<GroupSequentialBounds.Look> moved = new ArrayList<>();
        for (int k = 0; k < fractions.length; k++) {
            GroupSequentialBounds.Look look = bounds.looks().get(k);
            moved.add(new GroupSequentialBounds.Look(
                    fractions[k], look.efficacy(), look.futility(), look.spent(), look.futilitySpent()));
        }
        return new GroupSequentialBounds(bounds.alternative(), bounds.alpha(), moved, bounds.futility());
    }

    private static int efficacyFrom(List<Look> looks, int days) {
        int from = 1;
        while (from < looks.size() && looks.get(from - 1).days() < days - 1e-9) {
            from++;
        }
        return from;
    }

    private static GroupSequentialBounds bounds(Rule rule, Path path, double alpha, boolean futility) {
        double[] criticals = rule.criticals(path, alpha);
        double[] information = path.information();
        boolean gives = futility && rule instanceof Rule.GroupSequential g && g.futility() != FutilityRule.NONE;
        List<GroupSequentialBounds.Look> all = new ArrayList<>();
        for (int k = 1; k <= path.size(); k++) {
            all.add(new GroupSequentialBounds.Look(
                    information[k - 1] / information[path.size() - 1],
                    criticals[k - 1],
                    gives && k < path.size() ? rule.futility(path.until(k), alpha) : Double.NEGATIVE_INFINITY,
                    0,
                    0));
        }
        return new GroupSequentialBounds(Alternative.TWO_SIDED, alpha, all, Optional.empty());
    }
}
