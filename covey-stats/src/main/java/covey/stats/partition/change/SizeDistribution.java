package covey.stats.partition.change;

import covey.stats.partition.Unassigned;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How the members of one version spread over its clusters.
 *
 * @param clusters number of clusters
 * @param members elements with a cluster
 * @param unassigned elements without one
 * @param singletons clusters of one member
 * @param median size of the middle cluster, of the smaller of two
 * @param largest size of the largest cluster, 0 when there is none
 * @param effective {@code 1/Σ share²}, the number of equal clusters that is as concentrated; 0 when there is none
 */
public record SizeDistribution(
        int clusters, long members, long unassigned, int singletons, long median, long largest, double effective) {

    /** The distribution of labels, −1 for an element without a cluster. */
    public static SizeDistribution of(int... labels) {
        int[] sorted = IntStream.of(labels)
                .filter(label -> label != Unassigned.LABEL)
                .sorted()
                .toArray();
        long[] size = new long[sorted.length];
        int k = 0;
        for (int e = 0; e < sorted.length; e++) {
            if (e > 0 && sorted[e] != sorted[e - 1]) {
                k++;
            }
            size[k]++;
        }
        long[] sizes = Arrays.copyOf(size, sorted.length == 0 ? 0 : k + 1);
        Arrays.sort(sizes);
        double n = sorted.length;
        double squares = Arrays.stream(sizes).mapToDouble(s -> s / n * (s / n)).sum();
        return new SizeDistribution(
                sizes.length,
                sorted.length,
                labels.length - (long) sorted.length,
                (int) Arrays.stream(sizes).filter(s -> s == 1).count(),
                sizes.length == 0 ? 0 : sizes[(sizes.length - 1) / 2],
                sizes.length == 0 ? 0 : sizes[sizes.length - 1],
                sizes.length == 0 ? 0 : 1 / squares);
    }
}
