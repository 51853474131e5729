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
import java.util.Optional;

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

    /**
     * The rule that a path has earned, and what follows by it.
     *
     * @param rule the declared rule, without binding futility where nothing stops for it or a stop was ignored
     * @param verdict what follows
     */
    record Judgement(Rule rule, Verdict verdict) {}

    /** Judges the latest look of a path by the declared rule. */
    Judgement judge(MetricPlan metric, Effect effect, Path path, Rule declared, double alpha) {
        if (!(declared instanceof Rule.GroupSequential rule)) {
            return new Judgement(declared, verdict(metric, effect, path, declared, alpha));
        }
        boolean binds = stops(metric) && metric.goal() != Goal.NONE && rule.futility() == FutilityRule.BINDING;
        int ignored = binds ? ignored(metric, path, rule, alpha) : 0;
        Rule holds = binds && ignored == 0 ? rule : rule.notBinding();
        return new Judgement(
                holds,
                ignored == 0
                        ? verdict(metric, effect, path, holds, alpha)
                        : afterIgnored(metric, path, holds, alpha, ignored));
    }

    /** Whether bounds on this metric stop the experiment. */
    private boolean stops(MetricPlan metric) {
        return spec.monitoring().appliesTo().contains(metric.role()) && metric.role() != Role.GUARDRAIL;
    }

    private Verdict verdict(MetricPlan metric, Effect effect, Path path, Rule rule, double alpha) {
        double[] bounds = rule.criticals(path, alpha);
        double bound = bounds[path.size() - 1];
        boolean ended = path.last() == Last.FINAL;
        if (!stops(metric) || rule instanceof Rule.Fixed) {
            boolean followed = spec.monitoring().appliesTo().contains(metric.role()) && metric.role() == Role.GUARDRAIL;
            boolean harmed = followed && harmed(metric, effect, path, rule, alpha);
            return new Verdict(
                    harmed ? Recommendation.STOP_FOR_HARM : open(ended),
                    bound,
                    harmed ? path.size() : 0,
                    early(path, rule, bound),
                    Optional.empty(),
                    0);
        }
        Stopping stopping = stopping(metric, path);
        for (int k = 1; k <= path.size(); k++) {
            Optional<Recommendation> crossed = crossed(metric, path, bounds, k);
            if (crossed.isPresent()) {
                return new Verdict(crossed.get(), bound, k, "", Optional.of(stopping), 0);
            }
        }
        int futile = ended ? 0 : futile(metric, path, rule, alpha);
        if (futile > 0) {
            return new Verdict(Recommendation.STOP_FOR_FUTILITY, bound, futile, "", Optional.of(stopping), 0);
        }
        boolean waits = Math.abs(path.latest().z()) >= bound;
        String held = waits ? "the first " + spec.monitoring().minimumDays() + " days are not in" : "";
        return new Verdict(open(ended), bound, 0, held, Optional.of(stopping), 0);
    }

    private static Recommendation open(boolean ended) {
        return ended ? Recommendation.ENDED : Recommendation.CONTINUE;
    }

    private Stopping stopping(MetricPlan metric, Path path) {
        int from = 1;
        while (from <= path.size()
                && !Monitor.past(schedules, path.points().get(from - 1).at())) {
            from++;
        }
        return new Stopping(metric.goal(), from);
    }

    /** What look k stops for by its bound; empty when it does not. */
    private Optional<Recommendation> crossed(MetricPlan metric, Path path, double[] bounds, int k) {
        Path.Point point = path.points().get(k - 1);
        if (Math.abs(point.z()) < bounds[k - 1]) {
            return Optional.empty();
        }
        if (wanted(metric, point.z()) < 0) {
            return Optional.of(Recommendation.STOP_FOR_HARM);
        }
        return Monitor.past(schedules, point.at()) ? Optional.of(Recommendation.STOP_FOR_EFFICACY) : Optional.empty();
    }

    /** The look before the latest that obliged to stop for futility, when nothing had stopped before it; 0 for none. */
    private int ignored(MetricPlan metric, Path path, Rule rule, double alpha) {
        double[] bounds = rule.criticals(path, alpha);
        for (int k = 1; k < path.size(); k++) {
            if (crossed(metric, path, bounds, k).isPresent()) {
                return 0;
            }
            if (wanted(metric, path.points().get(k - 1).z()) <= rule.futility(path.until(k), alpha)) {
                return k;
            }
        }
        return 0;
    }

    /**
     * Binding bounds have given all error to paths that stop at futility: for one that went on none is left, so nothing
     * establishes an effect any more. Harm has its own half.
     */
    private Verdict afterIgnored(MetricPlan metric, Path path, Rule rule, double alpha, int ignored) {
        double[] bounds = rule.criticals(path, alpha);
        double bound = bounds[path.size() - 1];
        Optional<Stopping> stopping = Optional.of(stopping(metric, path));
        for (int k = ignored + 1; k <= path.size(); k++) {
            Optional<Recommendation> crossed = crossed(metric, path, bounds, k);
            if (crossed.filter(c -> c == Recommendation.STOP_FOR_HARM).isPresent()) {
                return new Verdict(Recommendation.STOP_FOR_HARM, bound, k, "", stopping, ignored);
            }
        }
        return new Verdict(Recommendation.STOP_FOR_FUTILITY, bound, ignored, "", stopping, ignored);
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
        AsymptoticConfidenceSequence harm =
                AsymptoticConfidenceSequence.tunedAt(alpha / 2, Alternative.LESS, path.plannedUnits());
        // where the length was chosen on the way the sequence reads all data alike, on their own scale: it needs no
        // weights
        double error = effect.contrast().standardError();
        InterimEstimate seen = path.latest().planned().isPresent()
                ? new InterimEstimate(z * error, error, (double) effect.n())
                : path.interim(path.size() - 1, z);
        return harm.pValue(seen, 0) < alpha / 2;
    }
}
