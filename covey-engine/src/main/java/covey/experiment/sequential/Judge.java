package covey.experiment.sequential;

import covey.experiment.compare.effect.Effect;
import covey.experiment.sequential.Standing.Verdict;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
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
 * one-sided confidence sequence against their margin, whatever the method of the study.
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
        if (!spec.monitoring().appliesTo().contains(metric.role()) || rule instanceof Rule.Fixed) {
            return new Verdict(ended ? Recommendation.ENDED : Recommendation.CONTINUE, bound, 0, "");
        }
        if (metric.role() == Role.GUARDRAIL) {
            boolean harmed = harmed(metric, effect, path, alpha);
            return new Verdict(
                    harmed ? Recommendation.STOP_FOR_HARM : ended ? Recommendation.ENDED : Recommendation.CONTINUE,
                    bound,
                    harmed ? path.size() : 0,
                    "");
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
        double futile = metric.goal() == Goal.NONE ? Double.NEGATIVE_INFINITY : rule.futility(path, alpha);
        if (!ended && wanted(metric, path.latest().z()) <= futile) {
            return new Verdict(Recommendation.STOP_FOR_FUTILITY, bound, path.size(), "");
        }
        return new Verdict(ended ? Recommendation.ENDED : Recommendation.CONTINUE, bound, 0, held);
    }

    /** z, positive when wanted. */
    private static double wanted(MetricPlan metric, double z) {
        return metric.goal() == Goal.DECREASE ? -z : metric.goal() == Goal.INCREASE ? z : Math.abs(z);
    }

    /** Whether harm beyond the margin, or beyond zero without one, is established at any time. */
    private static boolean harmed(MetricPlan metric, Effect effect, Path path, double alpha) {
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
        double error = effect.contrast().standardError();
        AsymptoticConfidenceSequence harm =
                AsymptoticConfidenceSequence.tunedAt(alpha / 2, Alternative.LESS, path.plannedUnits());
        return harm.pValue(new InterimEstimate(z * error, error, (double) effect.n()), 0) < alpha / 2;
    }
}
