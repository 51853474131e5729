package covey.stats.rankcorrelation;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Kendall's tau-b of two scorings of the same things, ties counted as neither.
 *
 * <p>Over all pairs, C concordant and D discordant, n₀ = n(n − 1)/2, n₁ and n₂ the pairs tied in either scoring:
 * {@code τ_b = (C − D) / √((n₀ − n₁)(n₀ − n₂))}. In [−1, 1]; without ties it is tau-a.
 *
 * <p>Agrees with scipy 1.10.1 {@code kendalltau} to 1e-12. Refuses fewer than two things ({@code TOO_FEW_UNITS}) and a
 * scoring that is the same for all ({@code ZERO_VARIANCE}). Cost O(n log n): Knight (1966), JASA 61, counts the exchanges of a merge
 * sort.
 *
 * <p>Kendall (1945), Biometrika 33.
 */
public final class KendallTau {
    private KendallTau() {}

    /**
     * The coefficient.
     *
     * @param first scores, or places, of things; finite
     * @param second the same of the same things, in the same direction
     */
    public static double b(double[] first, double[] second) {
        Scores.check(first, second);
        int n = first.length;
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingDouble(i -> first[i] + 0.0).thenComparingDouble(i -> second[i] + 0.0));
        double[] inOrder = new double[n];
        double[] sorted = new double[n];
        long bothTied = 0;
        long run = 0;
        for (int k = 0; k < n; k++) {
            sorted[k] = first[order[k]];
            inOrder[k] = second[order[k]];
            run = k > 0 && sorted[k] == sorted[k - 1] && inOrder[k] == inOrder[k - 1] ? run + 1 : 0;
            bothTied += run;
        }
        long pairs = (long) n * (n - 1) / 2;
        long firstTied = tied(sorted);
        long discordant = exchanges(inOrder, new double[n], 0, n);
        long secondTied = tied(inOrder);
        if (firstTied == pairs || secondTied == pairs) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE, "all " + n + " things have one score, so they have no order to agree with");
        }
        double difference = pairs - firstTied - secondTied + bothTied - 2.0 * discordant;
        return difference / Math.sqrt((double) (pairs - firstTied)) / Math.sqrt((double) (pairs - secondTied));
    }

    /** Pairs of equal neighbours' groups of sorted values. */
    private static long tied(double[] sorted) {
        long tied = 0;
        long run = 0;
        for (int i = 1; i < sorted.length; i++) {
            run = sorted[i] == sorted[i - 1] ? run + 1 : 0;
            tied += run;
        }
        return tied;
    }

    /** Sorts values by merging and counts the pairs that stood the other way round. */
    private static long exchanges(double[] values, double[] buffer, int from, int to) {
        if (to - from < 2) {
            return 0;
        }
        int middle = (from + to) >>> 1;
        long count = exchanges(values, buffer, from, middle) + exchanges(values, buffer, middle, to);
        int left = from;
        int right = middle;
        for (int k = from; k < to; k++) {
            if (right == to || (left < middle && values[left] <= values[right])) {
                buffer[k] = values[left++];
            } else {
                buffer[k] = values[right++];
                count += middle - left;
            }
        }
        System.arraycopy(buffer, from, values, from, to - from);
        return count;
    }
}
