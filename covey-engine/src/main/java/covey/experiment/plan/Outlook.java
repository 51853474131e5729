package covey.experiment.plan;

import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.PlanSpec;
import covey.method.Study;
import covey.method.Study.MetricUse;
import covey.result.MetricInfo.Goal;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import covey.stats.compare.NonInferiority;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.power.Claim;
import covey.stats.power.Comparison;
import covey.stats.power.Demand;
import covey.stats.power.Effect;
import covey.stats.power.FamilyLevel;
import covey.stats.power.Split;
import covey.stats.power.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an experiment of so many weeks can show of one metric in one arm.
 *
 * <p>The error of a test is that of its family: {@link FamilyLevel}, exact for
 * Bonferroni and a lower bound of the power for stepwise procedures. Guardrails are not corrected, since all of them must hold; one
 * with a margin is tested one-sided at α/2, as {@code run} tests it.
 *
 * @param spec the experiment
 * @param plan the metric
 * @param arm the arm that is compared with control
 * @param history what the metric looked like
 * @param arrivals how many units enter
 * @param inflation largest information of the monitoring over that of one look
 */
record Outlook(
        PlanSpec spec, MetricPlan plan, Study.Arm arm, MetricHistory history, Arrivals arrivals, double inflation) {
    /** Whether the metric is a guardrail with a margin, to be shown to hold. */
    boolean guarded() {
        return plan.use().margin().isPresent();
    }

    /** Level of the whole test after correction. */
    FamilyLevel level() {
        return FamilyLevel.of(procedure(), 1 - spec.experiment().level(), hypotheses());
    }

    /** Hypotheses among which the error is shared. */
    int hypotheses() {
        Role role = plan.role();
        return role == Role.GUARDRAIL
                ? 1
                : spec.experiment().metrics(role).size()
                        * spec.experiment().treatments().size();
    }

    PValueAdjustment procedure() {
        return switch (plan.role()) {
            case PRIMARY -> spec.experiment().multiplicity().primary();
            case SECONDARY -> spec.experiment().multiplicity().secondary();
            case GUARDRAIL -> PValueAdjustment.NONE;
        };
    }

    Claim claim() {
        Direction better = plan.goal() == Goal.DECREASE ? Direction.DECREASE : Direction.INCREASE;
        if (!guarded()) {
            return Claim.difference(level().level()).preferring(better);
        }
        MetricUse use = plan.use();
        boolean relative = use.marginScale() == Scale.RELATIVE_DIFFERENCE;
        return Claim.nonInferiority(
                (1 - spec.experiment().level()) / 2,
                use.margin().orElseThrow(),
                relative ? NonInferiority.Scale.RELATIVE : NonInferiority.Scale.ABSOLUTE,
                better);
    }

    /** The comparison after so many weeks. */
    Comparison comparison(int week) {
        Study.Arm control = spec.experiment().control();
        return new Comparison(history.outcome(week), new Split(control.share(), arm.share()), claim(), inflation);
    }

    /** Units in the experiment after so many weeks, all arms. */
    double units(double weeks) {
        return arrivals.units(weeks);
    }

    /** Smallest effect, or for a margin the smallest harm ruled out, that is shown with the power asked for. */
    OptionalDouble detectable(double weeks) {
        Comparison comparison = comparison(state(weeks));
        double power = spec.rules().power();
        return guarded()
                ? comparison.detectableMargin(units(weeks), 0, power)
                : comparison.detectable(units(weeks), power);
    }

    /** The effect that is to be seen; none for a margin, empty when not declared. */
    Optional<Effect> declared() {
        if (guarded()) {
            return Optional.of(Effect.absolute(0));
        }
        if (plan.use().mde().isEmpty()) {
            return Optional.empty();
        }
        double size = plan.use().mde().getAsDouble() * (plan.goal() == Goal.DECREASE ? -1 : 1);
        return Optional.of(
                plan.use().mdeScale() == Scale.RELATIVE_DIFFERENCE ? Effect.relative(size) : Effect.absolute(size));
    }

    /** First whole week with the power asked for; empty when there is none, or no effect is declared. */
    Optional<Demand.Duration> duration() {
        Optional<Effect> effect = declared();
        return effect.isPresent() ? demand().duration(effect.get(), spec.rules().power()) : Optional.empty();
    }

    /** Units and metric by week, going on as in the last week of the history. */
    private Demand demand() {
        List<Timeline.Week> weeks = new ArrayList<>();
        for (int week = 1; week <= Math.max(1, arrivals.weeksSeen()); week++) {
            weeks.add(new Timeline.Week(arrivals.units(week), history.outcome(week)));
        }
        return new Demand(
                new Timeline(weeks, Timeline.Beyond.LINEAR), comparison(1).split(), claim(), inflation);
    }

    /** The state of the history that stands for so many weeks: a begun week counts. */
    static int state(double weeks) {
        return Math.max(1, (int) Math.ceil(weeks - 1e-9));
    }
}
