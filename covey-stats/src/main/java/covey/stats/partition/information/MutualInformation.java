package covey.stats.partition.information;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import java.util.OptionalDouble;

/**
 * Mutual information of two clusterings in nats, {@code I(U, V) = Σ p_ij ln(p_ij/(p_i p_j))}. From 0 to the smaller of
 * the two entropies; it rises with the number of clusters even for random labels.
 *
 * <p>Agrees with scikit-learn 1.2.1 {@code mutual_info_score} to 1e-12. Shannon (1948).
 */
public record MutualInformation() implements PartitionMeasure {

    @Override
    public String name() {
        return "mutual information (nats)";
    }

    @Override
    public double of(ContingencyTable table) {
        return Entropies.of(table).mutual();
    }

    @Override
    public OptionalDouble expected(ContingencyTable table) {
        return OptionalDouble.of(ExpectedMutualInformation.of(table));
    }
}
