package covey.stats.design.randomization;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.design.Side;
import covey.stats.distribution.ChiSquared;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import covey.stats.regression.Cholesky;
import java.util.function.Predicate;

/**
 * Re-randomisation: assignments are drawn until the arms' covariate means are close.
 *
 * <p>With δ the difference of covariate means, S their sample covariance over all n units and p the treated share:
 * {@code M = n p (1 − p) δ'S⁻¹δ}, accepted when {@code M ≤ a}, a the quantile of the chi-squared distribution on k
 * covariates at the share accepted. The variance of the difference of means falls by {@code (1 − v) R²},
 * {@code v = P(χ²_{k+2} ≤ a)/P(χ²_k ≤ a)}, R² the share of the outcome's variance that the covariates explain inside
 * arms.
 *
 * <p>Analysis: {@link covey.stats.compare.Lin} on the same covariates, whose error is then right, or the
 * {@link RandomizationTest} over the accepted assignments. The plain difference of means keeps its level but its
 * interval is too wide. Assumes covariates fixed before assignment. M and v agree with numpy 2.4 and scipy 1.17 to
 * 1e-10. Throws {@code ZERO_VARIANCE} when covariates are constant or collinear. Cost of a draw: n k, on average
 * repeated one over the share accepted.
 *
 * <p>Morgan, Rubin (2012), Annals of Statistics 40; Li, Ding, Rubin (2018), PNAS 115; Li, Ding (2020), JRSS B 82.
 */
public final class Rerandomization {

    private final double[][] rows;
    private final double[][] covariance;
    private final double threshold;

    private Rerandomization(double[][] rows, double[][] covariance, double threshold) {
        this.rows = rows;
        this.covariance = covariance;
        this.threshold = threshold;
    }

    /** The criterion on rows of covariates, one a unit, for a share of assignments accepted in (0, 1]. */
    public static Rerandomization of(double[][] covariates, double acceptance) {
        if (!(acceptance > 0 && acceptance <= 1)) {
            throw new IllegalArgumentException("the share accepted must lie in (0, 1], got " + acceptance);
        }
        if (covariates.length < 3) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "re-randomisation needs at least 3 units, there are " + covariates.length);
        }
        Moments moments = Moments.ofRows(covariates);
        int k = moments.size();
        double[][] covariance = new double[k][k];
        double[][] rows = new double[covariates.length][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                covariance[i][j] = moments.covariance(i, j);
            }
            for (int r = 0; r < rows.length; r++) {
                rows[r][i] = covariates[r][i] - moments.mean(i);
            }
        }
        Cholesky.lower(covariance);
        return new Rerandomization(rows, covariance, ChiSquared.quantile(acceptance, k));
    }

    /** The largest M accepted, a. */
    public double threshold() {
        return threshold;
    }

    /** Mahalanobis distance M between the arms of an assignment. */
    public double distance(Side... sides) {
        MomentAccumulator control = new MomentAccumulator(covariance.length);
        MomentAccumulator treatment = new MomentAccumulator(covariance.length);
        for (int r = 0; r < rows.length; r++) {
            (sides[r] == Side.TREATMENT ? treatment : control).add(rows[r]);
        }
        Moments c = control.moments();
        Moments t = treatment.moments();
        double[] gap = new double[covariance.length];
        for (int i = 0; i < gap.length; i++) {
            gap[i] = t.mean(i) - c.mean(i);
        }
        double[] solved = Cholesky.solve(covariance, gap);
        double sum = 0;
        for (int i = 0; i < gap.length; i++) {
            sum += gap[i] * solved[i];
        }
        return sum * c.n() * t.n() / rows.length;
    }

    /** The assignments of a design that are accepted. */
    public Assignments within(Assignments design) {
        Predicate<Side[]> balanced = sides -> distance(sides) <= threshold;
        return design.accepting(balanced);
    }

    /** Variance of the difference of means after re-randomisation over that without, {@code 1 − (1 − v) R²}. */
    public double varianceFactor(double explained) {
        int k = covariance.length;
        double v = threshold == Double.POSITIVE_INFINITY
                ? 1
                : ChiSquared.cdf(threshold, k + 2.0) / ChiSquared.cdf(threshold, k);
        return 1 - (1 - v) * explained;
    }
}
