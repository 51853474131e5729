package covey.stats.power;

import java.util.Arrays;

/**
 * Sizes of the clusters that are randomised as wholes, and what they cost.
 *
 * <p>Design effect of a difference of unit-level means (ratio of cluster totals) with intraclass correlation ρ:
 * {@code DE = 1 + ((1 + cv²) m̄ − 1) ρ}, m̄ the mean size and cv its coefficient of variation. K clusters of
 * together N units estimate a mean like {@code N/DE} independent units.
 *
 * <p>Assumes one correlation for every pair inside a cluster, whatever its size. Kish (1965), Survey Sampling; for
 * unequal sizes Eldridge, Ashby, Kerry (2006), Int. J. Epidemiology 35.
 *
 * @param mean mean number of units in a cluster, at least 1
 * @param variation coefficient of variation of the sizes, not negative
 */
public record ClusterSizes(double mean, double variation) {

    /** Refuses sizes below one and a negative variation. */
    public ClusterSizes {
        if (!(mean >= 1 && mean < Double.POSITIVE_INFINITY && variation >= 0)) {
            throw new IllegalArgumentException(
                    "cluster sizes need a mean of at least 1 and a variation not below 0, got " + mean + " and "
                            + variation);
        }
    }

    /** Clusters of one size. */
    public static ClusterSizes equal(double size) {
        return new ClusterSizes(size, 0);
    }

    /** Mean and variation of the sizes given, divisor K. */
    public static ClusterSizes of(long... sizes) {
        double mean = Arrays.stream(sizes).average().orElse(0);
        double squares =
                Arrays.stream(sizes).mapToDouble(m -> (m - mean) * (m - mean)).sum();
        return new ClusterSizes(mean, Math.sqrt(squares / sizes.length) / mean);
    }

    /** Factor by which clustering multiplies the variance of a mean, for a correlation in [−1, 1]. */
    public double designEffect(double intraclassCorrelation) {
        if (!(intraclassCorrelation >= -1 && intraclassCorrelation <= 1)) {
            throw new IllegalArgumentException(
                    "intraclass correlation must lie in [-1, 1], got " + intraclassCorrelation);
        }
        double effect = 1 + ((1 + variation * variation) * mean - 1) * intraclassCorrelation;
        if (!(effect > 0)) {
            throw new IllegalArgumentException("an intraclass correlation of " + intraclassCorrelation
                    + " cannot hold in clusters of mean size " + mean);
        }
        return effect;
    }

    /** Number of independent units that so many units in clusters are worth. */
    public double effectiveUnits(double units, double intraclassCorrelation) {
        return units / designEffect(intraclassCorrelation);
    }

    /** Number of clusters of equal size that carry as much as so many clusters of these sizes: {@code K/(1 + cv²)}. */
    public double effectiveClusters(double clusters) {
        return clusters / (1 + variation * variation);
    }
}
