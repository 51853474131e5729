package covey.stats.partition.information;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import java.util.OptionalDouble;

/**
 * Normalised mutual information: mutual information over the smaller, geometric, arithmetic or larger of the two
 * entropies. In [0, 1]. Not adjusted for chance: random labels score the higher the more clusters there are (all
 * singletons against anything: above 0), so read it beside its expectation or use {@link AdjustedMutualInformation}.
 *
 * <p>Identical clusterings give 1, also when both are one cluster; one cluster against several gives 0. Agrees with
 * scikit-learn 1.2.1 {@code normalized_mutual_info_score} to 1e-12. Strehl, Ghosh (2002), JMLR 3.
 *
 * @param normalizer the bound divided by; scikit-learn's default is arithmetic
 */
public record NormalizedMutualInformation(Normalizer normalizer) implements PartitionMeasure {

    @Override
    public String name() {
        return "normalised mutual information (" + normalizer.shown() + ")";
    }

    @Override
    public double of(ContingencyTable table) {
        if (table.identical()) {
            return 1;
        }
        Entropies entropies = Entropies.of(table);
        return scaled(entropies.mutual(), entropies);
    }

    @Override
    public OptionalDouble expected(ContingencyTable table) {
        if (table.rows() == 1 && table.columns() == 1) {
            return OptionalDouble.of(1);
        }
        return OptionalDouble.of(scaled(ExpectedMutualInformation.of(table), Entropies.of(table)));
    }

    private double scaled(double information, Entropies entropies) {
        if (entropies.first() == 0 || entropies.second() == 0) {
            return 0;
        }
        return Math.min(1, information / normalizer.of(entropies.first(), entropies.second()));
    }
}
