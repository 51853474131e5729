package covey.stats.design.cluster;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.List;

/**
 * Correlation of two units of one cluster, by analysis of variance: what a cluster design costs, from history.
 *
 * <p>Over K clusters of n_g units, N in all, with mean squares B between and W within and
 * {@code n₀ = (N − Σn_g²/N)/(K − 1)}: {@code ρ = (B − W)/(B + (n₀ − 1)W)}. A ratio metric enters by linearisation at
 * all units. An estimate below zero is returned as it is: planning takes it as zero.
 *
 * <p>Assumes clusters drawn alike, from before any treatment. Agrees with a direct computation in numpy 2.4 to 1e-9.
 * Throws {@code TOO_FEW_UNITS} below two clusters or when every cluster is a single unit, {@code ZERO_VARIANCE}. Donner
 * (1986), International Statistical Review 54.
 */
public final class IntraclassCorrelation {

    private IntraclassCorrelation() {}

    /** Correlation of a metric over clusters given by the moments of their units. */
    public static double of(List<Moments> clusters, Column y) {
        Moments pooled = Moments.sum(clusters);
        double units = pooled.n();
        double groups = clusters.size();
        if (groups < 2 || units <= groups) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    clusters.size() + " clusters of " + pooled.n()
                            + " units do not show how alike units of a cluster are");
        }
        double[][] a = {y.coefficients(pooled)};
        double[] b = {y.offset(pooled)};
        double within = 0;
        double squaredSizes = 0;
        for (Moments cluster : clusters) {
            within += cluster.affine(a, b).crossM2(0, 0);
            squaredSizes += (double) cluster.n() * cluster.n();
        }
        double between = (pooled.affine(a, b).crossM2(0, 0) - within) / (groups - 1);
        within /= units - groups;
        double size = (units - squaredSizes / units) / (groups - 1);
        double total = between + (size - 1) * within;
        if (!(total > 0)) {
            throw new DegenerateDataException(Reason.ZERO_VARIANCE, "the metric does not vary between units");
        }
        return (between - within) / total;
    }
}
