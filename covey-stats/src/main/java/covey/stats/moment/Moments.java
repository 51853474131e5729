package covey.stats.moment;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.Arrays;
import java.util.Collection;

/**
 * Centred moments of k columns over n units: the count, the means and the cross-products about the means. Immutable and
 * additive, so that days, shards and segments merge without a second scan.
 *
 * <p>With {@code x_i} the row of unit i and m the mean vector, {@code M2 = Σ (x_i − m)(x_i − m)'}. Two blocks merge by
 * {@code M2 = M2_a + M2_b + δδ' n_a n_b / (n_a + n_b)}, {@code δ = m_b − m_a}. Centring keeps the digits that a sum of
 * squares loses: values around 1e9 with variance 1 keep it here, where a plain sum of squares gives noise of either
 * sign.
 *
 * <p>Parts merge to the whole to 1e-12 relative; agrees with the two-pass value of the reference case to 1e-9. Cost:
 * k(k+1)/2 numbers, a merge is linear in them.
 *
 * <p>Inputs that are NaN or infinite are refused. A negative cross-product on the diagonal that rounding can explain
 * becomes 0; a larger one is refused, since no data have it.
 *
 * <p>Chan, Golub, LeVeque (1983), Algorithms for computing the sample variance, The American Statistician 37.
 */
public final class Moments {

    /** Share of a sum of squares below which a centred sum of squares is rounding noise. */
    private static final double ROUNDING = 8 * Math.ulp(1.0);

    private final long n;
    private final double[] mean;
    private final double[] cross;

    private Moments(long n, double[] mean, double[] cross) {
        this.n = n;
        this.mean = mean;
        this.cross = cross;
    }

    /** Moments of no units over k columns, the neutral element of {@link #plus}. */
    public static Moments empty(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("a moment block needs at least one column, got " + k);
        }
        return new Moments(0, new double[k], new double[packedSize(k)]);
    }

    /** Moments of a table given by rows, one row per unit. */
    public static Moments ofRows(double[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("no rows; use empty(k) for a block without units");
        }
        MomentAccumulator accumulator = new MomentAccumulator(rows[0].length);
        for (double[] row : rows) {
            accumulator.add(row);
        }
        return accumulator.moments();
    }

    /** Moments of a table given by columns of equal length. */
    public static Moments ofColumns(double[]... columns) {
        MomentAccumulator accumulator = new MomentAccumulator(columns.length);
        double[] row = new double[columns.length];
        for (double[] column : columns) {
            if (column.length != columns[0].length) {
                throw new IllegalArgumentException(
                        "columns differ in length: " + columns[0].length + " and " + column.length);
            }
        }
        for (int i = 0; i < columns[0].length; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = columns[j][i];
            }
            accumulator.add(row);
        }
        return accumulator.moments();
    }

    /**
     * Moments from what SQL returns: {@code count}, {@code avg} and the symmetric matrix of {@code covar_pop} (divisor
     * n).
     */
    public static Moments ofPopulation(long n, double[] mean, double[][] covarPop) {
        int k = checkShape(n, mean, covarPop);
        double[] cross = new double[packedSize(k)];
        double[] magnitude = new double[k];
        for (int i = 0; i < k; i++) {
            magnitude[i] = n * (mean[i] * mean[i] + Math.abs(covarPop[i][i]));
            for (int j = i; j < k; j++) {
                cross[index(i, j, k)] = n * finite(covarPop[i][j], "covariance");
            }
        }
        // already centred: only what is below the square of the rounding of the mean is noise
        return new Moments(n, mean.clone(), clamp(cross, magnitude, 1e-9, ROUNDING * ROUNDING));
    }

    /** Moments from plain sums and the symmetric matrix of sums of products, as in published tables. Loses digits. */
    public static Moments ofSums(long n, double[] sums, double[][] sumsOfProducts) {
        int k = checkShape(n, sums, sumsOfProducts);
        double[] mean = new double[k];
        double[] cross = new double[packedSize(k)];
        double[] magnitude = new double[k];
        for (int i = 0; i < k && n > 0; i++) {
            mean[i] = sums[i] / n;
        }
        for (int i = 0; i < k; i++) {
            magnitude[i] = Math.abs(sumsOfProducts[i][i]);
            for (int j = i; j < k; j++) {
                cross[index(i, j, k)] = finite(sumsOfProducts[i][j], "sum of products") - sums[i] * mean[j];
            }
        }
        return new Moments(n, mean, clamp(cross, magnitude, 1e-9, ROUNDING));
    }

    /** Merges any number of blocks over the same columns. */
    public static Moments sum(Collection<Moments> parts) {
        return parts.stream().reduce(Moments::plus).orElseThrow(() -> new IllegalArgumentException("no blocks to sum"));
    }

    /** Number of units. */
    public long n() {
        return n;
    }

    /** Number of columns, k. */
    public int size() {
        return mean.length;
    }

    /** Mean of column i; throws when there are no units. */
    public double mean(int i) {
        requireUnits(1);
        return mean[i];
    }

    /** Sum of products of columns i and j about their means. */
    public double crossM2(int i, int j) {
        return cross[index(Math.min(i, j), Math.max(i, j), mean.length)];
    }

    /** Sample variance of column i, divisor n − 1; throws below two units. */
    public double variance(int i) {
        return covariance(i, i);
    }

    /** Sample covariance of columns i and j, divisor n − 1; throws below two units. */
    public double covariance(int i, int j) {
        requireUnits(2);
        return crossM2(i, j) / (n - 1);
    }

    /** Moments of both blocks together. */
    public Moments plus(Moments other) {
        if (other.size() != size()) {
            throw new IllegalArgumentException("blocks have " + size() + " and " + other.size() + " columns");
        }
        if (other.n == 0) {
            return this;
        }
        if (n == 0) {
            return other;
        }
        int k = size();
        long total = Math.addExact(n, other.n);
        double share = (double) other.n / total;
        double weight = n * share;
        double[] delta = new double[k];
        double[] merged = new double[k];
        for (int i = 0; i < k; i++) {
            delta[i] = other.mean[i] - mean[i];
            merged[i] = mean[i] + delta[i] * share;
        }
        double[] mergedCross = new double[cross.length];
        for (int i = 0; i < k; i++) {
            for (int j = i; j < k; j++) {
                int at = index(i, j, k);
                mergedCross[at] = cross[at] + other.cross[at] + delta[i] * delta[j] * weight;
            }
        }
        return new Moments(total, merged, mergedCross);
    }

    /** Moments of the named columns in the order given. */
    public Moments select(int... indices) {
        int k = indices.length;
        double[] chosen = new double[k];
        double[] chosenCross = new double[packedSize(k)];
        for (int i = 0; i < k; i++) {
            chosen[i] = mean[indices[i]];
            for (int j = i; j < k; j++) {
                chosenCross[index(i, j, k)] = crossM2(indices[i], indices[j]);
            }
        }
        return new Moments(n, chosen, chosenCross);
    }

    /** Moments of A·x, where A has one row per new column and {@link #size()} entries in each. */
    public Moments linear(double[][] a) {
        return affine(a, new double[a.length]);
    }

    /** Moments of A·x + b. */
    public Moments affine(double[][] a, double[] b) {
        int k = a.length;
        double[][] half = new double[k][size()];
        double[] newMean = new double[k];
        for (int r = 0; r < k; r++) {
            newMean[r] = finite(b[r], "offset");
            for (int i = 0; i < size(); i++) {
                newMean[r] += finite(a[r][i], "coefficient") * mean[i];
                for (int j = 0; j < size(); j++) {
                    half[r][j] += a[r][i] * crossM2(i, j);
                }
            }
        }
        double[] newCross = new double[packedSize(k)];
        for (int r = 0; r < k; r++) {
            for (int s = r; s < k; s++) {
                double sum = 0;
                for (int j = 0; j < size(); j++) {
                    sum += half[r][j] * a[s][j];
                }
                newCross[index(r, s, k)] = r == s ? Math.max(0, sum) : sum;
            }
        }
        return new Moments(n, newMean, newCross);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moments that
                && n == that.n
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(cross, that.cross);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(n) + 31 * (Arrays.hashCode(mean) + 31 * Arrays.hashCode(cross));
    }

    @Override
    public String toString() {
        return "Moments[n=" + n + ", mean=" + Arrays.toString(mean) + ", crossM2=" + Arrays.toString(cross) + "]";
    }

    /** Takes ownership of the arrays; {@code cross} is packed by {@link #index}. */
    static Moments owning(long n, double[] mean, double[] cross) {
        return new Moments(n, mean, cross);
    }

    static int packedSize(int k) {
        return k * (k + 1) / 2;
    }

    /** Position of (i, j), i ≤ j, in the packed upper triangle of a k×k matrix. */
    static int index(int i, int j, int k) {
        return i * k - i * (i - 1) / 2 + (j - i);
    }

    static double finite(double value, String what) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be finite, got " + value);
        }
        return value;
    }

    private void requireUnits(int needed) {
        if (n < needed) {
            throw new DegenerateDataException(Reason.TOO_FEW_UNITS, needed + " units are needed, there are " + n);
        }
    }

    private static int checkShape(long n, double[] vector, double[][] matrix) {
        int k = vector.length;
        if (n < 0) {
            throw new IllegalArgumentException("number of units must not be negative, got " + n);
        }
        if (k == 0 || matrix.length != k) {
            throw new IllegalArgumentException("vector has " + k + " entries, matrix has " + matrix.length + " rows");
        }
        for (int i = 0; i < k; i++) {
            finite(vector[i], "mean or sum");
            if (matrix[i].length != k) {
                throw new IllegalArgumentException(
                        "matrix row " + i + " has " + matrix[i].length + " entries, not " + k);
            }
        }
        return k;
    }

    private static double[] clamp(double[] cross, double[] magnitude, double allowance, double noise) {
        int k = magnitude.length;
        for (int i = 0; i < k; i++) {
            double m2 = cross[index(i, i, k)];
            if (m2 < -allowance * magnitude[i]) {
                throw new IllegalArgumentException("column " + i + " has a negative sum of squares about its mean, "
                        + m2 + ", which no data have");
            }
            if (m2 <= noise * magnitude[i]) {
                for (int j = 0; j < k; j++) {
                    cross[index(Math.min(i, j), Math.max(i, j), k)] = 0;
                }
            }
        }
        return cross;
    }
}
