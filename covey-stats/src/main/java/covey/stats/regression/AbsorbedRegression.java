package covey.stats.regression;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.Arrays;

/**
 * Weighted least squares of a column on a few others, with two sets of fixed effects absorbed and errors that may be
 * dependent within clusters.
 *
 * <p>{@code y = X β + a[first] + b[second] + e}, weights w. Both sets are projected out of y and every column of X by
 * alternating weighted demeaning (Frisch–Waugh–Lovell), to 1e-12 of the column's own size. The variance is the
 * delete-one-cluster jackknife (CR3) with the fixed effects held: leaving out cluster g moves β by
 * {@code δ_g = (S − S_g)⁻¹ X̃_g' W_g ẽ_g}, {@code S = X̃'WX̃}, and {@code V = n/(n − p) Σ_g δ_g δ_g'} over n rows and p
 * coefficients, absorbed ones among them: with few rows per coefficient the residuals alone are too small.
 *
 * <p>Clusters that hold little of what tells a coefficient count little: {@link #effectiveClusters}.
 *
 * <p>Agrees with numpy 1.24 ({@code lstsq} on explicit dummies, each cluster's rows removed from the projected columns) to
 * 1e-9. Throws {@code TOO_FEW_UNITS} below two clusters, {@code ZERO_VARIANCE} when the columns are collinear with the
 * fixed effects, with or without some cluster. Cost: n per sweep, then k² per row.
 *
 * <p>Bell, McCaffrey (2002), Survey Methodology 28; MacKinnon, Nielsen, Webb (2023), Journal of Applied Econometrics 38.
 */
public final class AbsorbedRegression {
    private static final int SWEEPS = 10_000;
    private static final double TOLERANCE = 1e-12;

    private final double[] coefficients;
    private final double[][] shifts;
    private final double[][] total;
    private final double[][][] gram;
    private final double[] residuals;
    private final int df;

    private AbsorbedRegression(Normal normal, double[] coefficients, double[][] shifts, double[] residuals, int df) {
        this.coefficients = coefficients;
        this.shifts = shifts;
        this.total = normal.total();
        this.gram = normal.gram();
        this.residuals = residuals;
        this.df = df;
    }

    /** {@code S}, and its share of every cluster. */
    @SuppressWarnings("ArrayRecordComponent") // the numbers of one fit, never compared
    private record Normal(double[][] total, double[][][] gram) {}

    /**
     * Rows of the regression; all arrays have one entry per row.
     *
     * @param y outcome
     * @param weight positive weights
     * @param first level of the first fixed effect, from 0
     * @param second level of the second fixed effect, from 0
     * @param cluster cluster, from 0
     */
    @SuppressWarnings("ArrayRecordComponent") // the numbers of one fit, never compared
    public record Rows(double[] y, double[] weight, int[] first, int[] second, int[] cluster) {}

    /** Fits; {@code columns} holds one array per regressor. */
    public static AbsorbedRegression fit(Rows rows, double[]... columns) {
        int k = columns.length;
        int clusters = levels(rows.cluster());
        if (clusters < 2) {
            throw new DegenerateDataException(Reason.TOO_FEW_UNITS, "2 clusters are needed, there are " + clusters);
        }
        double[] y = absorbed(rows, rows.y());
        double[][] x = new double[k][];
        for (int j = 0; j < k; j++) {
            x[j] = absorbed(rows, columns[j]);
            requireVariation(rows, columns[j], x[j], j);
        }
        double[][][] gram = new double[clusters][k][k];
        double[][] score = new double[clusters][k];
        for (int i = 0; i < y.length; i++) {
            int g = rows.cluster()[i];
            for (int a = 0; a < k; a++) {
                double wx = rows.weight()[i] * x[a][i];
                score[g][a] += wx * y[i];
                for (int b = 0; b < k; b++) {
                    gram[g][a][b] += wx * x[b][i];
                }
            }
        }
        double[][] total = new double[k][k];
        double[] right = new double[k];
        for (int g = 0; g < clusters; g++) {
            for (int a = 0; a < k; a++) {
                right[a] += score[g][a];
                for (int b = 0; b < k; b++) {
                    total[a][b] += gram[g][a][b];
                }
            }
        }
        double[] beta = Cholesky.solve(total, right);
        double[][] shifts = shifts(total, gram, score, beta);
        int df = df(rows, k);
        double inflation = inflation(y.length, df);
        for (double[] shift : shifts) {
            for (int j = 0; j < k; j++) {
                shift[j] *= inflation;
            }
        }
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < k; j++) {
                y[i] -= beta[j] * x[j][i];
            }
        }
        return new AbsorbedRegression(new Normal(total, gram), beta, shifts, y, df);
    }

    private static double inflation(int rows, int df) {
        return Math.sqrt(rows / (double) df);
    }

    private static int df(Rows rows, int columns) {
        int n = rows.y().length;
        long fitted = columns
                + Arrays.stream(rows.first()).distinct().count()
                + Arrays.stream(rows.second()).distinct().count()
                - 1;
        if (n <= fitted) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    n + " rows are too few for " + fitted + " coefficients, fixed effects among them");
        }
        return (int) (n - fitted);
    }

    /** What leaving out each cluster takes from the coefficients. */
    private static double[][] shifts(double[][] total, double[][][] gram, double[][] score, double[] beta) {
        int k = beta.length;
        double[][] shifts = new double[gram.length][];
        for (int g = 0; g < gram.length; g++) {
            double[][] rest = new double[k][k];
            double[] residual = new double[k];
            for (int a = 0; a < k; a++) {
                residual[a] = score[g][a];
                for (int b = 0; b < k; b++) {
                    rest[a][b] = total[a][b] - gram[g][a][b];
                    residual[a] -= gram[g][a][b] * beta[b];
                }
            }
            shifts[g] = Cholesky.solve(rest, residual);
        }
        return shifts;
    }

    /** Coefficient of column j. */
    public double coefficient(int j) {
        return coefficients[j];
    }

    /** Sampling variance of {@code Σ combination[j] β[j]}. */
    public double variance(double... combination) {
        double sum = 0;
        for (double[] shift : shifts) {
            double moved = dot(combination, shift);
            sum += moved * moved;
        }
        return sum;
    }

    /** Value of {@code Σ combination[j] β[j]}. */
    public double value(double... combination) {
        return dot(combination, coefficients);
    }

    /** {@code √(n/(n − p))}: what every shift is multiplied by. */
    public double correction() {
        return inflation(residuals.length, df);
    }

    /** {@code n − p}: rows less coefficients, absorbed ones among them. */
    public int df() {
        return df;
    }

    /** What is left of the outcome, row by row. */
    public double[] residuals() {
        return residuals.clone();
    }

    /** {@code S⁻¹c}: the weight of each column's score in {@code Σ combination[j] β[j]}. */
    public double[] influence(double... combination) {
        return Cholesky.solve(total, combination);
    }

    /**
     * Sampling covariance of a coefficient with another estimate whose shifts by cluster are given. Where those shifts come
     * from the outcomes themselves they must be multiplied by {@link #correction}: {@code E[ẽ e'] = σ²M} has lost all of
     * n − p over n, half of which is in the shifts of the coefficient.
     */
    public double covariance(int j, double[] otherShifts) {
        double sum = 0;
        for (int g = 0; g < shifts.length; g++) {
            sum += shifts[g][j] * otherShifts[g];
        }
        return sum;
    }

    /** Number of clusters. */
    public int clusters() {
        return shifts.length;
    }

    /**
     * Number of clusters alike in information that tell {@code Σ combination[j] β[j]} as well: {@code (Σ γ_g)²/Σ γ_g²},
     * {@code γ_g = c'S⁻¹S_gS⁻¹c}; at most the number of clusters.
     */
    public double effectiveClusters(double... combination) {
        double[] solved = influence(combination);
        double sum = 0;
        double squares = 0;
        for (double[][] own : gram) {
            double part = 0;
            for (int a = 0; a < solved.length; a++) {
                part += solved[a] * dot(own[a], solved);
            }
            sum += part;
            squares += part * part;
        }
        return sum * sum / squares;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static void requireVariation(Rows rows, double[] before, double[] after, int j) {
        double was = 0;
        double left = 0;
        for (int i = 0; i < after.length; i++) {
            was += rows.weight()[i] * before[i] * before[i];
            left += rows.weight()[i] * after[i] * after[i];
        }
        if (!(left > 1e-10 * was)) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE, "column " + j + " does not vary within the fixed effects");
        }
    }

    /** A column without what the two sets of fixed effects explain. */
    private static double[] absorbed(Rows rows, double[] column) {
        double[] rest = column.clone();
        double size = 0;
        for (double v : column) {
            size = Math.max(size, Math.abs(v));
        }
        double moved = Double.POSITIVE_INFINITY;
        for (int sweep = 0; sweep < SWEEPS && moved > TOLERANCE * size; sweep++) {
            moved = Math.max(demean(rest, rows.weight(), rows.first()), demean(rest, rows.weight(), rows.second()));
        }
        return rest;
    }

    /** Takes the weighted mean of each level away; the largest mean taken. */
    private static double demean(double[] values, double[] weight, int[] level) {
        int levels = levels(level);
        double[] sum = new double[levels];
        double[] mass = new double[levels];
        for (int i = 0; i < values.length; i++) {
            sum[level[i]] += weight[i] * values[i];
            mass[level[i]] += weight[i];
        }
        double largest = 0;
        for (int l = 0; l < levels; l++) {
            sum[l] = mass[l] > 0 ? sum[l] / mass[l] : 0;
            largest = Math.max(largest, Math.abs(sum[l]));
        }
        for (int i = 0; i < values.length; i++) {
            values[i] -= sum[level[i]];
        }
        return largest;
    }

    private static int levels(int[] level) {
        int most = -1;
        for (int l : level) {
            most = Math.max(most, l);
        }
        return most + 1;
    }
}
