package covey.stats.partition.information;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import java.util.OptionalDouble;

/**
 * Completeness of the second side against the first as truth: {@code 1 − H(P|T)/H(P)}, 1 when each class lies in one
 * cluster. In [0, 1]; 1 when there is one cluster.
 *
 * <p>Agrees with scikit-learn 1.2.1 {@code completeness_score} to 1e-12. Rosenberg, Hirschberg (2007), EMNLP-CoNLL.
 */
public record Completeness() implements PartitionMeasure {

    @Override
    public String name() {
        return "completeness";
    }

    @Override
    public double of(ContingencyTable table) {
        return of(Entropies.of(table));
    }

    static double of(Entropies entropies) {
        return entropies.second() == 0 ? 1 : Math.max(0, 1 - entropies.secondGivenFirst() / entropies.second());
    }

    @Override
    public OptionalDouble expected(ContingencyTable table) {
        double entropy = Entropies.of(table).second();
        return OptionalDouble.of(entropy == 0 ? 1 : Math.min(1, ExpectedMutualInformation.of(table) / entropy));
    }
}
