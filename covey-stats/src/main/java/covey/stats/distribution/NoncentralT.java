package covey.stats.distribution;

/**
 * Noncentral Student t: the distribution of {@code (Z + δ)/√(χ²_ν/ν)}, which a t statistic has when there is an effect.
 *
 * <p>{@code P(T > t) = E Φ(δ − t s)} over {@code s = √(χ²_ν/ν)}, integrated by {@link ChiScale}. Agrees with mpmath
 * (25 digits) and scipy 1.17 {@code nct} to 1e-9 for ν from 1 to 1e6; from ν = 1e7 on it is the normal, an error below
 * 1e-7. Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions 2, chapter 31.
 */
public final class NoncentralT {

    private NoncentralT() {}

    /** P(T > t) with ν = df degrees of freedom and noncentrality δ. */
    public static double survival(double t, double df, double delta) {
        Checks.notNaN(t);
        Checks.notNaN(delta);
        return ChiScale.expectation(df, s -> Normal.cdf(delta - t * s));
    }
}
