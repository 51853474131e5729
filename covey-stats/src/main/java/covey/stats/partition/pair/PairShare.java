package covey.stats.partition.pair;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import java.util.OptionalDouble;

/**
 * Share of the n(n − 1)/2 pairs of elements that are together on both sides, on one, or on neither: the cells of
 * {@link PairConfusion} over their sum. In [0, 1]; unbiased from a sample of elements. Its expectation under random labels is
 * exact: {@code F S} with F and S the shares of pairs together on either side, and what follows for the other cells.
 *
 * <p>Not estimable below two elements; weighted tables are refused. The reference agrees exactly (scikit-learn 1.2.1
 * {@code pair_confusion_matrix} over its sum).
 *
 * @param pairs which pairs
 */
public record PairShare(Pairs pairs) implements PartitionMeasure {

    /** A cell of the pair confusion matrix. */
    public enum Pairs {
        /** Together on both sides. */
        IN_BOTH,
        /** Together on the first side alone. */
        IN_FIRST_ONLY,
        /** Together on the second side alone. */
        IN_SECOND_ONLY,
        /** Apart on both sides. */
        IN_NEITHER
    }

    @Override
    public String name() {
        return switch (pairs) {
            case IN_BOTH -> "share of pairs together on both sides";
            case IN_FIRST_ONLY -> "share of pairs together on the first side alone";
            case IN_SECOND_ONLY -> "share of pairs together on the second side alone";
            case IN_NEITHER -> "share of pairs apart on both sides";
        };
    }

    @Override
    public double of(ContingencyTable table) {
        PairConfusion counts = PairConfusion.of(table);
        return share(counts, (double) counts.both());
    }

    @Override
    public OptionalDouble expected(ContingencyTable table) {
        PairConfusion counts = PairConfusion.of(table);
        return OptionalDouble.of(share(counts, counts.expectedBoth()));
    }

    private double share(PairConfusion counts, double both) {
        double cell = switch (pairs) {
            case IN_BOTH -> both;
            case IN_FIRST_ONLY -> counts.first() - both;
            case IN_SECOND_ONLY -> counts.second() - both;
            case IN_NEITHER -> (double) counts.all() - counts.first() - counts.second() + both;
        };
        return cell / (double) counts.all();
    }
}
