package covey.experiment.compare.effect;

import covey.experiment.spec.MetricPlan;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo.Goal;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Test;
import covey.stats.compare.Contrast;
import covey.stats.compare.NonInferiority;
import covey.stats.interval.Bounds;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A guardrail against its margin, on the margin's scale. The one-sided level is (1 + level)/2, 97.5 % for a level of
 * 95 %, so that the limit is the one of the two-sided interval shown beside it and page and test cannot disagree.
 */
public final class GuardrailRow {
    private GuardrailRow() {}

    /** The row; empty for a metric without margin. */
    public static Optional<Outcome> of(MetricPlan plan, Estimands estimands, String arm, Result result, double level) {
        OptionalDouble margin = plan.use().margin();
        if (margin.isEmpty()) {
            return Optional.empty();
        }
        Estimand estimand =
                estimands.effect(Place.MAIN, arm, "non_inferiority", plan.use().marginScale());
        return Optional.of(
                switch (result) {
                    case Missing missing -> missing.at(estimand);
                    case Effect effect -> row(plan, estimand, effect, margin.getAsDouble(), level);
                });
    }

    private static Outcome row(MetricPlan plan, Estimand estimand, Effect effect, double margin, double level) {
        boolean relative = estimand.scale() == Scale.RELATIVE_DIFFERENCE;
        Contrast contrast = effect.contrast();
        NonInferiority test = new NonInferiority(
                contrast,
                margin,
                relative ? NonInferiority.Scale.RELATIVE : NonInferiority.Scale.ABSOLUTE,
                plan.goal() == Goal.DECREASE ? NonInferiority.Direction.DECREASE : NonInferiority.Direction.INCREASE);
        double oneSided = (1 + level) / 2;
        Optional<Bounds> bounds = test.interval(oneSided);
        if (bounds.isEmpty() || (relative && contrast.baseline() == 0)) {
            return Missing.unboundedLift(contrast.baseline(), Math.sqrt(contrast.baselineVariance()))
                    .at(estimand);
        }
        String method = (relative ? "Fieller" : effect.method()) + ", one-sided";
        return new Estimate(
                estimand,
                relative ? contrast.lift() : contrast.difference(),
                relative ? OptionalDouble.empty() : OptionalDouble.of(contrast.standardError()),
                Optional.of(
                        new Interval(bounds.get().lower(), bounds.get().upper(), oneSided, Coverage.POINTWISE, method)),
                Optional.of(new Test(
                        effect.method() + ", one-sided against the margin",
                        test.statistic(),
                        Effect.df(contrast.df()),
                        test.pValue(),
                        Optional.empty())),
                effect.n(),
                effect.adjustedBy());
    }
}
