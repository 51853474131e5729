package covey.stats.partition;

import java.util.Arrays;

/**
 * The distinct cluster sizes of one side and how many clusters have each: at most √(2n) of them, however many clusters
 * there are.
 */
final class SizeCounts {

    /** Ascending distinct sizes. */
    final long[] size;
    /** Number of clusters of each size. */
    final long[] clusters;

    private SizeCounts(long[] size, long[] clusters) {
        this.size = size;
        this.clusters = clusters;
    }

    static SizeCounts of(double[] totals) {
        double[] sorted = totals.clone();
        Arrays.sort(sorted);
        long[] size = new long[sorted.length];
        long[] clusters = new long[sorted.length];
        int k = 0;
        for (double total : sorted) {
            if (k == 0 || size[k - 1] != (long) total) {
                size[k++] = (long) total;
            }
            clusters[k - 1]++;
        }
        return new SizeCounts(Arrays.copyOf(size, k), Arrays.copyOf(clusters, k));
    }
}
