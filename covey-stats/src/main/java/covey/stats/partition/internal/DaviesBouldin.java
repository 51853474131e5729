package covey.stats.partition.internal;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.partition.Unassigned;

/**
 * Davies–Bouldin index: the mean over clusters k of {@code max_l (σ_k + σ_l)/d_kl}, σ the mean Euclidean distance of a
 * cluster's elements to its centroid and d the distance of centroids. From 0; lower is better.
 *
 * <p>Not estimable with one cluster, nothing but singletons, or two centroids at one place, where it is infinite and
 * scikit-learn passes over the pair. Agrees with scikit-learn 1.2.1 {@code davies_bouldin_score} to 1e-10. Davies,
 * Bouldin (1979), IEEE TPAMI 1. Cost: n + k² distances.
 */
public final class DaviesBouldin {

    private DaviesBouldin() {}

    /** The index. */
    public static double of(Features features, int[] labels, Unassigned rule) {
        Clusters clusters = Clusters.of(features, labels, rule);
        double[][] centroid = clusters.centroids(features);
        double[] spread = new double[centroid.length];
        double[] norm = new double[centroid.length];
        for (int k = 0; k < norm.length; k++) {
            norm[k] = Clusters.squares(centroid[k]);
        }
        for (int e = 0; e < clusters.element.length; e++) {
            int k = clusters.code[e];
            double squared = features.squaredDistanceTo(clusters.element[e], centroid[k], norm[k]);
            spread[k] += Math.sqrt(squared) / clusters.size[k];
        }
        double sum = 0;
        for (int k = 0; k < centroid.length; k++) {
            double worst = 0;
            for (int l = 0; l < centroid.length; l++) {
                if (l != k) {
                    worst = Math.max(worst, (spread[k] + spread[l]) / apart(clusters, centroid, k, l));
                }
            }
            sum += worst;
        }
        return sum / centroid.length;
    }

    private static double apart(Clusters clusters, double[][] centroid, int k, int l) {
        double distance = Math.sqrt(Clusters.squaredDistance(centroid[k], centroid[l]));
        if (distance == 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_DENOMINATOR,
                    "clusters " + clusters.label[k] + " and " + clusters.label[l]
                            + " have the same centroid, so the index is infinite");
        }
        return distance;
    }
}
