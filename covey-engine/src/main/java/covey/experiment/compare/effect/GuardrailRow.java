package covey.experiment.compare.effect;

import covey.experiment.spec.MetricPlan;
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
import java.util.function.UnaryOperator;

/**
 * A guardrail against its margin, on the margin's scale. The one-sided level is (1 + level)/2, 97.5 % for a level of
 * 95 %, so that the limit is the one of the two-sided interval shown beside it and page and test cannot disagree.
 */
public final class GuardrailRow {
    private GuardrailRow() {}

    /** The row of a comparison that is looked at once. */
    public static Optional<Outcome> of(MetricPlan plan, Estimands estimands, String arm, Result result, double level) {
        return of(plan, estimands, arm, result, new Judgement(Promise.pointwise(level), UnaryOperator.identity()));
    }

    /**
     * How the comparison is judged.
     *
     * @param promise what its interval promises, as a two-sided one
     * @param test what becomes of its one-sided test
     */
    public record Judgement(Promise promise, UnaryOperator<Test> test) {}

    /** The row; empty for a metric without margin. */
    public static Optional<Outcome> of(
            MetricPlan plan, Estimands estimands, String arm, Result result, Judgement judgement) {
        OptionalDouble margin = plan.use().margin();
        if (margin.isEmpty()) {
            return Optional.empty();
        }
        Estimand estimand =
                estimands.effect(Place.MAIN, arm, "non_inferiority", plan.use().marginScale());
        return Optional.of(
                switch (result) {
                    case Missing missing -> missing.at(estimand);
                    case Effect effect -> row(plan, estimand, effect, margin.getAsDouble(), judgement);
                });
    }

    private static Outcome row(MetricPlan plan, Estimand estimand, Effect effect, double margin, Judgement judgement) {
        boolean relative = estimand.scale() == Scale.RELATIVE_DIFFERENCE;
        Contrast contrast = effect.contrast();
        NonInferiority test = new NonInferiority(
                contrast,
                margin,
                relative ? NonInferiority.Scale.RELATIVE : NonInferiority.Scale.ABSOLUTE,
                plan.goal() == Goal.DECREASE ? NonInferiority.Direction.DECREASE : NonInferiority.Direction.INCREASE);
        Promise promise = judgement.promise();
        double oneSided = (1 + promise.nominal()) / 2;
        Optional<Bounds> bounds = test.interval((1 + promise.drawn()) / 2);
        if (bounds.isEmpty() || (relative && contrast.baseline() == 0)) {
            return Missing.unboundedLift(contrast.baseline(), Math.sqrt(contrast.baselineVariance()))
                    .at(estimand);
        }
        String method = (relative ? "Fieller" : effect.method()) + ", one-sided" + promise.suffix();
        return new Estimate(
                estimand,
                relative ? contrast.lift() : contrast.difference(),
                relative ? OptionalDouble.empty() : OptionalDouble.of(contrast.standardError()),
                Optional.of(
                        new Interval(bounds.get().lower(), bounds.get().upper(), oneSided, promise.coverage(), method)),
                Optional.of(judgement
                        .test()
                        .apply(new Test(
                                effect.method() + ", one-sided against the margin",
                                test.statistic(),
                                Effect.df(contrast.df()),
                                test.pValue(),
                                Optional.empty()))),
                effect.n(),
                effect.adjustedBy());
    }
}
