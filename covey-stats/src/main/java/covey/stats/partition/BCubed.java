package covey.stats.partition;

import java.util.OptionalDouble;

/**
 * B-cubed of the second side against the first as truth, element by element: with e in class i and cluster j, precision
 * of e is {@code n_ij/b_j}, the share of its cluster that shares its class, and recall {@code n_ij/a_i}; the measures are
 * means over elements (or weights). In (0, 1], 1 for identical clusterings.
 *
 * <p>Expectations under random labels of precision and recall are exact, from the second moment of the hypergeometric
 * distribution; F has none. Reference: formula in numpy 1.24, to 1e-12. Bagga, Baldwin (1998), COLING; Amigó, Gonzalo,
 * Artiles, Verdejo (2009), Information Retrieval 12. For overlapping clusters see {@link ExtendedBCubed}.
 */
public final class BCubed {

    private BCubed() {}

    /** Precision of each element of the table, in the order of {@link ContingencyTable#positions}. */
    public static double[] precisionPerElement(ContingencyTable table) {
        return table.perElement((m, a, b) -> m / b);
    }

    /** Recall of each element of the table, in the order of {@link ContingencyTable#positions}. */
    public static double[] recallPerElement(ContingencyTable table) {
        return table.perElement((m, a, b) -> m / a);
    }

    /** Mean of Σ n_ij²/b_j under random labels, given the Σ a_i(a_i − 1) of the first side and the second's clusters. */
    private static double expected(double orderedPairs, int clusters, double n) {
        return n == 1 ? 1 : (clusters + orderedPairs / (n - 1) * (n - clusters) / n) / n;
    }

    /** B-cubed precision. */
    public record Precision() implements PartitionMeasure {

        @Override
        public String name() {
            return "B-cubed precision";
        }

        @Override
        public double of(ContingencyTable table) {
            return table.sumOverCells((m, a, b) -> m * (m / b)) / table.total();
        }

        @Override
        public OptionalDouble expected(ContingencyTable table) {
            table.requireCounts("the expected B-cubed precision");
            return OptionalDouble.of(
                    BCubed.expected(table.sumOverRows(a -> a * (a - 1)), table.columns(), table.total()));
        }
    }

    /** B-cubed recall. */
    public record Recall() implements PartitionMeasure {

        @Override
        public String name() {
            return "B-cubed recall";
        }

        @Override
        public double of(ContingencyTable table) {
            return table.sumOverCells((m, a, b) -> m * (m / a)) / table.total();
        }

        @Override
        public OptionalDouble expected(ContingencyTable table) {
            table.requireCounts("the expected B-cubed recall");
            return OptionalDouble.of(
                    BCubed.expected(table.sumOverColumns(b -> b * (b - 1)), table.rows(), table.total()));
        }
    }

    /**
     * B-cubed F: {@code (1 + β²) P R/(β² P + R)} of the mean precision P and recall R.
     *
     * @param beta how many times recall counts as much as precision, above 0
     */
    public record F(double beta) implements PartitionMeasure {

        /** Refuses weights that are not positive and finite. */
        public F {
            if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("beta must be positive and finite, got " + beta);
            }
        }

        @Override
        public String name() {
            return "B-cubed F (β = " + beta + ")";
        }

        @Override
        public double of(ContingencyTable table) {
            double precision = new Precision().of(table);
            double recall = new Recall().of(table);
            return (1 + beta * beta) * precision * recall / (beta * beta * precision + recall);
        }
    }
}
