package covey.stats.design.cluster;

/**
 * Cluster-robust variance estimators, by the factor that stretches a cluster's residuals: with w a leverage eigenvalue
 * of the cluster, CR0 1, CR1 √(G/(G − 1)), CR2 {@code (1 − w)^(−1/2)}, CR3 {@code (1 − w)^(−1)}.
 *
 * <p>CR2 is unbiased when units are independent with one variance and is the default; the others exist for comparison:
 * CR0 and CR1 understate the error with few clusters, CR3 overstates it. Bell, McCaffrey (2002), Survey Methodology 28;
 * Pustejovsky, Tipton (2018), JBES 36.
 */
public enum ClusterRobust {
    /** Residuals as they are. */
    CR0,
    /** Residuals scaled by √(G/(G − 1)), G the number of clusters. */
    CR1,
    /** Bias-reduced linearisation. */
    CR2,
    /** Close to the delete-one-cluster jackknife. */
    CR3;

    /** Leverage above which a cluster determines a coefficient alone and its residuals carry nothing. */
    private static final double FULL = 1 - 1e-10;

    double factor(double leverage, int clusters) {
        double rest = 1 - Math.max(0, leverage);
        return switch (this) {
            case CR0 -> 1;
            case CR1 -> Math.sqrt(clusters / (clusters - 1.0));
            case CR2 -> leverage > FULL ? 0 : 1 / Math.sqrt(rest);
            case CR3 -> leverage > FULL ? 0 : 1 / rest;
        };
    }
}
