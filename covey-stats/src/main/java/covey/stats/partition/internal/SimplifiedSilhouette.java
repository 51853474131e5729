package covey.stats.partition.internal;

import covey.stats.partition.Unassigned;

/**
 * Simplified silhouette: the silhouette with distances to centroids in place of mean distances to members, Euclidean. a
 * is the distance to the own centroid, b that to the nearest other; elements alone in their cluster have a = 0 and so
 * width 1.
 *
 * <p>Another index than {@link Silhouette}, usually higher; compare like with like. Not estimable with one cluster or
 * nothing but singletons. Reference: formula in numpy 1.24, to 1e-10. Hruschka, Campello, de Castro (2004), IEEE CEC.
 * Cost: n × k distances.
 */
public final class SimplifiedSilhouette {

    private SimplifiedSilhouette() {}

    /** The index: mean over the elements that count. */
    public static double of(Features features, int[] labels, Unassigned rule) {
        Clusters clusters = Clusters.of(features, labels, rule);
        double[][] centroid = clusters.centroids(features);
        double[] norm = new double[centroid.length];
        for (int k = 0; k < norm.length; k++) {
            norm[k] = Clusters.squares(centroid[k]);
        }
        double sum = 0;
        for (int e = 0; e < clusters.element.length; e++) {
            double inside = 0;
            double nearest = Double.POSITIVE_INFINITY;
            for (int k = 0; k < centroid.length; k++) {
                double distance = Math.sqrt(features.squaredDistanceTo(clusters.element[e], centroid[k], norm[k]));
                if (k == clusters.code[e]) {
                    inside = distance;
                } else {
                    nearest = Math.min(nearest, distance);
                }
            }
            sum += Silhouette.relative(inside, nearest);
        }
        return sum / clusters.element.length;
    }
}
