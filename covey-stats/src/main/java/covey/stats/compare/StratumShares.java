package covey.stats.compare;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.List;

/** Shares of the strata in all units of both arms, estimated from the N units at hand. */
final class StratumShares {

    private final long total;
    private final double[] weights;

    private StratumShares(long total, double[] weights) {
        this.total = total;
        this.weights = weights;
    }

    /** Shares of strata that hold at least two units in each arm; throws {@code TOO_FEW_UNITS}. */
    static StratumShares of(List<Stratum> strata) {
        if (strata.isEmpty()) {
            throw new IllegalArgumentException("no strata");
        }
        for (Stratum stratum : strata) {
            requireTwo(stratum.control().n());
            requireTwo(stratum.treatment().n());
        }
        long total = strata.stream().mapToLong(Stratum::n).sum();
        return new StratumShares(
                total, strata.stream().mapToDouble(s -> (double) s.n() / total).toArray());
    }

    /** Number of strata. */
    int size() {
        return weights.length;
    }

    /** Number of units, N. */
    long total() {
        return total;
    }

    double weight(int k) {
        return weights[k];
    }

    /** Weighted mean of one value per stratum. */
    double mean(double... values) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * values[k];
        }
        return sum;
    }

    /** Variance of a weighted mean whose strata have the given sampling variances, shares taken as known. */
    double within(double... variances) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * weights[k] * variances[k];
        }
        return sum;
    }

    /** Sampling covariance of two weighted means that comes from estimating the shares: {@code Cov_w(x, y)/N}. */
    double multinomial(double[] x, double[] y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * (x[k] - meanX) * (y[k] - meanY);
        }
        return sum / total;
    }

    private static void requireTwo(long n) {
        if (n < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "a stratum has " + n + " units in an arm; merge strata");
        }
    }
}
