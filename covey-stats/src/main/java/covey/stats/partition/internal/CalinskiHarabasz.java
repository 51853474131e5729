package covey.stats.partition.internal;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.partition.Unassigned;

/**
 * Calinski–Harabasz index, the ratio of variances: {@code (B/(k − 1))/(W/(n − k))}, B the squared Euclidean distances of
 * the centroids to the overall mean, each times the cluster's size, W those of the elements to their centroids. From 0;
 * higher is better. It has the form of an F statistic and is not one: the clusters were made from the same features.
 *
 * <p>Not estimable with one cluster, nothing but singletons, or W = 0, where scikit-learn gives 1. Agrees with
 * scikit-learn 1.2.1 {@code calinski_harabasz_score} to 1e-10. Calinski, Harabasz (1974), Communications in Statistics
 * 3. Cost: n distances.
 */
public final class CalinskiHarabasz {

    private CalinskiHarabasz() {}

    /** The index. */
    public static double of(Features features, int[] labels, Unassigned rule) {
        Clusters clusters = Clusters.of(features, labels, rule);
        double[][] centroid = clusters.centroids(features);
        int n = clusters.element.length;
        double[] mean = new double[features.dimensions()];
        for (int k = 0; k < centroid.length; k++) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += centroid[k][d] * clusters.size[k] / n;
            }
        }
        double between = 0;
        double[] norm = new double[centroid.length];
        for (int k = 0; k < centroid.length; k++) {
            between += clusters.size[k] * Clusters.squaredDistance(centroid[k], mean);
            norm[k] = Clusters.squares(centroid[k]);
        }
        double within = 0;
        for (int e = 0; e < n; e++) {
            int k = clusters.code[e];
            within += features.squaredDistanceTo(clusters.element[e], centroid[k], norm[k]);
        }
        if (within == 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_DENOMINATOR,
                    "every element stands on its centroid, so the ratio of variances is infinite");
        }
        return between / (centroid.length - 1) / (within / (n - centroid.length));
    }
}
