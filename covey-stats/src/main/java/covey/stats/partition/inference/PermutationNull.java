package covey.stats.partition.inference;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import covey.stats.partition.Unassigned;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Value of a measure when the second side's labels are permuted at random over the elements, the cluster sizes of both
 * sides kept: what a clustering that knows nothing but the sizes would score.
 *
 * <p>Exact where {@link PartitionMeasure#expected} has a closed form, else the mean of the drawn permutations with its
 * Monte-Carlo standard error. All measures see the same permutations; none is drawn when all have closed forms. Closed
 * forms agree with the mean over all arrangements of eight elements to 1e-9.
 *
 * <p>Weighted tables are refused. Cost: one table of n elements per permutation.
 *
 * @param mean expectation under random labels
 * @param standardError Monte-Carlo standard error of the mean, 0 when exact
 * @param permutations permutations drawn, 0 when exact
 */
public record PermutationNull(double mean, double standardError, int permutations) {

    /** The nulls of measures of one table, in their order; at least two permutations. */
    public static List<PermutationNull> of(
            List<? extends PartitionMeasure> measures,
            ContingencyTable table,
            int permutations,
            RandomGenerator random) {
        if (permutations < 2) {
            throw new IllegalArgumentException("at least 2 permutations are needed, got " + permutations);
        }
        table.requireCounts("a permutation null");
        List<OptionalDouble> exact =
                measures.stream().map(measure -> measure.expected(table)).toList();
        double[] sum = new double[measures.size()];
        double[] squares = new double[measures.size()];
        if (exact.stream().anyMatch(OptionalDouble::isEmpty)) {
            int[] first = rowOfEach(table);
            int[] second = columnOfEach(table);
            for (int draw = 1; draw <= permutations; draw++) {
                shuffle(second, random);
                ContingencyTable permuted = ContingencyTable.of(first, second, Unassigned.EXCLUDED);
                for (int k = 0; k < sum.length; k++) {
                    if (exact.get(k).isEmpty()) {
                        double deviation = measures.get(k).of(permuted) - sum[k];
                        sum[k] += deviation / draw;
                        squares[k] += deviation * deviation * (draw - 1) / draw;
                    }
                }
            }
        }
        List<PermutationNull> nulls = new ArrayList<>();
        for (int k = 0; k < sum.length; k++) {
            double standardError = Math.sqrt(squares[k] / (permutations - 1.0) / permutations);
            nulls.add(
                    exact.get(k).isPresent()
                            ? new PermutationNull(exact.get(k).getAsDouble(), 0, 0)
                            : new PermutationNull(sum[k], standardError, permutations));
        }
        return List.copyOf(nulls);
    }

    private static int[] rowOfEach(ContingencyTable table) {
        int[] rows = new int[table.elements()];
        int at = 0;
        for (int i = 0; i < table.rows(); i++) {
            for (int k = 0; k < table.rowTotal(i); k++) {
                rows[at++] = i;
            }
        }
        return rows;
    }

    private static int[] columnOfEach(ContingencyTable table) {
        int[] columns = new int[table.elements()];
        int at = 0;
        for (int j = 0; j < table.columns(); j++) {
            for (int k = 0; k < table.columnTotal(j); k++) {
                columns[at++] = j;
            }
        }
        return columns;
    }

    private static void shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int held = values[i];
            values[i] = values[j];
            values[j] = held;
        }
    }
}
