package covey.ranking.evaluate;

import java.util.BitSet;

/**
 * Kitagawa's split of the difference of two systems, each averaged over the queries that it has a list for: what comes from
 * ranking differently inside the values of a dimension, and what from serving another mix of them.
 *
 * <p>With shares w and means m of the baseline (0) and the candidate (1) per value v: within = Σ ½(w₀ᵥ + w₁ᵥ)(m₁ᵥ − m₀ᵥ), mix =
 * Σ ½(m₀ᵥ + m₁ᵥ)(w₁ᵥ − w₀ᵥ), and their sum is the whole difference. Values that one system does not serve at all belong to the
 * mix. Kitagawa (1955), JASA 50.
 *
 * @param within difference inside the values
 * @param mix difference of the mix
 */
record MixSplit(double within, double mix) {
    double whole() {
        return within + mix;
    }

    /** Whether the whole says the opposite of what holds inside the values. */
    boolean reversed() {
        return whole() * within < 0;
    }

    /**
     * The split.
     *
     * @param slices the dimension
     * @param answered per system the counted queries that it has a list for
     * @param values per system the metric by counted query
     */
    static MixSplit of(Slices slices, BitSet[] answered, double[][] values) {
        int n = slices.values().size();
        double[][] counts = new double[2][n];
        double[][] sums = new double[2][n];
        double[] all = new double[2];
        for (int v = 0; v < n; v++) {
            int[] positions = slices.subsets().get(v).positions();
            for (int s = 0; s < 2; s++) {
                for (int position : positions) {
                    if (answered[s].get(position)) {
                        counts[s][v]++;
                        sums[s][v] += values[s][position];
                    }
                }
                all[s] += counts[s][v];
            }
        }
        double within = 0;
        double mix = 0;
        for (int v = 0; v < n; v++) {
            double w0 = counts[0][v] / Math.max(1, all[0]);
            double w1 = counts[1][v] / Math.max(1, all[1]);
            double m0 = counts[0][v] == 0 ? Double.NaN : sums[0][v] / counts[0][v];
            double m1 = counts[1][v] == 0 ? Double.NaN : sums[1][v] / counts[1][v];
            double known0 = Double.isNaN(m0) ? m1 : m0;
            double known1 = Double.isNaN(m1) ? m0 : m1;
            if (!Double.isNaN(known0)) {
                within += (w0 + w1) / 2 * (known1 - known0);
                mix += (known0 + known1) / 2 * (w1 - w0);
            }
        }
        return new MixSplit(within, mix);
    }
}
