package covey.ranking;

import java.util.Arrays;

/** How the values of the queries make the number of a system. */
public enum Aggregation {
    /** Their mean. */
    MEAN,
    /** The values are logarithms: {@code e} to their mean. */
    GEOMETRIC;

    /** The number of a system from the mean of its queries' values. */
    public double of(double mean) {
        return this == GEOMETRIC ? Math.exp(mean) : mean;
    }

    /**
     * Values whose mean is the number of the system, to first order with the same sampling error (delta method):
     * {@code G·(1 + l − mean l)} of logarithms l, G being {@code e} to their mean. Differences between systems, clusters and
     * slices of these are differences of what is printed only over the queries given here.
     */
    public double[] linearised(double[] values) {
        if (this == MEAN || values.length == 0) {
            return values;
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double number = Math.exp(mean);
        return Arrays.stream(values).map(l -> number * (1 + l - mean)).toArray();
    }
}
