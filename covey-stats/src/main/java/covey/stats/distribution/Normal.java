package covey.stats.distribution;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Standard normal distribution. Computed by commons-statistics 1.3, which agrees with scipy 1.17 to 1e-10 relative,
 * tails included.
 */
public final class Normal {

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Normal() {}

    /** P(Z ≤ z). */
    public static double cdf(double z) {
        return STANDARD.cumulativeProbability(Checks.notNaN(z));
    }

    /** P(Z > z), exact in the upper tail. */
    public static double survival(double z) {
        return STANDARD.survivalProbability(Checks.notNaN(z));
    }

    /** Density at z. */
    public static double density(double z) {
        return STANDARD.density(Checks.notNaN(z));
    }

    /** The z with P(Z ≤ z) = p, for p in [0, 1]. */
    public static double quantile(double p) {
        return STANDARD.inverseCumulativeProbability(Checks.probability(p));
    }
}
