package covey.experiment.sequential;

import covey.experiment.compare.effect.Effect;
import covey.experiment.sequential.Standing.Verdict;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules.FutilityRule;
import covey.result.MetricInfo.Goal;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.compare.NonInferiority;
import covey.stats.sequential.AsymptoticConfidenceSequence;
import covey.stats.sequential.GroupSequentialDesign.Last;
import covey.stats.sequential.InterimEstimate;

/**
 * What follows from a look. Efficacy waits for the declared days; harm never waits. Guardrails are followed by a
 * one-sided confidence sequence against their margin, whatever the method of the study; where looks depend on one another
 * in an unknown way no sequence holds, and the bounds of the study are theirs too.
 */
final class Judge {
    private final ExperimentSpec spec;
    private final Schedules schedules;

    Judge(ExperimentSpec spec, Schedules schedules) {
        this.spec = spec;
        this.schedules = schedules;
    }

    Verdict verdict(MetricPlan metric, Effect effect, Path path, Rule rule, double alpha) {
        double[] bounds = rule.criticals(path, alpha);
        double bound = bounds[path.size() - 1];
        boolean ended = path.last() == Last.FINAL;
        boolean applies = spec.monitoring().appliesTo().contains(metric.role());
        if (applies && metric.role() == Role.GUARDRAIL) {
            boolean harmed = harmed(metric, effect, path, rule, alpha);
            return new Verdict(
                    harmed ? Recommendation.STOP_FOR_HARM : ended ? Recommendation.ENDED : Recommendation.CONTINUE,
                    bound,
                    harmed ? path.size() : 0,
                    early(path, rule, bound));
        }
        if (!applies || rule instanceof Rule.Fixed) {
            return new Verdict(
                    ended ? Recommendation.ENDED : Recommendation.CONTINUE, bound, 0, early(path, rule, bound));
        }
        String held = "";
        for (int k = 1; k <= path.size(); k++) {
            Path.Point point = path.points().get(k - 1);
            if (Math.abs(point.z()) < bounds[k - 1]) {
                continue;
            }
            boolean harm = wanted(metric, point.z()) < 0;
            if (harm || Monitor.past(schedules, point.at())) {
                return new Verdict(
                        harm ? Recommendation.STOP_FOR_HARM : Recommendation.STOP_FOR_EFFICACY, bound, k, "");
            }
            held = k == path.size() ? "the first " + spec.monitoring().minimumDays() + " days are not in" : "";
        }
        int futile = ended ? 0 : futile(metric, path, rule, alpha);
        if (futile > 0) {
            return new Verdict(Recommendation.STOP_FOR_FUTILITY, bound, futile, "");
        }
        return new Verdict(ended ? Recommendation.ENDED : Recommendation.CONTINUE, bound, 0, held);
    }

    /** The first look at which the planned effect was out of reach; 0 for none. */
    private static int futile(MetricPlan metric, Path path, Rule rule, double alpha) {
        boolean possible = rule instanceof Rule.GroupSequential g && g.futility() != FutilityRule.NONE;
        for (int k = 1; possible && metric.goal() != Goal.NONE && k <= path.size(); k++) {
            if (wanted(metric, path.points().get(k - 1).z()) <= rule.futility(path.until(k), alpha)) {
                return k;
            }
        }
        return 0;
    }

    /** A fixed horizon decides once, at its end. */
    private static String early(Path path, Rule rule, double bound) {
        boolean crossed = Math.abs(path.latest().z()) >= bound;
        return rule instanceof Rule.Fixed && path.last() == Last.INTERIM && crossed
                ? "one look was planned, at the end"
                : "";
    }

    /** z, positive when wanted. */
    private static double wanted(MetricPlan metric, double z) {
        return metric.goal() == Goal.DECREASE ? -z : metric.goal() == Goal.INCREASE ? z : Math.abs(z);
    }

    /** Whether harm beyond the margin, or beyond zero without one, is established at any time. */
    private static boolean harmed(MetricPlan metric, Effect effect, Path path, Rule rule, double alpha) {
        if (metric.goal() == Goal.NONE) {
            return false;
        }
        double z;
        try {
            z = new NonInferiority(
                            effect.contrast(),
                            metric.use().margin().orElse(0),
                            metric.use().marginScale() == Scale.RELATIVE_DIFFERENCE
                                            && metric.use().margin().isPresent()
                                    ? NonInferiority.Scale.RELATIVE
                                    : NonInferiority.Scale.ABSOLUTE,
                            metric.goal() == Goal.DECREASE
                                    ? NonInferiority.Direction.DECREASE
                                    : NonInferiority.Direction.INCREASE)
                    .statistic();
        } catch (DegenerateDataException e) {
            // a control value of zero has no relative margin: the row of the guardrail says so
            return false;
        }
        if (rule instanceof Rule.AnyDependence) {
            return -z >= rule.critical(path, alpha);
        }
        double error = effect.contrast().standardError();
        AsymptoticConfidenceSequence harm =
                AsymptoticConfidenceSequence.tunedAt(alpha / 2, Alternative.LESS, path.plannedUnits());
        return harm.pValue(new InterimEstimate(z * error, error, (double) effect.n()), 0) < alpha / 2;
    }
}
