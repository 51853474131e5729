package covey.stats.partition.pair;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import java.util.OptionalDouble;

/**
 * Fowlkes–Mallows index: geometric mean of pair precision and pair recall, {@code both/√(first × second)} of
 * {@link PairConfusion}. In [0, 1], 1 for identical clusterings.
 *
 * <p>Not estimable when a side has no pair together (all singletons), where scikit-learn gives 0. Agrees with
 * scikit-learn 1.2.1 {@code fowlkes_mallows_score} to 1e-12. Fowlkes, Mallows (1983), JASA 78.
 */
public record FowlkesMallows() implements PartitionMeasure {

    @Override
    public String name() {
        return "Fowlkes–Mallows index";
    }

    @Override
    public double of(ContingencyTable table) {
        PairConfusion pairs = PairConfusion.of(table);
        return index(pairs, (double) pairs.both());
    }

    @Override
    public OptionalDouble expected(ContingencyTable table) {
        PairConfusion pairs = PairConfusion.of(table);
        return OptionalDouble.of(index(pairs, pairs.expectedBoth()));
    }

    private static double index(PairConfusion pairs, double both) {
        if (pairs.first() == 0 || pairs.second() == 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_DENOMINATOR,
                    "the " + (pairs.first() == 0 ? "first" : "second")
                            + " side has no two elements in one cluster, so pair precision or recall is 0/0");
        }
        return Math.sqrt(both / pairs.first() * (both / pairs.second()));
    }
}
