package covey.stats.design.cluster;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.regression.Cholesky;
import covey.stats.regression.SymmetricEigen;
import java.util.ArrayList;
import java.util.List;

/**
 * Least squares with cluster-robust inference from each cluster's cross-products, without unit rows.
 *
 * <p>With {@code S_g = X_g'X_g}, {@code b_g = X_g'y_g}, {@code ΣS_g = C C'} and whitened leverage
 * {@code W_g = C⁻¹S_gC'⁻¹}: {@code β = (ΣS_g)⁻¹Σb_g}, whitened score {@code v_g = f(W_g) C⁻¹(b_g − S_gβ)} with f of
 * {@link ClusterRobust}, and {@code V = C'⁻¹(Σ v_g v_g')C⁻¹}. It is exact, not an approximation: f is analytic, so
 * {@code X_g' f(X_g M X_g') = f(S_g M) X_g'}, {@code M = (ΣS_g)⁻¹}. For a coefficient vector c, {@code ℓ = C⁻¹c},
 * {@code q_g = W_g f(W_g)ℓ} and {@code d_g = ℓ'f W_g fℓ}, the Satterthwaite degrees of freedom under independent units
 * of one variance are {@code (tr P)²/tr P²}, {@code P_gh = 1{g = h} d_g − q_g'q_h}.
 *
 * <p>Assumes independent clusters. Agrees with clubSandwich 0.5.8 {@code vcovCR} and {@code coef_test} (CR0 to CR3,
 * Satterthwaite) to 1e-8. Throws {@code ZERO_VARIANCE} when the columns are collinear, {@code TOO_FEW_UNITS} with fewer
 * than two clusters. Cost per cluster: one eigenvalue problem in the number of columns.
 *
 * <p>Bell, McCaffrey (2002), Survey Methodology 28; Pustejovsky, Tipton (2018), JBES 36.
 */
public final class ClusterRegression {

    private final double[] coefficients;
    private final double[][] lower;
    private final List<double[][]> leverage;
    private final List<double[][]> stretch;
    private final List<double[]> scores;
    private final List<double[]> sizes;

    private ClusterRegression(double[] coefficients, double[][] lower) {
        this.coefficients = coefficients;
        this.lower = lower;
        leverage = new ArrayList<>();
        stretch = new ArrayList<>();
        scores = new ArrayList<>();
        sizes = new ArrayList<>();
    }

    /** Cross-products of one cluster, the first column of X being the constant. */
    public static final class Products {

        private final double[][] xx;
        private final double[] xy;

        /** Takes X'X and X'y, which must not be changed afterwards. */
        public Products(double[][] xx, double... xy) {
            this.xx = xx;
            this.xy = xy;
        }

        double[][] xx() {
            return xx;
        }

        double[] xy() {
            return xy;
        }
    }

    /** Fits all clusters. */
    public static ClusterRegression fit(List<Products> clusters, ClusterRobust type) {
        if (clusters.size() < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "2 clusters are needed, there are " + clusters.size());
        }
        int p = clusters.getFirst().xy.length;
        double[][] xx = new double[p][p];
        double[] xy = new double[p];
        for (Products cluster : clusters) {
            for (int i = 0; i < p; i++) {
                xy[i] += cluster.xy[i];
                for (int j = 0; j < p; j++) {
                    xx[i][j] += cluster.xx[i][j];
                }
            }
        }
        ClusterRegression fit = new ClusterRegression(Cholesky.solve(xx, xy), Cholesky.lower(xx));
        for (Products cluster : clusters) {
            fit.add(cluster, type, clusters.size());
        }
        return fit;
    }

    /** The coefficients β. */
    public double[] coefficients() {
        return coefficients.clone();
    }

    /** Each cluster's part of the error of c'β, whose sum of squares is the variance. */
    public double[] influence(double... c) {
        double[] whitened = forward(c);
        double[] parts = new double[scores.size()];
        for (int g = 0; g < parts.length; g++) {
            parts[g] = dot(whitened, scores.get(g));
        }
        return parts;
    }

    /** Cluster-robust variance of c'β. */
    public double variance(double... c) {
        double[] parts = influence(c);
        return dot(parts, parts);
    }

    /** Satterthwaite degrees of freedom of the variance of c'β. */
    public double df(double... c) {
        double[] whitened = forward(c);
        int p = whitened.length;
        double[][] outer = new double[p][p];
        double trace = 0;
        double squares = 0;
        for (int g = 0; g < scores.size(); g++) {
            double[] stretched = times(stretch.get(g), whitened);
            double[] q = times(leverage.get(g), stretched);
            double d = dot(stretched, q);
            double own = dot(q, q);
            trace += d - own;
            squares += d * d - 2 * d * own;
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    outer[i][j] += q[i] * q[j];
                }
            }
        }
        for (double[] row : outer) {
            squares += dot(row, row);
        }
        if (!(trace > 0 && squares > 0)) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    "each cluster fixes a coefficient of its own; use fewer covariates or strata");
        }
        return trace * trace / squares;
    }

    /**
     * Effective number of clusters for c'β: {@code G/(1 + Γ)}, Γ the squared coefficient of variation of
     * {@code γ_g = (c'M X_g'1)²}, which takes units of a cluster as wholly alike and so is the smallest such number.
     * Carter, Schnepel, Steigerwald (2017), Review of Economics and Statistics 99.
     */
    public double effectiveClusters(double... c) {
        double[] whitened = forward(c);
        double sum = 0;
        double squares = 0;
        for (double[] size : sizes) {
            double part = dot(whitened, size);
            sum += part * part;
            squares += part * part * part * part;
        }
        return sum * sum / squares;
    }

    private void add(Products cluster, ClusterRobust type, int clusters) {
        int p = coefficients.length;
        double[][] half = new double[p][];
        double[] residual = new double[p];
        for (int i = 0; i < p; i++) {
            half[i] = forward(cluster.xx[i]);
            residual[i] = cluster.xy[i] - dot(cluster.xx[i], coefficients);
        }
        double[][] w = new double[p][p];
        for (int j = 0; j < p; j++) {
            double[] column = new double[p];
            for (int i = 0; i < p; i++) {
                column[i] = half[i][j];
            }
            w[j] = forward(column);
        }
        SymmetricEigen eigen = SymmetricEigen.of(w);
        double[] f = new double[p];
        for (int i = 0; i < p; i++) {
            f[i] = type.factor(eigen.value(i), clusters);
        }
        double[][] factor = eigen.compose(f);
        leverage.add(w);
        stretch.add(factor);
        scores.add(times(factor, forward(residual)));
        sizes.add(half[0]);
    }

    /** C⁻¹x. */
    private double[] forward(double... x) {
        double[] solved = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double sum = x[i];
            for (int j = 0; j < i; j++) {
                sum -= lower[i][j] * solved[j];
            }
            solved[i] = sum / lower[i][i];
        }
        return solved;
    }

    private static double[] times(double[][] a, double... x) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = dot(a[i], x);
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
