package covey.stats.regression;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/** Cholesky factorisation of a small symmetric positive definite matrix. Cost k³/6 multiplications. */
public final class Cholesky {

    private Cholesky() {}

    /** Solves {@code A x = b}; throws {@code ZERO_VARIANCE} when A is not positive definite. */
    public static double[] solve(double[][] a, double[] b) {
        int k = b.length;
        double[][] l = factor(a);
        double[] x = new double[k];
        for (int i = 0; i < k; i++) {
            double sum = b[i];
            for (int j = 0; j < i; j++) {
                sum -= l[i][j] * x[j];
            }
            if (!(l[i][i] > 0)) {
                throw new DegenerateDataException(Reason.ZERO_VARIANCE, "column " + i + " is constant or collinear");
            }
            x[i] = sum / l[i][i];
        }
        for (int i = k - 1; i >= 0; i--) {
            double sum = x[i];
            for (int j = i + 1; j < k; j++) {
                sum -= l[j][i] * x[j];
            }
            x[i] = sum / l[i][i];
        }
        return x;
    }

    /** Lower factor L of {@code A = L L'}; throws {@code ZERO_VARIANCE} when A is not positive definite. */
    public static double[][] lower(double[][] a) {
        double[][] l = factor(a);
        for (int i = 0; i < a.length; i++) {
            if (!(l[i][i] > MomentRegression.TOLERANCE * Math.sqrt(a[i][i]))) {
                throw new DegenerateDataException(Reason.ZERO_VARIANCE, "column " + i + " is constant or collinear");
            }
        }
        return l;
    }

    /** Smallest squared pivot as a share of its own diagonal entry; 0 for a singular matrix. */
    static double smallestPivotShare(double[][] a) {
        double[][] l = factor(a);
        double smallest = 1;
        for (int i = 0; i < a.length; i++) {
            double share = a[i][i] > 0 ? l[i][i] * l[i][i] / a[i][i] : 0;
            smallest = Math.min(smallest, share);
        }
        return smallest;
    }

    /** Lower factor; a pivot that is not positive is left at 0 and its column is skipped. */
    private static double[][] factor(double[][] a) {
        int k = a.length;
        double[][] l = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int m = 0; m < j; m++) {
                    sum -= l[i][m] * l[j][m];
                }
                if (i == j) {
                    l[i][i] = Math.sqrt(Math.max(0, sum));
                } else {
                    l[i][j] = l[j][j] > 0 ? sum / l[j][j] : 0;
                }
            }
        }
        return l;
    }
}
