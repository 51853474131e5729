package covey.stats.partition.information;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import java.util.OptionalDouble;

/**
 * Adjusted mutual information: {@code (I − E)/(N − E)}, I the mutual information, E its {@link
 * ExpectedMutualInformation expectation} under random labels, N the {@link Normalizer bound}. At most 1, 0 in
 * expectation, possibly below.
 *
 * <p>Identical clusterings give 1. When a side is one cluster or all singletons every permutation gives the same I, and
 * clusterings that differ give 0 (scikit-learn: 0 up to rounding). Weighted tables are refused. Agrees with
 * scikit-learn 1.2.1 {@code adjusted_mutual_info_score} to 1e-10. Vinh, Epps, Bailey (2010), JMLR 11.
 *
 * @param normalizer the bound; scikit-learn's default is arithmetic, the paper's max
 */
public record AdjustedMutualInformation(Normalizer normalizer) implements PartitionMeasure {

    @Override
    public String name() {
        return "adjusted mutual information (" + normalizer.shown() + ")";
    }

    @Override
    public double of(ContingencyTable table) {
        table.requireCounts("the adjusted mutual information");
        if (table.identical()) {
            return 1;
        }
        if (trivial(table.rows(), table) || trivial(table.columns(), table)) {
            return 0;
        }
        Entropies entropies = Entropies.of(table);
        double expected = ExpectedMutualInformation.of(table);
        return (entropies.mutual() - expected) / (normalizer.of(entropies.first(), entropies.second()) - expected);
    }

    @Override
    public OptionalDouble expected(ContingencyTable table) {
        boolean alwaysIdentical =
                table.identical() && (trivial(table.rows(), table) || trivial(table.columns(), table));
        return OptionalDouble.of(alwaysIdentical ? 1 : 0);
    }

    private static boolean trivial(int clusters, ContingencyTable table) {
        return clusters == 1 || clusters == table.elements();
    }
}
