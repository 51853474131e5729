package covey.ranking.metric.exposure;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.Arrays;

/** How unevenly amounts are spread. */
final class Inequality {
    private Inequality() {}

    /** Gini index of amounts, zeros included; the array is sorted. */
    static double gini(double[] amounts) {
        Arrays.sort(amounts);
        double n = amounts.length;
        double ranked = 0;
        for (int i = 0; i < amounts.length; i++) {
            ranked += (2 * (i + 1) - n - 1) * amounts[i];
        }
        return ranked / (n * sum(amounts));
    }

    /** Shannon entropy of amounts in bits. */
    static double entropy(double[] amounts) {
        double all = sum(amounts);
        double entropy = 0;
        for (double amount : amounts) {
            // what is left of a provider after taking out its lists may be a rounding below zero
            entropy -= amount <= 0 ? 0 : amount / all * Math.log(amount / all);
        }
        return entropy / Math.log(2);
    }

    static double sum(double[] amounts) {
        double sum = 0;
        for (double amount : amounts) {
            sum += amount;
        }
        if (!(sum > 0)) {
            throw new DegenerateDataException(
                    Reason.ZERO_DENOMINATOR,
                    "the lists show nothing of " + amounts.length + " items or providers of the catalogue");
        }
        return sum;
    }
}
