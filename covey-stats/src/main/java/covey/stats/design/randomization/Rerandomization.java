package covey.stats.design.randomization;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.design.Side;
import covey.stats.distribution.ChiSquared;
import covey.stats.regression.Cholesky;
import java.util.List;

/**
 * Re-randomisation: assignments are drawn until the arms' covariate means are close.
 *
 * <p>With δ the difference of covariate means and {@code (1/n₁ + 1/n₀)² Σ_s t_s c_s S_s/n_s} its covariance V over the
 * assignments of the design, t_s treated and c_s untreated of the n_s units of stratum s and S_s their sample covariance:
 * {@code M = (δ − Eδ)'V⁻¹(δ − Eδ)}, accepted when {@code M ≤ a}, a the quantile of the chi-squared distribution on k
 * covariates at the share accepted. Without strata {@code M = n p (1 − p) δ'S⁻¹δ}, p the treated share; with one share treated
 * in all strata δ is the stratified difference. The variance of the (stratified) difference of means falls by
 * {@code (1 − v) R²}, {@code v = P(χ²_{k+2} ≤ a)/P(χ²_k ≤ a)}, R² the share of the outcome's variance that the covariates
 * explain inside arms and strata.
 *
 * <p>Analysis: {@link covey.stats.compare.Lin} on the same covariates, whose error is then right, or the
 * {@link RandomizationTest} over the accepted assignments. The plain difference of means keeps its level but its
 * interval is too wide. Assumes covariates fixed before assignment. M and v agree with numpy 2.4 and scipy 1.17 to
 * 1e-10. Throws {@code ZERO_VARIANCE} when covariates are constant or collinear inside strata. Cost of a draw: n k, on
 * average repeated one over the share accepted.
 *
 * <p>Morgan, Rubin (2012), Annals of Statistics 40; Li, Ding, Rubin (2018), PNAS 115; Li, Ding (2020), JRSS B 82; Wang,
 * Wang, Liu (2023), JASA 118, for strata.
 */
public final class Rerandomization {

    private final Assignments design;
    /** What each unit adds to δ − Eδ when it is treated, in units in which V is the identity. */
    private final double[][] parts;

    private final double threshold;

    private Rerandomization(Assignments design, double[][] parts, double threshold) {
        this.design = design;
        this.parts = parts;
        this.threshold = threshold;
    }

    /**
     * The criterion.
     *
     * @param covariates rows, one a unit
     * @param design what is drawn from
     * @param acceptance share of its assignments accepted, in (0, 1]
     */
    public static Rerandomization of(double[][] covariates, Assignments design, double acceptance) {
        if (!(acceptance > 0 && acceptance <= 1)) {
            throw new IllegalArgumentException("the share accepted must lie in (0, 1], got " + acceptance);
        }
        if (covariates.length != design.size()) {
            throw new IllegalArgumentException(
                    "there are " + covariates.length + " rows of covariates for " + design.size() + " units");
        }
        if (covariates.length < 3) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "re-randomisation needs at least 3 units, there are " + covariates.length);
        }
        int k = covariates[0].length;
        double[][] parts = new double[covariates.length][k];
        double[][] covariance = new double[k][k];
        double arms = 1.0 / design.treated() + 1.0 / (design.size() - design.treated());
        for (Assignments.Stratum stratum : design.strata()) {
            centre(covariates, parts, stratum.units(), arms);
            add(covariance, parts, stratum);
        }
        double[][] lower = Cholesky.lower(covariance);
        for (double[] part : parts) {
            whiten(lower, part);
        }
        return new Rerandomization(design, parts, ChiSquared.quantile(acceptance, k));
    }

    private static void centre(double[][] covariates, double[][] parts, List<Integer> units, double scale) {
        for (int j = 0; j < covariates[0].length; j++) {
            double mean = 0;
            for (int unit : units) {
                mean += covariates[unit][j] / units.size();
            }
            for (int unit : units) {
                parts[unit][j] = scale * (covariates[unit][j] - mean);
            }
        }
    }

    /** Adds the covariance of a total over the treated of a stratum: t (1 − t/n) S. */
    private static void add(double[][] covariance, double[][] parts, Assignments.Stratum stratum) {
        double n = stratum.units().size();
        double factor = n < 2 ? 0 : stratum.treated() * (n - stratum.treated()) / (n * (n - 1));
        for (int unit : stratum.units()) {
            for (int i = 0; i < covariance.length; i++) {
                for (int j = 0; j < covariance.length; j++) {
                    covariance[i][j] += factor * parts[unit][i] * parts[unit][j];
                }
            }
        }
    }

    /** Solves {@code L z = part} in place. */
    private static void whiten(double[][] lower, double... part) {
        for (int i = 0; i < part.length; i++) {
            for (int j = 0; j < i; j++) {
                part[i] -= lower[i][j] * part[j];
            }
            part[i] /= lower[i][i];
        }
    }

    /** The largest M accepted, a. */
    public double threshold() {
        return threshold;
    }

    /** Mahalanobis distance M between the arms of an assignment of the design. */
    public double distance(Side... sides) {
        double[] gap = new double[parts[0].length];
        for (int unit = 0; unit < sides.length; unit++) {
            if (sides[unit] == Side.TREATMENT) {
                for (int i = 0; i < gap.length; i++) {
                    gap[i] += parts[unit][i];
                }
            }
        }
        double sum = 0;
        for (double g : gap) {
            sum += g * g;
        }
        return sum;
    }

    /** The assignments of the design that are accepted. */
    public Assignments accepted() {
        return design.accepting(sides -> distance(sides) <= threshold);
    }

    /** Variance of the difference of means after re-randomisation over that without, {@code 1 − (1 − v) R²}. */
    public double varianceFactor(double explained) {
        int k = parts[0].length;
        double v = threshold == Double.POSITIVE_INFINITY
                ? 1
                : ChiSquared.cdf(threshold, k + 2.0) / ChiSquared.cdf(threshold, k);
        return 1 - (1 - v) * explained;
    }
}
