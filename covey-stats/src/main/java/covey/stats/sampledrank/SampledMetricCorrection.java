package covey.stats.sampledrank;

import java.util.function.IntToDoubleFunction;

/** From a metric of a relevant item's rank among all items to a number of its rank in a sample, to be averaged in its place. */
public interface SampledMetricCorrection {
    /**
     * The corrected value at sampled rank 1, 2, …, m + 1.
     *
     * @param metric value at a rank among all items, from 1
     */
    double[] corrected(IntToDoubleFunction metric);

    /** The method in words, with its parameters. */
    String words();
}
