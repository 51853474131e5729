package covey.stats.compare;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.moment.BinomialCount;

/**
 * Difference of two proportions with unpooled variance, {@code V = p_t(1−p_t)/n_t + p_c(1−p_c)/n_c}.
 *
 * <p>The reference is normal, or t with Welch degrees of freedom where agreement with gbstats is wanted; the name says
 * which. The pooled z test is {@code covey.stats.test.TwoProportionZTest}; an interval that holds near 0 and 1 is
 * {@code covey.stats.interval.Newcombe}.
 *
 * <p>Assumes independent units and counts of successes and failures of about 10 or more in each arm. Agrees with
 * gbstats 0.8.0 ProportionStatistic (Welch reference) to 1e-9. Throws {@code ZERO_VARIANCE} when both proportions are 0
 * or 1.
 */
public final class ProportionDifference {

    private ProportionDifference() {}

    /** Contrast with a normal reference. */
    public static Contrast contrast(BinomialCount control, BinomialCount treatment) {
        return contrastWithWelchDf(control, treatment).asNormal();
    }

    /** Contrast with a t reference on Welch degrees of freedom. */
    public static Contrast contrastWithWelchDf(BinomialCount control, BinomialCount treatment) {
        return Arm.contrast(arm(control), arm(treatment));
    }

    private static Arm arm(BinomialCount count) {
        if (count.trials() < 2) {
            throw new DegenerateDataException(Reason.TOO_FEW_UNITS, "an arm has " + count.trials() + " unit");
        }
        double p = count.proportion();
        return new Arm(p, p * (1 - p) / count.trials(), count.trials() - 1.0);
    }
}
