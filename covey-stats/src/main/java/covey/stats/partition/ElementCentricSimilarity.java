package covey.stats.partition;

import java.util.OptionalDouble;

/**
 * Element-centric similarity of two partitions: the mean over elements of {@code n_ij/max(a_i, b_j)}, e in clusters i
 * and j.
 *
 * <p>In general it is one minus half the L1 distance, scaled by α, of two personalised random walks from e; in a
 * partition the walk spreads evenly over e's cluster, α cancels and the above remains (Gates, Wood, Hetrick, Ahn 2019,
 * Scientific Reports 9). In (0, 1], 1 for identical partitions, without a tilt to many or to large clusters. The
 * expectation under random labels is exact. Reference: the walks written out in numpy 1.24, to 1e-12. Partitions only:
 * overlapping or nested clusterings need the walk. Cost: one pass over the cells.
 */
public record ElementCentricSimilarity() implements PartitionMeasure {

    @Override
    public String name() {
        return "element-centric similarity";
    }

    @Override
    public double of(ContingencyTable table) {
        return table.sumOverCells((m, a, b) -> m * (m / Math.max(a, b))) / table.total();
    }

    /** Similarity of each element of the table, in the order of {@link ContingencyTable#positions}. */
    public static double[] perElement(ContingencyTable table) {
        return table.perElement((m, a, b) -> m / Math.max(a, b));
    }

    @Override
    public OptionalDouble expected(ContingencyTable table) {
        table.requireCounts("the expected element-centric similarity");
        double n = table.elements();
        if (n == 1) {
            return OptionalDouble.of(1);
        }
        double sum = table.sumOverSizePairs((a, b) -> {
            double mean = a * (double) b / n;
            return mean * (1 + (a - 1) * (b - 1.0) / (n - 1)) / Math.max(a, b);
        });
        return OptionalDouble.of(sum / n);
    }
}
