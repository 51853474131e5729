package covey.stats.compare;

import covey.stats.moment.Moments;
import covey.stats.moment.RatioMoments;

/**
 * Difference of two ratios of totals, such as clicks per impression with users randomised.
 *
 * <p>{@code D = R_t − R_c}, each with the delta-method variance of {@link RatioMoments}; df Welch on n − 1 units per
 * arm.
 *
 * <p>Assumes that rows are randomisation units; treating events as independent understates the error several times.
 * Agrees with gbstats 0.8.0 RatioStatistic to 1e-9. Throws {@code ZERO_DENOMINATOR}, {@code WEAK_DENOMINATOR},
 * {@code TOO_FEW_UNITS}, {@code ZERO_VARIANCE}. Deng, Knoblich, Lu (2018), KDD.
 */
public final class RatioDifference {

    private RatioDifference() {}

    /** Contrast of the ratio of column {@code numerator} to column {@code denominator}. */
    public static Contrast contrast(Moments control, Moments treatment, int numerator, int denominator) {
        return contrast(
                RatioMoments.of(control, numerator, denominator), RatioMoments.of(treatment, numerator, denominator));
    }

    /** Contrast of two ratios already summarised. */
    public static Contrast contrast(RatioMoments control, RatioMoments treatment) {
        return Arm.contrast(arm(control), arm(treatment));
    }

    private static Arm arm(RatioMoments ratio) {
        return new Arm(ratio.value(), ratio.variance(), ratio.n() - 1.0);
    }
}
