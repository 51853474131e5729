package covey.stats.compare;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/**
 * Difference of two sample quantiles, each with the variance that its interval width implies.
 *
 * <p>{@code D = q̂_t − q̂_c}, {@code V = Var(q̂_t) + Var(q̂_c)}, df Welch on n − 1 units per arm.
 *
 * <p>Assumes a density that is positive and smooth near the quantile: on heaped values (counts, whole seconds) the
 * width is a step function and the error is wrong. Agrees with gbstats 0.8.0 QuantileStatistic to 1e-9 in
 * {@link #growthBookContrast}; the plain form leaves out that engine's factor (n − 1)/n, which moves the standard error
 * by 5e-5 at n = 10,000. Throws {@code ZERO_VARIANCE} when both intervals have width 0, {@code TOO_FEW_UNITS} below two
 * units.
 *
 * <p>Deng, Knoblich, Lu (2018), KDD.
 */
public final class QuantileDifference {

    private QuantileDifference() {}

    /** Contrast of two quantile estimates. */
    public static Contrast contrast(QuantileEstimate control, QuantileEstimate treatment) {
        return Arm.contrast(arm(control, 1), arm(treatment, 1));
    }

    /** The contrast with gbstats' factor (n − 1)/n on each variance, for comparison with that engine. */
    public static Contrast growthBookContrast(QuantileEstimate control, QuantileEstimate treatment) {
        return Arm.contrast(
                arm(control, (control.n() - 1.0) / control.n()), arm(treatment, (treatment.n() - 1.0) / treatment.n()));
    }

    private static Arm arm(QuantileEstimate quantile, double factor) {
        if (quantile.n() < 2) {
            throw new DegenerateDataException(Reason.TOO_FEW_UNITS, "an arm has " + quantile.n() + " units");
        }
        return new Arm(quantile.value(), quantile.variance() * factor, quantile.n() - 1.0);
    }
}
