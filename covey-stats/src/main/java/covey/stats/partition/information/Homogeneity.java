package covey.stats.partition.information;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import java.util.OptionalDouble;

/**
 * Homogeneity of the second side against the first as truth: {@code 1 − H(T|P)/H(T)}, 1 when each cluster holds elements
 * of one class only. In [0, 1]; 1 when the truth is one class; rises with the number of clusters.
 *
 * <p>Agrees with scikit-learn 1.2.1 {@code homogeneity_score} to 1e-12. Rosenberg, Hirschberg (2007), EMNLP-CoNLL.
 */
public record Homogeneity() implements PartitionMeasure {

    @Override
    public String name() {
        return "homogeneity";
    }

    @Override
    public double of(ContingencyTable table) {
        return of(Entropies.of(table));
    }

    static double of(Entropies entropies) {
        return entropies.first() == 0 ? 1 : Math.max(0, 1 - entropies.firstGivenSecond() / entropies.first());
    }

    @Override
    public OptionalDouble expected(ContingencyTable table) {
        double entropy = Entropies.of(table).first();
        return OptionalDouble.of(entropy == 0 ? 1 : Math.min(1, ExpectedMutualInformation.of(table) / entropy));
    }
}
