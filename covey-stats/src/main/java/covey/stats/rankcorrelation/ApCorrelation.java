package covey.stats.rankcorrelation;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.Arrays;
import java.util.Comparator;

/**
 * AP correlation: Kendall's tau with the weight on the top of the order, as average precision has it.
 *
 * <p>With C(i) the things above rank i of the estimated order that the true order also puts above the one at rank i,
 * {@code τ_AP = 2/(n − 1) Σ_{i=2}^n C(i)/(i − 1) − 1}. In [−1, 1]; not symmetric. A higher score is a better rank.
 *
 * <table>
 *   <caption>Ties</caption>
 *   <tr><td>{@link #of}</td><td>refused</td></tr>
 *   <tr><td>{@link #a}</td><td>τ_AP,a: how accurate an order with ties is against a true one without: the mean of τ_AP over all orders
 *       of the tied things</td></tr>
 *   <tr><td>{@link #b}</td><td>τ_AP,b: how far two orders with ties agree, symmetric: the mean of both directions, each over the things
 *       below the first group of ties, with p the first rank of a thing's group, of C(p)/(p − 1)</td></tr>
 * </table>
 *
 * <p>Agrees with ircor 1.0 (commit b765358) {@code tauAP}, {@code tauAP_a} and {@code tauAP_b} to 1e-12. Refuses fewer than two
 * things ({@code TOO_FEW_UNITS}); ties where there may be none, and in τ_AP,b an order that ties all things ({@code ZERO_VARIANCE}).
 * Cost O(n log n).
 *
 * <p>Yilmaz, Aslam and Robertson (2008), SIGIR 31; Urbano and Marrero (2017), ICTIR.
 */
public final class ApCorrelation {
    private ApCorrelation() {}

    /**
     * τ_AP; refuses ties.
     *
     * @param truth scores of the true order, the highest first
     * @param estimated scores of the same things in the order that is judged
     */
    public static double of(double[] truth, double[] estimated) {
        Scores.check(truth, estimated);
        refuseTies(truth, "true");
        refuseTies(estimated, "estimated");
        return new Order(truth, estimated).meanOverOrders();
    }

    /**
     * τ_AP,a; refuses ties of the truth.
     *
     * @param truth scores of the true order, the highest first
     * @param estimated scores of the same things in the order that is judged
     */
    public static double a(double[] truth, double[] estimated) {
        Scores.check(truth, estimated);
        refuseTies(truth, "true");
        return new Order(truth, estimated).meanOverOrders();
    }

    /** τ_AP,b of two scorings of the same things, the highest score first. */
    public static double b(double[] first, double[] second) {
        Scores.check(first, second);
        return (new Order(first, second).belowTheFirstGroup() + new Order(second, first).belowTheFirstGroup()) / 2;
    }

    private static void refuseTies(double[] scores, String order) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new DegenerateDataException(
                        Reason.ZERO_VARIANCE,
                        "the " + order + " order has ties at score " + sorted[i]
                                + "; tau_AP,a is for ties in the estimated order, tau_AP,b for ties in either");
            }
        }
    }

    /** An estimated order from its best thing on, with the number of things above each group of ties that rightly stand there. */
    private static final class Order {
        private final int n;
        private final double[] estimated;
        private final int[] right;

        Order(double[] truth, double[] scores) {
            n = truth.length;
            Integer[] order = new Integer[n];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i] + 0.0));
            estimated = new double[n];
            int[] place = places(truth);
            int[] places = new int[n];
            for (int k = 0; k < n; k++) {
                estimated[k] = scores[order[k]];
                places[k] = place[order[k]];
            }
            right = new int[n];
            int[] tree = new int[n + 1];
            for (int from = 0; from < n; from = end(from)) {
                int to = end(from);
                for (int k = from; k < to; k++) {
                    right[k] = below(tree, places[k]);
                }
                for (int k = from; k < to; k++) {
                    add(tree, places[k]);
                }
            }
        }

        /** Dense places by score, the highest score at place 1. */
        private static int[] places(double[] scores) {
            double[] sorted =
                    Arrays.stream(scores).map(s -> -s + 0.0).sorted().distinct().toArray();
            return Arrays.stream(scores)
                    .mapToInt(s -> Arrays.binarySearch(sorted, -s + 0.0) + 1)
                    .toArray();
        }

        private int end(int from) {
            int to = from + 1;
            while (to < n && estimated[to] == estimated[from]) {
                to++;
            }
            return to;
        }

        private static void add(int[] tree, int place) {
            for (int i = place; i < tree.length; i += i & -i) {
                tree[i]++;
            }
        }

        /** Things with a smaller place. */
        private static int below(int[] tree, int place) {
            int count = 0;
            for (int i = place - 1; i > 0; i -= i & -i) {
                count += tree[i];
            }
            return count;
        }

        /** In a group a thing stands at each rank alike, and half of those of the group above it stand there rightly. */
        double meanOverOrders() {
            double sum = 0;
            for (int from = 0; from < n; from = end(from)) {
                int to = end(from);
                double above = 0;
                for (int k = from; k < to; k++) {
                    above += right[k];
                }
                above /= to - from;
                for (int rank = Math.max(1, from); rank < to; rank++) {
                    sum += (above + (rank - from) / 2.0) / rank;
                }
            }
            return 2 * sum / (n - 1) - 1;
        }

        double belowTheFirstGroup() {
            int first = end(0);
            if (first == n) {
                throw new DegenerateDataException(
                        Reason.ZERO_VARIANCE,
                        "all " + n + " things have one score, so there is no order to agree with");
            }
            double sum = 0;
            for (int from = first; from < n; from = end(from)) {
                for (int k = from; k < end(from); k++) {
                    sum += (double) right[k] / from;
                }
            }
            return 2 * sum / (n - first) - 1;
        }
    }
}
