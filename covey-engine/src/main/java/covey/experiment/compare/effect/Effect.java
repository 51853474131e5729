package covey.experiment.compare.effect;

import covey.experiment.spec.AnalysisRules.ProportionInterval;
import covey.experiment.spec.AnalysisRules.Relative;
import covey.result.AdjustedPValue;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.result.Test;
import covey.stats.compare.Contrast;
import covey.stats.compare.DeltaLift;
import covey.stats.interval.Bounds;
import covey.stats.interval.Newcombe;
import covey.stats.moment.BinomialCount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An effect with all that its rows need, so that the same numbers can be shown at several levels.
 *
 * @param contrast difference, baseline and how they vary
 * @param method textbook name of the interval
 * @param test test of no difference
 * @param own the interval that is shown for the difference instead of the contrast's own
 * @param n units of both arms
 * @param adjustedBy what it was adjusted by; empty for none
 * @param unadjusted the effect without adjustment; empty when this is it
 * @param dropped labels of covariates that could not be used
 */
public record Effect(
        Contrast contrast,
        String method,
        Test test,
        Optional<OwnInterval> own,
        long n,
        String adjustedBy,
        Optional<Effect> unadjusted,
        List<String> dropped)
        implements Result {
    /**
     * Successes in both arms.
     *
     * @param control control
     * @param treatment treatment
     */
    public record Counts(BinomialCount control, BinomialCount treatment) implements OwnInterval {
        @Override
        public String name() {
            return "Newcombe";
        }

        @Override
        public Optional<Bounds> difference(double level) {
            return Optional.of(Newcombe.interval(control, treatment, level));
        }

        @Override
        public Contrast lifted(Contrast contrast, double level) {
            return contrast;
        }
    }

    public Effect {
        dropped = List.copyOf(dropped);
    }

    /** An effect without adjustment whose test is that of its contrast. */
    public static Effect plain(Contrast contrast, String method, long n) {
        return new Effect(
                contrast, method, testOf(contrast, method), Optional.empty(), n, "", Optional.empty(), List.of());
    }

    /** The test that a contrast implies. */
    public static Test testOf(Contrast contrast, String name) {
        return new Test(name, contrast.statistic(), df(contrast.df()), contrast.pValue(), Optional.empty());
    }

    public Effect withTest(Test other) {
        return new Effect(contrast, method, other, own, n, adjustedBy, unadjusted, dropped);
    }

    /** The effect with another test and the interval that inverts it. */
    public Effect withOwn(Test other, OwnInterval interval) {
        return new Effect(contrast, method, other, Optional.of(interval), n, adjustedBy, unadjusted, dropped);
    }

    public Effect withInterval(ProportionInterval interval, Counts counts) {
        return interval == ProportionInterval.WALD
                ? this
                : new Effect(contrast, method, test, Optional.of(counts), n, adjustedBy, unadjusted, dropped);
    }

    public Effect withDropped(List<String> labels) {
        return new Effect(contrast, method, test, own, n, adjustedBy, unadjusted, labels);
    }

    /** The row of the absolute difference. */
    public Outcome difference(Estimand estimand, Promise promise, Optional<AdjustedPValue> adjusted) {
        Interval interval = own.flatMap(o -> o.difference(promise.drawn()).map(b -> promise.interval(b, o.name())))
                .orElseGet(() -> promise.interval(contrast.interval(promise.drawn()), method));
        return new Estimate(
                estimand,
                contrast.difference(),
                OptionalDouble.of(contrast.standardError()),
                Optional.of(interval),
                Optional.of(adjusted.map(test::adjustedTo).orElse(test)),
                n,
                adjustedBy);
    }

    /** The row of the relative difference; not estimable when the control value cannot be told from zero. */
    public Outcome relative(Estimand estimand, Promise promise, Optional<AdjustedPValue> adjusted, Relative relative) {
        Optional<Bounds> fieller = contrast.baseline() == 0 ? Optional.empty() : fieller(promise.drawn());
        if (fieller.isEmpty()) {
            return Missing.unboundedLift(contrast.baseline(), Math.sqrt(contrast.baselineVariance()))
                    .at(estimand);
        }
        return relative == Relative.FIELLER
                ? fiellerRow(estimand, promise.interval(fieller.get(), "Fieller"), adjusted)
                : deltaRow(estimand, promise, adjusted);
    }

    private Optional<Bounds> fieller(double level) {
        return own.map(o -> o.lifted(contrast, level)).orElse(contrast).fieller(level);
    }

    private Outcome fiellerRow(Estimand estimand, Interval interval, Optional<AdjustedPValue> adjusted) {
        // The absolute test is the test of the lift too: Fieller's set holds zero exactly when it does not reject.
        return new Estimate(
                estimand,
                contrast.lift(),
                OptionalDouble.empty(),
                Optional.of(interval),
                Optional.of(adjusted.map(test::adjustedTo).orElse(test)),
                n,
                adjustedBy);
    }

    private Outcome deltaRow(Estimand estimand, Promise promise, Optional<AdjustedPValue> adjusted) {
        DeltaLift lift = contrast.deltaLift();
        if (!(lift.standardError() > 0)) {
            return Missing.unboundedLift(contrast.baseline(), Math.sqrt(contrast.baselineVariance()))
                    .at(estimand);
        }
        Test own = promise.test()
                .apply(new Test(
                        method + ", delta-method lift",
                        lift.statistic(),
                        df(lift.df()),
                        lift.pValue(),
                        Optional.empty()));
        return new Estimate(
                estimand,
                lift.lift(),
                OptionalDouble.of(lift.standardError()),
                Optional.of(promise.interval(contrast.deltaLift(promise.drawn()), "delta method")),
                Optional.of(adjusted.map(own::adjustedTo).orElse(own)),
                n,
                adjustedBy);
    }

    /** Degrees of freedom as stored: empty for the normal. */
    public static OptionalDouble df(double df) {
        return Double.isInfinite(df) ? OptionalDouble.empty() : OptionalDouble.of(df);
    }
}
