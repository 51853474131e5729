package covey.stats.partition.pair;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;

/**
 * Jaccard index of pairs: pairs together on both sides over pairs together on either, {@code both/(both + firstOnly +
 * secondOnly)} of {@link PairConfusion}. In [0, 1], 1 for identical clusterings. Its expectation under random labels
 * has no closed form.
 *
 * <p>Not estimable when neither side has a pair together. Reference: formula on scikit-learn 1.2.1
 * {@code pair_confusion_matrix}, to 1e-12. Jaccard (1912); Ben-Hur, Elisseeff, Guyon (2002), PSB 7.
 */
public record PairJaccard() implements PartitionMeasure {

    @Override
    public String name() {
        return "Jaccard index of pairs";
    }

    @Override
    public double of(ContingencyTable table) {
        PairConfusion pairs = PairConfusion.of(table);
        long either = pairs.both() + pairs.firstOnly() + pairs.secondOnly();
        if (either == 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_DENOMINATOR, "no two elements stand in one cluster on either side, so Jaccard is 0/0");
        }
        return (double) pairs.both() / either;
    }
}
