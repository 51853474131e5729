package covey.stats.partition.information;

import covey.stats.partition.ContingencyTable;

/**
 * Exact expectation of the mutual information (nats) of two clusterings when labels are permuted at random over the
 * elements and the cluster sizes a_i, b_j are kept.
 *
 * <p>{@code E = Σ_ij Σ_m (m/n) ln(nm/(a_i b_j)) P(m; a_i, b_j, n)}, P hypergeometric (Vinh, Epps, Bailey 2010, JMLR 11).
 * P is built by its ratio of neighbours outwards from the mode, until a term falls below 1e-30 of the mode, and divided
 * by its own sum: no difference of large log-gammas, whose error at n = 10⁶ is 1e-9. Clusters of equal size are summed
 * once. Agrees with scikit-learn 1.2.1 {@code expected_mutual_information} to 1e-10.
 *
 * <p>Cost: distinct sizes of one side × those of the other × some ten to some √n terms.
 */
public final class ExpectedMutualInformation {

    private static final double NEGLIGIBLE = 1e-30;

    private ExpectedMutualInformation() {}

    /** The expectation for the cluster sizes of a table; weighted tables are refused. */
    public static double of(ContingencyTable table) {
        table.requireCounts("the expected mutual information");
        if (table.rows() == 1 || table.columns() == 1) {
            return 0;
        }
        long n = table.elements();
        return Math.max(0, table.sumOverSizePairs((a, b) -> term(a, b, n)) / n);
    }

    /** Expectation of m ln(nm/(ab)). */
    private static double term(long a, long b, long n) {
        long lowest = Math.max(0, a + b - n);
        long highest = Math.min(a, b);
        long mode = Math.clamp((long) Math.floor((a + 1.0) * (b + 1.0) / (n + 2.0)), lowest, highest);
        double logRatio = Math.log((double) n) - Math.log((double) a) - Math.log((double) b);
        double mass = 1;
        double sum = value(mode, logRatio);
        double weight = 1;
        for (long m = mode; m < highest && weight > NEGLIGIBLE; m++) {
            weight *= (double) (a - m) / (m + 1) * (b - m) / (n - a - b + m + 1);
            mass += weight;
            sum += weight * value(m + 1, logRatio);
        }
        weight = 1;
        for (long m = mode; m > lowest && weight > NEGLIGIBLE; m--) {
            weight *= (double) m / (a - m + 1) * (n - a - b + m) / (b - m + 1);
            mass += weight;
            sum += weight * value(m - 1, logRatio);
        }
        return sum / mass;
    }

    private static double value(long m, double logRatio) {
        return m == 0 ? 0 : m * (Math.log((double) m) + logRatio);
    }
}
