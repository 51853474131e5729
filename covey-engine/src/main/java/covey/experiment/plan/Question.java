package covey.experiment.plan;

import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules.Method;
import covey.method.Study;
import covey.method.Study.MetricUse;
import covey.result.MetricInfo.Goal;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import covey.stats.Alternative;
import covey.stats.compare.NonInferiority;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.power.Claim;
import covey.stats.power.Dunnett;
import covey.stats.power.Effect;
import covey.stats.power.FamilyLevel;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What is asked of one metric in one arm, whatever the design.
 *
 * <p>The error of a test is that of its family: {@link FamilyLevel}, exact for
 * Bonferroni and a lower bound of the power for stepwise procedures. Guardrails are not corrected, since all of them must hold; one
 * with a margin is tested one-sided at α/2, as {@code run} tests it.
 *
 * @param experiment the experiment
 * @param plan the metric
 * @param arm the arm that is compared with control
 * @param arms arms that are compared in all
 * @param beside hypotheses of other sides of a market that share the error of a role
 */
public record Question(ExperimentSpec experiment, MetricPlan plan, Study.Arm arm, int arms, Map<Role, Integer> beside) {
    public Question {
        beside = Map.copyOf(beside);
    }

    /** One of the treatments of an experiment that is alone. */
    public Question(ExperimentSpec experiment, MetricPlan plan, Study.Arm arm) {
        this(experiment, plan, arm, experiment.treatments().size(), Map.of());
    }

    /** Whether the metric is a guardrail with a margin, to be shown to hold. */
    public boolean guarded() {
        return plan.use().margin().isPresent();
    }

    /** Level of the whole test after correction. */
    public FamilyLevel level() {
        double alpha = 1 - experiment.level();
        return many().map(d -> new FamilyLevel(
                        d.perComparison(alpha / metrics(), Alternative.TWO_SIDED), FamilyLevel.Basis.EXACT))
                .orElseGet(() -> FamilyLevel.of(procedure(), alpha, hypotheses()));
    }

    /** Whether arms are compared by Dunnett. */
    boolean dunnett() {
        return many().isPresent();
    }

    /** How the error is shared, in words. */
    public String sharing() {
        return many().isPresent()
                ? "dunnett" + (metrics() > 1 ? " within and bonferroni across metrics" : "")
                : procedure().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private int metrics() {
        return experiment.metrics(plan.role()).size();
    }

    /** Dunnett's comparison of the arms, where they are looked at once, at the end. */
    private Optional<Dunnett> many() {
        boolean asked = plan.role() == Role.PRIMARY
                && experiment.multiplicity().dunnett()
                && experiment.monitoring().method() == Method.FIXED;
        if (!asked) {
            return Optional.empty();
        }
        double[] shares = Stream.concat(Stream.of(experiment.control()), experiment.treatments().stream())
                .mapToDouble(Study.Arm::share)
                .toArray();
        return Optional.of(Dunnett.of(Double.POSITIVE_INFINITY, shares));
    }

    /** Hypotheses among which the error is shared. */
    public int hypotheses() {
        Role role = plan.role();
        return role == Role.GUARDRAIL ? 1 : experiment.metrics(role).size() * arms + beside.getOrDefault(role, 0);
    }

    /** How the error is shared. */
    public PValueAdjustment procedure() {
        return switch (plan.role()) {
            case PRIMARY -> experiment.multiplicity().primary();
            case SECONDARY -> experiment.multiplicity().secondary();
            case GUARDRAIL -> PValueAdjustment.NONE;
        };
    }

    /** What is to be shown. */
    public Claim claim() {
        Direction better = plan.goal() == Goal.DECREASE ? Direction.DECREASE : Direction.INCREASE;
        if (!guarded()) {
            return Claim.difference(level().level()).preferring(better);
        }
        MetricUse use = plan.use();
        boolean relative = use.marginScale() == Scale.RELATIVE_DIFFERENCE;
        return Claim.nonInferiority(
                (1 - experiment.level()) / 2,
                use.margin().orElseThrow(),
                relative ? NonInferiority.Scale.RELATIVE : NonInferiority.Scale.ABSOLUTE,
                better);
    }

    /** The effect that is to be seen; none for a margin, empty when not declared. */
    public Optional<Effect> declared() {
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

    /** The same in the metric's unit, for a control value. */
    public OptionalDouble effect(double baseline) {
        return declared()
                .map(e -> OptionalDouble.of(
                        e.scale() == NonInferiority.Scale.ABSOLUTE ? e.size() : e.size() * Math.abs(baseline)))
                .orElse(OptionalDouble.empty());
    }
}
