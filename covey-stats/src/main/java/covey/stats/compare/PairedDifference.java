package covey.stats.compare;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.moment.Moments;

/**
 * Two treatments measured on the same observations, which come in clusters: the mean of candidate − baseline over observations.
 *
 * <p>Clusters g = 1…G, with n_g observations and totals b_g, c_g: {@code D = Σ(c_g − b_g)/Σn_g},
 * {@code C = Σb_g/Σn_g}. Each is a ratio of two cluster totals; with residuals
 * {@code e_g = (c_g − b_g − D n_g)/n̄} and {@code f_g = (b_g − C n_g)/n̄} the variances are {@code Var(e)/G}, {@code Var(f)/G} and
 * the covariance {@code Cov(e, f)/G}, sample moments with G − 1; the reference distribution is t with G − 1 degrees of freedom.
 * With one observation per cluster this is the paired t test.
 *
 * <p>Assumes independent clusters. Agrees with scipy 1.10.1 {@code ttest_rel} for clusters of one to 1e-12. Refuses fewer than
 * two clusters ({@code TOO_FEW_UNITS}) and differences that do not vary ({@code ZERO_VARIANCE}).
 */
public final class PairedDifference {
    private PairedDifference() {}

    /**
     * The contrast.
     *
     * @param clusters moments over clusters of the totals: baseline, candidate − baseline, number of observations
     */
    public static Contrast contrast(Moments clusters) {
        if (clusters.n() < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "a paired comparison needs 2 clusters or more, not " + clusters.n());
        }
        return new Contrast(
                mean(clusters, 1),
                covariance(clusters, 1, 1),
                clusters.n() - 1.0,
                mean(clusters, 0),
                covariance(clusters, 0, 0),
                covariance(clusters, 1, 0));
    }

    private static double mean(Moments clusters, int y) {
        return clusters.mean(y) / clusters.mean(2);
    }

    /** Sampling covariance of two means over observations. */
    private static double covariance(Moments clusters, int i, int j) {
        double ri = mean(clusters, i);
        double rj = mean(clusters, j);
        double s = clusters.covariance(i, j)
                - rj * clusters.covariance(i, 2)
                - ri * clusters.covariance(j, 2)
                + ri * rj * clusters.variance(2);
        return Math.max(i == j ? 0 : Double.NEGATIVE_INFINITY, s)
                / (clusters.n() * clusters.mean(2) * clusters.mean(2));
    }
}
