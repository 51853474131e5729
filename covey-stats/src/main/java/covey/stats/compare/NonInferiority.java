package covey.stats.compare;

import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.interval.Bounds;
import java.util.Optional;

/**
 * Test that treatment is not worse than control by a margin or more.
 *
 * <p>With m ≥ 0 the margin and INCREASE the preferred direction, the null is {@code D ≤ −m} (absolute) or
 * {@code D ≤ −m|C|} (relative). The relative test uses the linear contrast {@code D + m|C|} with variance
 * {@code V_D + 2 m K sign(C) + m² V_C}, so that it rejects exactly when the one-sided Fieller bound of the lift lies
 * above −m. For DECREASE the signs are reversed. A margin of 0 is a one-sided superiority test.
 *
 * <p>Assumes what the contrast assumes. Agrees with spotify/confidence 3.0.4 (z test, margin 0 with direction) to 1e-6;
 * that package treats a relative margin's control mean as known, this one does not. Throws {@code ZERO_BASELINE} for a
 * relative margin over a control value of zero.
 *
 * @param contrast treatment − control
 * @param margin the largest harm that is tolerated, not negative; a fraction of |control| when relative
 * @param scale the scale of the margin
 * @param preferred the direction in which the metric is better
 */
public record NonInferiority(Contrast contrast, double margin, Scale scale, Direction preferred) {

    /** Scale of a margin. */
    public enum Scale {
        /** In the metric's unit. */
        ABSOLUTE,
        /** As a fraction of the control value's magnitude. */
        RELATIVE
    }

    /** Direction in which a metric is better. */
    public enum Direction {
        /** More is better. */
        INCREASE,
        /** Less is better. */
        DECREASE
    }

    /** Refuses a negative margin. */
    public NonInferiority {
        if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("margin must be a number not below 0, got " + margin);
        }
    }

    /** Distance from the margin in standard errors; positive speaks for non-inferiority. */
    public double statistic() {
        double magnitude = scale == Scale.RELATIVE ? Math.abs(contrast.baseline()) : 1;
        return (towardsBetter().difference() + margin * magnitude) / standardError();
    }

    /** Standard error of the distance from the margin, in the metric's unit. */
    public double standardError() {
        double variance = contrast.variance();
        if (scale == Scale.RELATIVE) {
            if (contrast.baseline() == 0) {
                throw new DegenerateDataException(
                        Reason.ZERO_BASELINE, "the control value is 0, so a relative margin has no meaning");
            }
            variance += 2 * margin * towardsBetter().signedCovariance() + margin * margin * contrast.baselineVariance();
        }
        if (variance <= 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE, "difference and relative margin together have variance " + variance);
        }
        return Math.sqrt(variance);
    }

    private Contrast towardsBetter() {
        return preferred == Direction.INCREASE ? contrast : contrast.negate();
    }

    /** p-value of the null that treatment is worse by the margin or more. */
    public double pValue() {
        return Reference.pValue(statistic(), contrast.df(), Alternative.GREATER);
    }

    /**
     * One-sided interval on the margin's scale: it excludes the margin exactly when the test rejects at 1 − level.
     * Empty when a relative bound does not exist because the control value is not distinguishable from zero.
     */
    public Optional<Bounds> interval(double level) {
        Alternative alternative = preferred == Direction.INCREASE ? Alternative.GREATER : Alternative.LESS;
        return scale == Scale.RELATIVE
                ? contrast.fieller(level, alternative)
                : Optional.of(contrast.interval(level, alternative));
    }
}
