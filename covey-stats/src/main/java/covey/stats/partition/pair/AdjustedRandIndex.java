package covey.stats.partition.pair;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;
import java.util.OptionalDouble;

/**
 * Adjusted Rand index: the Rand index less its expectation under random labels, over the most that can be.
 *
 * <p>{@code (S − E)/((A + B)/2 − E)} with S the pairs together on both sides, A and B those on each side, E = AB/all
 * (Hubert, Arabie 1985: labels permuted, cluster sizes kept). At most 1, 0 in expectation, possibly below. Identical
 * clusterings give 1, also when both are one cluster or all singletons. The difference is formed without cancellation.
 * Not estimable below two elements.
 *
 * <p>Agrees with scikit-learn 1.2.1 {@code adjusted_rand_score} to 1e-12. Hubert, Arabie (1985), J. Classification 2.
 */
public record AdjustedRandIndex() implements PartitionMeasure {

    @Override
    public String name() {
        return "adjusted Rand index";
    }

    @Override
    public double of(ContingencyTable table) {
        PairConfusion pairs = PairConfusion.of(table);
        if (pairs.firstOnly() == 0 && pairs.secondOnly() == 0) {
            return 1;
        }
        double both = pairs.both();
        double firstOnly = pairs.firstOnly();
        double secondOnly = pairs.secondOnly();
        double neither = pairs.neither();
        double above = 2 * differenceOfProducts(both, neither, firstOnly, secondOnly);
        return above / ((both + firstOnly) * (firstOnly + neither) + (both + secondOnly) * (secondOnly + neither));
    }

    @Override
    public OptionalDouble expected(ContingencyTable table) {
        PairConfusion pairs = PairConfusion.of(table);
        boolean onlyOneValue = pairs.first() == pairs.second() && (pairs.first() == 0 || pairs.first() == pairs.all());
        return OptionalDouble.of(onlyOneValue ? 1 : 0);
    }

    /** ab − cd to full precision (Kahan). */
    private static double differenceOfProducts(double a, double b, double c, double d) {
        double product = c * d;
        double error = Math.fma(-c, d, product);
        return Math.fma(a, b, -product) + error;
    }
}
