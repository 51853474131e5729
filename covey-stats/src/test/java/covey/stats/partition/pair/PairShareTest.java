package covey.stats.partition.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.Unassigned;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Six elements: against scikit-learn 1.2.1 {@code pair_confusion_matrix}, and the mean over all 720 orders. */
class PairShareTest {
    private static final int[] FIRST = {0, 0, 0, 1, 1, 2};
    private static final int[] SECOND = {0, 0, 1, 1, 1, 1};

    // pair_confusion_matrix gives [[12, 10], [4, 4]] over ordered pairs
    @ParameterizedTest
    @CsvSource({"IN_BOTH, 4", "IN_FIRST_ONLY, 4", "IN_SECOND_ONLY, 10", "IN_NEITHER, 12"})
    void isTheCellOverAllPairs(PairShare.Pairs pairs, double ordered) {
        ContingencyTable table = ContingencyTable.of(FIRST, SECOND, Unassigned.EXCLUDED);
        assertThat(new PairShare(pairs).of(table)).isEqualTo(ordered / 30);
        double[] sum = new double[2];
        permute(SECOND.clone(), 0, pairs, sum);
        assertThat(new PairShare(pairs).expected(table).orElseThrow()).isCloseTo(sum[0] / sum[1], within(1e-12));
    }

    private static void permute(int[] labels, int from, PairShare.Pairs pairs, double[] sum) {
        if (from == labels.length) {
            sum[0] += new PairShare(pairs).of(ContingencyTable.of(FIRST, labels, Unassigned.EXCLUDED));
            sum[1]++;
            return;
        }
        for (int i = from; i < labels.length; i++) {
            swap(labels, from, i);
            permute(labels, from + 1, pairs, sum);
            swap(labels, from, i);
        }
    }

    private static void swap(int[] labels, int i, int j) {
        int held = labels[i];
        labels[i] = labels[j];
        labels[j] = held;
    }
}
