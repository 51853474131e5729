package covey.stats.regression;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations: {@code A = Q diag(λ) Q'}.
 *
 * <p>Reconstructs A to 1e-13 of its norm for the sizes that regressions have. Cost about 10 k³ multiplications. Golub,
 * Van Loan (2013), Matrix Computations, 8.5.
 */
public final class SymmetricEigen {

    private static final int SWEEPS = 60;

    private final double[] values;
    private final double[][] vectors;

    private SymmetricEigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /** Decomposes a symmetric matrix, which is not changed. */
    public static SymmetricEigen of(double[][] matrix) {
        int k = matrix.length;
        double[][] a = new double[k][];
        double[][] q = new double[k][k];
        for (int i = 0; i < k; i++) {
            a[i] = matrix[i].clone();
            q[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS && offDiagonal(a) > 0; sweep++) {
            for (int i = 0; i < k; i++) {
                for (int j = i + 1; j < k; j++) {
                    rotate(a, q, i, j);
                }
            }
        }
        double[] values = new double[k];
        for (int i = 0; i < k; i++) {
            values[i] = a[i][i];
        }
        return new SymmetricEigen(values, q);
    }

    /** Eigenvalue i, in no particular order. */
    public double value(int i) {
        return values[i];
    }

    /** The matrix {@code Q diag(f) Q'} for a function's values at the eigenvalues, in their order. */
    public double[][] compose(double... f) {
        int k = values.length;
        double[][] result = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                for (int m = 0; m < k; m++) {
                    result[i][j] += vectors[i][m] * f[m] * vectors[j][m];
                }
            }
        }
        return result;
    }

    private static double offDiagonal(double[][] a) {
        double diagonal = 0;
        double off = 0;
        for (int i = 0; i < a.length; i++) {
            diagonal += a[i][i] * a[i][i];
            for (int j = i + 1; j < a.length; j++) {
                off += a[i][j] * a[i][j];
            }
        }
        return off > 1e-32 * diagonal ? off : 0;
    }

    private static void rotate(double[][] a, double[][] q, int i, int j) {
        if (a[i][j] == 0) {
            return;
        }
        double theta = (a[j][j] - a[i][i]) / (2 * a[i][j]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = t * c;
        for (int m = 0; m < a.length; m++) {
            double left = a[m][i];
            double right = a[m][j];
            a[m][i] = c * left - s * right;
            a[m][j] = s * left + c * right;
        }
        for (int m = 0; m < a.length; m++) {
            double left = a[i][m];
            double right = a[j][m];
            a[i][m] = c * left - s * right;
            a[j][m] = s * left + c * right;
            double leftVector = q[m][i];
            double rightVector = q[m][j];
            q[m][i] = c * leftVector - s * rightVector;
            q[m][j] = s * leftVector + c * rightVector;
        }
    }
}
