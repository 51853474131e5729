package covey.stats.partition.internal;

import covey.stats.partition.Unassigned;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Silhouette width: for element e with mean distance a to the others of its cluster and b the smallest mean distance to
 * another cluster, {@code s = (b − a)/max(a, b)}; the index is its mean. In [−1, 1]; 0 for an element alone in its
 * cluster, and when a = b = 0.
 *
 * <p>Any distance. Not estimable with one cluster or nothing but singletons. Agrees with scikit-learn 1.2.1
 * {@code silhouette_samples} to 1e-10. Rousseeuw (1987), J. Computational and Applied Mathematics 20.
 *
 * <p>Cost: exact, all n² distances, n + k numbers of memory; sampled, m × n distances. For a cheaper index of another
 * definition see {@link SimplifiedSilhouette}.
 */
public final class Silhouette {

    private final Clusters clusters;
    private final double[] width;

    private Silhouette(Clusters clusters, double[] width) {
        this.clusters = clusters;
        this.width = width;
    }

    /** The widths of all elements. */
    public static Silhouette of(Features features, int[] labels, Unassigned rule, Distance distance) {
        Clusters clusters = Clusters.of(features, labels, rule);
        double[] width = new double[clusters.element.length];
        double[] sums = new double[clusters.count()];
        for (int e = 0; e < width.length; e++) {
            width[e] = width(features, clusters, distance, e, sums);
        }
        return new Silhouette(clusters, width);
    }

    /**
     * A sampled silhouette.
     *
     * @param mean mean of the sampled elements' exact widths, which estimates the index without bias
     * @param standardError standard error of the mean over samples of the elements, finite population corrected
     * @param sampled number of elements drawn
     */
    public record Sampled(double mean, double standardError, int sampled) {}

    /** Estimates the index from m elements drawn without replacement, each compared with all; 2 ≤ m ≤ n. */
    public static Sampled sampled(Features features, int[] labels, Unassigned rule, Distance distance, Sample sample) {
        Clusters clusters = Clusters.of(features, labels, rule);
        int n = clusters.element.length;
        int[] drawn = sample.draw(n);
        double[] sums = new double[clusters.count()];
        double[] width = Arrays.stream(drawn)
                .mapToDouble(e -> width(features, clusters, distance, e, sums))
                .toArray();
        double mean = Arrays.stream(width).average().orElseThrow();
        double squares = Arrays.stream(width).map(w -> (w - mean) * (w - mean)).sum();
        double variance = squares / (width.length - 1) / width.length * (1 - (double) width.length / n);
        return new Sampled(mean, Math.sqrt(variance), width.length);
    }

    /**
     * How many elements are drawn, and from what.
     *
     * @param size elements drawn, at least 2
     * @param random source of the draw
     */
    public record Sample(int size, RandomGenerator random) {

        private int[] draw(int n) {
            if (size < 2 || size > n) {
                throw new IllegalArgumentException("a sample must have 2 to " + n + " elements, got " + size);
            }
            int[] order = new int[n];
            Arrays.setAll(order, e -> e);
            for (int i = 0; i < size; i++) {
                int j = i + random.nextInt(n - i);
                int held = order[i];
                order[i] = order[j];
                order[j] = held;
            }
            return Arrays.copyOf(order, size);
        }
    }

    private static double width(Features features, Clusters clusters, Distance distance, int e, double[] sums) {
        int own = clusters.code[e];
        if (clusters.size[own] == 1) {
            return 0;
        }
        Arrays.fill(sums, 0);
        for (int f = 0; f < clusters.element.length; f++) {
            if (f != e) {
                sums[clusters.code[f]] += distance.between(features, clusters.element[e], clusters.element[f]);
            }
        }
        double inside = sums[own] / (clusters.size[own] - 1);
        double nearest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < sums.length; k++) {
            if (k != own) {
                nearest = Math.min(nearest, sums[k] / clusters.size[k]);
            }
        }
        return relative(inside, nearest);
    }

    static double relative(double inside, double nearest) {
        double larger = Math.max(inside, nearest);
        return larger == 0 ? 0 : (nearest - inside) / larger;
    }

    /** The index: mean over the elements. */
    public double mean() {
        return Arrays.stream(width).average().orElseThrow();
    }

    /** Width of each element that counts, in order of position. */
    public double[] perElement() {
        return width.clone();
    }

    /** Mean width of each cluster, in ascending order of label. */
    public double[] perCluster() {
        double[] mean = new double[clusters.count()];
        for (int e = 0; e < width.length; e++) {
            mean[clusters.code[e]] += width[e] / clusters.size[clusters.code[e]];
        }
        return mean;
    }

    /** Labels of the clusters in the order of {@link #perCluster}. */
    public int[] clusterLabels() {
        return clusters.label.clone();
    }
}
