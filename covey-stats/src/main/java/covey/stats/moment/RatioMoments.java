package covey.stats.moment;

/**
 * Ratio of two totals in one arm, with its delta-method sampling variance. The unit is the unit of randomisation.
 *
 * <p>{@code R = Σy / Σd}, {@code Var(R) ≈ (s²_y − 2 R s_yd + R² s²_d) / (n d̄²)} with sample moments (n − 1) of the
 * per-unit totals y and d; it equals {@code Var(y − R d)/(n d̄²)}.
 *
 * <p>Assumes independent units and a denominator mean well away from zero: {@link #denominatorStrength()} below 3 is
 * refused with {@code WEAK_DENOMINATOR}, a zero denominator mean with {@code ZERO_DENOMINATOR}.
 *
 * <p>Agrees with gbstats 0.8.0 RatioStatistic to 1e-9 relative. Deng, Knoblich, Lu (2018), KDD.
 *
 * @param n units
 * @param value the ratio R
 * @param variance sampling variance of R
 * @param denominatorStrength mean of the denominator over its standard error; infinite for a constant denominator
 */
public record RatioMoments(long n, double value, double variance, double denominatorStrength) {

    /** Smallest number of standard errors by which the denominator mean must differ from zero. */
    public static final double WEAKEST_DENOMINATOR = 3;

    /** Reads a ratio off a moment block. */
    public static RatioMoments of(Moments block, int numerator, int denominator) {
        Moments e = Column.linearise(block, Column.ratio(numerator, denominator));
        double standardError = Math.sqrt(block.variance(denominator) / block.n());
        double strength = Math.abs(block.mean(denominator)) / standardError;
        return new RatioMoments(block.n(), e.mean(0), e.variance(0) / e.n(), strength);
    }

    /** Sampling variance of a ratio from scalars: {@code (s²_y − 2 R s_yd + R² s²_d) / (n d̄²)}. */
    public static double deltaVariance(long n, double[] mean, double[][] covariance) {
        double r = mean[0] / mean[1];
        double s = covariance[0][0] - 2 * r * covariance[0][1] + r * r * covariance[1][1];
        return s / (n * mean[1] * mean[1]);
    }

    /** Square root of the variance. */
    public double standardError() {
        return Math.sqrt(variance);
    }
}
