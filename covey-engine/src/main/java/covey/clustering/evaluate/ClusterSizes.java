package covey.clustering.evaluate;

import covey.clustering.names.ClusterMetric.Sizes.Statistic;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.Arrays;

/**
 * Numbers of the sizes of clusters; with s_1 ≤ … ≤ s_K the sizes, shares {@code p = s/Σs}: Gini
 * {@code Σ (2i − K − 1) s_i/(K Σ s)}, entropy {@code −Σ p ln p}, effective number {@code 1/Σ p²}. An entity of several clusters
 * counts in each.
 */
final class ClusterSizes {
    private ClusterSizes() {}

    /** A statistic of sizes, empty clusters being none, and of the entities without a cluster. */
    static double of(Statistic statistic, int[] counts, int unassigned) {
        int[] sizes = Arrays.stream(counts).filter(s -> s > 0).sorted().toArray();
        double members = Arrays.stream(sizes).asLongStream().sum();
        if (statistic == Statistic.UNASSIGNED_SHARE) {
            requireAny(members + unassigned);
            return unassigned / (members + unassigned);
        }
        requireAny(members);
        return switch (statistic) {
            case CLUSTERS -> sizes.length;
            case LARGEST_SHARE -> sizes[sizes.length - 1] / members;
            case SINGLETON_SHARE -> Arrays.stream(sizes).filter(s -> s == 1).count() / members;
            case EFFECTIVE ->
                members
                        * members
                        / Arrays.stream(sizes).mapToDouble(s -> (double) s * s).sum();
            case ENTROPY ->
                Arrays.stream(sizes)
                        .mapToDouble(s -> -s / members * Math.log(s / members))
                        .sum();
            case GINI, UNASSIGNED_SHARE -> gini(sizes, members);
        };
    }

    private static double gini(int[] sizes, double members) {
        double sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            sum += (2.0 * (i + 1) - sizes.length - 1) * sizes[i];
        }
        return sum / (sizes.length * members);
    }

    private static void requireAny(double members) {
        if (members == 0) {
            throw new DegenerateDataException(Reason.TOO_FEW_UNITS, "no entity has a cluster");
        }
    }
}
