package covey.stats.design.pair;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.moment.Moments;
import covey.stats.regression.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Pairs of units close in a few covariates, for assignment within pairs.
 *
 * <p>Distance: Mahalanobis, {@code (x_i − x_j)'S⁻¹(x_i − x_j)}, S the sample covariance. The closest free pair is taken
 * first; then partners are exchanged between two pairs while that lowers the sum of distances. Equal distances go by
 * position, so the same rows give the same pairs. The total is not always the smallest possible. With an odd number the
 * unit whose absence helped most in the greedy order, the last one free, stays alone.
 *
 * <p>Throws {@code ZERO_VARIANCE} when covariates are constant or collinear, {@code TOO_FEW_UNITS} below two units;
 * refuses more than {@link #MOST_UNITS}, for which sorted blocks serve. Cost: n² distances and their sorting. Greevy,
 * Lu, Silber, Rosenbaum (2004), Biostatistics 5, for what pairing before randomisation gains.
 */
public final class NearestPairs {

    /** Largest number of units that is paired. */
    public static final int MOST_UNITS = 3_000;

    private NearestPairs() {}

    /**
     * Two units by position.
     *
     * @param first the lower position
     * @param second the higher position
     * @param distance squared Mahalanobis distance
     */
    public record Pair(int first, int second, double distance) {}

    /**
     * Pairs in order of their first unit.
     *
     * @param pairs the pairs
     * @param alone the unit left over when their number is odd
     */
    public record Matching(List<Pair> pairs, OptionalInt alone) {

        /** Copies the list. */
        public Matching {
            pairs = List.copyOf(pairs);
        }

        /** Sum of squared distances. */
        public double total() {
            return pairs.stream().mapToDouble(Pair::distance).sum();
        }
    }

    /** Pairs rows of covariates. */
    public static Matching of(double[]... covariates) {
        int n = covariates.length;
        if (n < 2 || n > MOST_UNITS) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    n < 2
                            ? "2 units are needed for a pair, there are " + n
                            : n + " units are more than the " + MOST_UNITS + " that are paired; use sorted blocks");
        }
        double[][] x = whitened(covariates);
        int[] partner = greedy(x);
        exchange(x, partner);
        List<Pair> pairs = new ArrayList<>();
        OptionalInt alone = OptionalInt.empty();
        for (int i = 0; i < n; i++) {
            if (partner[i] < 0) {
                alone = OptionalInt.of(i);
            } else if (partner[i] > i) {
                pairs.add(new Pair(i, partner[i], distance(x, i, partner[i])));
            }
        }
        return new Matching(pairs, alone);
    }

    /** Rows in whose coordinates the Mahalanobis distance is the plain one. */
    private static double[][] whitened(double[]... covariates) {
        Moments moments = Moments.ofRows(covariates);
        int k = moments.size();
        double[][] covariance = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                covariance[i][j] = moments.covariance(i, j);
            }
        }
        double[][] lower = Cholesky.lower(covariance);
        double[][] x = new double[covariates.length][k];
        for (int r = 0; r < x.length; r++) {
            for (int i = 0; i < k; i++) {
                double sum = covariates[r][i] - moments.mean(i);
                for (int j = 0; j < i; j++) {
                    sum -= lower[i][j] * x[r][j];
                }
                x[r][i] = sum / lower[i][i];
            }
        }
        return x;
    }

    private static int[] greedy(double[]... x) {
        int n = x.length;
        List<Pair> all = new ArrayList<>(n * (n - 1) / 2);
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                all.add(new Pair(i, j, distance(x, i, j)));
            }
        }
        // stable sort: ties keep the order of positions
        all.sort(Comparator.comparingDouble(Pair::distance));
        int[] partner = new int[n];
        Arrays.fill(partner, -1);
        for (Pair pair : all) {
            if (partner[pair.first()] < 0 && partner[pair.second()] < 0) {
                partner[pair.first()] = pair.second();
                partner[pair.second()] = pair.first();
            }
        }
        return partner;
    }

    /** Exchanges partners while that lowers the sum; every exchange lowers it, so it ends. */
    private static void exchange(double[][] x, int... partner) {
        boolean improved = true;
        while (improved) {
            improved = false;
            for (int i = 0; i < partner.length; i++) {
                for (int j = i + 1; j < partner.length; j++) {
                    improved |= exchanged(x, partner, i, j);
                }
            }
        }
    }

    private static boolean exchanged(double[][] x, int[] partner, int i, int j) {
        int a = partner[i];
        int b = partner[j];
        if (a < 0 || b < 0 || a == j) {
            return false;
        }
        double now = distance(x, i, a) + distance(x, j, b);
        if (distance(x, i, j) + distance(x, a, b) < now - 1e-12 * now) {
            join(partner, i, j);
            join(partner, a, b);
            return true;
        }
        return false;
    }

    private static void join(int[] partner, int i, int j) {
        partner[i] = j;
        partner[j] = i;
    }

    private static double distance(double[][] x, int i, int j) {
        double sum = 0;
        for (int m = 0; m < x[i].length; m++) {
            double gap = x[i][m] - x[j][m];
            sum += gap * gap;
        }
        return sum;
    }
}
