package covey.stats.compare;

import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.regression.MomentRegression;
import java.util.ArrayList;
import java.util.List;

/**
 * CUPED: subtracts from each arm's mean what pre-period covariates predict, with one slope θ for both arms.
 *
 * <p>{@code D = (ȳ_t − ȳ_c) − θ'(x̄_t − x̄_c)}, {@code V = Σ_a Var_a(y − θ'x)/n_a}, df Welch on the adjusted arm
 * variances. The baseline is the unadjusted control mean, with {@code Cov(D, ȳ_c) = −Cov_c(y − θ'x, y)/n_c}. θ is
 * {@code S_xx⁻¹ s_xy}, where for a plain metric S are the moments of both arms stacked, and for a ratio metric the sum
 * of the two arms' sample covariances of the linearised columns: the conventions of gbstats 0.8.0, equal to first
 * order.
 *
 * <p>Assumes covariates fixed before exposure; a covariate the treatment moves biases the answer. Agrees with gbstats
 * 0.8.0 RegressionAdjustedStatistic (one covariate) to 1e-9; its relative standard error is
 * {@link Contrast#deltaLiftAt} at the unadjusted lift. Constant and collinear covariates are dropped and reported.
 * Throws what the plain comparison throws.
 *
 * <p>Deng, Xu, Kohavi, Walker (2013), WSDM.
 */
public final class Cuped {

    private Cuped() {}

    /** Adjusted contrast of column y on plain covariates. */
    public static Contrast contrast(Moments control, Moments treatment, int y, int... covariates) {
        return fit(control, treatment, Column.of(y), columns(covariates)).contrast();
    }

    /** Adjusted contrast of a metric, plain or ratio, with what was used and what the plain contrast would be. */
    public static Adjustment fit(Moments control, Moments treatment, Column y, List<Column> covariates) {
        Column[] all = Linearised.withResponseFirst(y, covariates);
        Moments c = Column.linearise(control, all);
        Moments t = Column.linearise(treatment, all);
        int[] candidates = Linearised.positions(covariates.size());
        List<Integer> kept = MomentRegression.independent(List.of(c.plus(t)), candidates);
        int[] regressors = kept.stream().mapToInt(i -> candidates[i]).toArray();
        double[] theta = theta(c, t, y, regressors);
        Contrast plain = MeanDifference.contrast(c, t, 0);
        return new Adjustment(
                regressors.length == 0 ? plain : adjusted(c, t, theta, regressors),
                plain,
                Linearised.pick(covariates, kept),
                Linearised.rest(covariates, kept));
    }

    private static double[] theta(Moments c, Moments t, Column y, int... regressors) {
        Moments slopes = switch (y) {
            case Column.Plain plain -> c.plus(t);
            case Column.Ratio ratio -> Linearised.sumOfCovariances(c, t);
        };
        return MomentRegression.slopes(slopes, 0, regressors);
    }

    private static Contrast adjusted(Moments c, Moments t, double[] theta, int... regressors) {
        double[][] a = new double[2][c.size()];
        a[0][0] = 1;
        a[1][0] = 1;
        for (int i = 0; i < regressors.length; i++) {
            a[0][regressors[i]] = -theta[i];
        }
        Moments ac = c.linear(a);
        Moments at = t.linear(a);
        Contrast difference = MeanDifference.contrast(ac, at, 0);
        double n = ac.n();
        return new Contrast(
                difference.difference(),
                difference.variance(),
                difference.df(),
                ac.mean(1),
                ac.variance(1) / n,
                -ac.covariance(0, 1) / n);
    }

    private static List<Column> columns(int... indices) {
        List<Column> columns = new ArrayList<>();
        for (int index : indices) {
            columns.add(Column.of(index));
        }
        return columns;
    }
}
