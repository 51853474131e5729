package covey.stats.power;

import covey.stats.DegenerateDataException;
import covey.stats.regression.Cholesky;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Correlations of the statistics of a family: comparisons of arms on metrics of the same units.
 *
 * <p>Comparison i of metric u is {@code D_ui = Σ_k w_ik ȳ_uk} over arms of shares s_k. When units are independent and two
 * metrics have the correlation ρ_uv in every arm,
 * {@code corr(D_ui, D_vj) = ρ_uv r_ij}, {@code r_ij = Σ_k w_ik w_jk/s_k / √(Σ_k w_ik²/s_k · Σ_k w_jk²/s_k)}. Arms i and j
 * against one control have {@code r_ij = √(s_i/(s_i + s_0)) √(s_j/(s_j + s_0))}, the loadings of {@link Dunnett}; main
 * effects of a factorial design with equal cells have 0.
 *
 * <p>Assumes equal unit variances in the arms. Members are in the order of the comparisons, those of the first metric
 * first. Cost: a Cholesky factor. Dunnett (1955), JASA 50.
 */
public final class FamilyCorrelation {
    private static final double STEP = 0.001;

    private final double[][] matrix;

    private FamilyCorrelation(double[][] matrix) {
        this.matrix = matrix;
    }

    /** Members that all correlate alike, ρ in [0, 1]. */
    public static FamilyCorrelation common(int members, double rho) {
        if (!(rho >= 0 && rho <= 1) || members < 1) {
            throw new IllegalArgumentException(
                    "a family needs a member and a correlation in [0, 1], got " + members + ", " + rho);
        }
        return new FamilyCorrelation(square(members, (i, j) -> i == j ? 1 : rho));
    }

    /** Comparisons of one metric between a control and treatments with these shares. */
    public static FamilyCorrelation ofArms(double control, double... treatments) {
        int arms = treatments.length;
        double[] shares = new double[arms + 1];
        shares[0] = control;
        System.arraycopy(treatments, 0, shares, 1, arms);
        double[][] weights = new double[arms][arms + 1];
        for (int i = 0; i < arms; i++) {
            weights[i][0] = -1;
            weights[i][i + 1] = 1;
        }
        return ofContrasts(shares, weights);
    }

    /**
     * Comparisons of one metric.
     *
     * @param shares share of the units of each arm, positive
     * @param weights of each comparison, the weight of every arm
     */
    public static FamilyCorrelation ofContrasts(double[] shares, double[][] weights) {
        if (Arrays.stream(shares).anyMatch(s -> !(s > 0))) {
            throw new IllegalArgumentException("shares must be positive, got " + Arrays.toString(shares));
        }
        double[][] covariance = square(
                weights.length,
                (i, j) -> IntStream.range(0, shares.length)
                        .mapToDouble(k -> weights[i][k] * weights[j][k] / shares[k])
                        .sum());
        for (int i = 0; i < weights.length; i++) {
            if (!(covariance[i][i] > 0)) {
                throw new IllegalArgumentException("comparison " + i + " compares nothing");
            }
        }
        return new FamilyCorrelation(square(
                weights.length,
                (i, j) -> i == j ? 1 : covariance[i][j] / Math.sqrt(covariance[i][i] * covariance[j][j])));
    }

    /**
     * The same comparisons of several metrics.
     *
     * @param metrics correlations of the metrics over units, 1 on the diagonal
     */
    public FamilyCorrelation of(double[][] metrics) {
        int k = size();
        return new FamilyCorrelation(
                square(metrics.length * k, (a, b) -> a == b ? 1 : metrics[a / k][b / k] * matrix[a % k][b % k]));
    }

    /** Number of members. */
    public int size() {
        return matrix.length;
    }

    /** Correlation of two members. */
    public double at(int i, int j) {
        return matrix[i][j];
    }

    /**
     * Lower triangular L with LL' the correlations. Correlations that no family can have, as when each was read from other
     * units, and those of a member that repeats another are brought closer to 0 in steps of a thousandth until one can.
     */
    double[][] root() {
        for (double kept = 1; kept > STEP; kept -= STEP) {
            double times = kept;
            try {
                return Cholesky.lower(square(size(), (i, j) -> i == j ? 1 : times * matrix[i][j]));
            } catch (DegenerateDataException e) {
                // not positive definite: a little less
            }
        }
        return square(size(), (i, j) -> i == j ? 1 : 0);
    }

    private interface Entry {
        double at(int i, int j);
    }

    private static double[][] square(int size, Entry entry) {
        double[][] filled = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                filled[i][j] = entry.at(i, j);
            }
        }
        return filled;
    }
}
