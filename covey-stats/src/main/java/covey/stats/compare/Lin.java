package covey.stats.compare;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.regression.MomentRegression;
import java.util.List;

/**
 * Fully interacted regression adjustment: each arm has its own slopes and is predicted at the covariate mean of the
 * whole study.
 *
 * <p>With β_a the slopes in arm a, x̄ and S the mean and sample covariance of the covariates over all N units of the
 * study and σ²_a the residual variance with divisor n_a − 1 − k: {@code μ_a = ȳ_a − β_a'(x̄_a − x̄)},
 * {@code D = μ_t − μ_c}, {@code V = σ²_t/n_t + σ²_c/n_c + (β_t − β_c)' S (β_t − β_c)/N}; the last term is the sampling
 * of the study's units from their population. Baseline is the unadjusted control mean:
 * {@code Cov(D, ȳ_c) = −σ²_c/n_c + (β_t − β_c)' S β_c/N}. df by Welch–Satterthwaite over the three terms. Ratio metrics
 * enter by linearisation.
 *
 * <p>Assumes covariates fixed before exposure; never asymptotically worse than the plain difference, also with effects
 * that differ by covariate. Agrees with a normal-equation computation in numpy 2.4 to 1e-9. Constant and collinear
 * covariates are dropped and reported, and with none left the answer is that of {@link MeanDifference} to the last bit.
 * Throws {@code TOO_FEW_UNITS} when an arm has fewer than k + 3 units.
 *
 * <p>Lin (2013), Agnostic notes on regression adjustments to experimental data, Annals of Applied Statistics 7; Negi,
 * Wooldridge (2021), Econometric Reviews 40, for the last term.
 */
public final class Lin {

    private Lin() {}

    /** Adjusted contrast; {@code pooled} holds the moments of all arms of the study. */
    public static Contrast contrast(
            Moments control, Moments treatment, Moments pooled, Column y, List<Column> covariates) {
        return fit(control, treatment, pooled, y, covariates).contrast();
    }

    /** Adjusted contrast with what was used and what the plain contrast would be. */
    public static Adjustment fit(
            Moments control, Moments treatment, Moments pooled, Column y, List<Column> covariates) {
        Column[] all = Linearised.withResponseFirst(y, covariates);
        Moments c = Column.linearise(control, all);
        Moments t = Column.linearise(treatment, all);
        Moments study = Column.linearise(pooled, all);
        int[] candidates = Linearised.positions(covariates.size());
        List<Integer> kept = MomentRegression.independent(List.of(c, t), candidates);
        int[] regressors = kept.stream().mapToInt(i -> candidates[i]).toArray();
        Contrast plain = MeanDifference.contrast(c, t, 0);
        return new Adjustment(
                regressors.length == 0 ? plain : adjusted(c, t, study, regressors),
                plain,
                Linearised.pick(covariates, kept),
                Linearised.rest(covariates, kept));
    }

    private static Contrast adjusted(Moments c, Moments t, Moments study, int... x) {
        Fit control = Fit.of(c, study, x);
        Fit treatment = Fit.of(t, study, x);
        double[] gap = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            gap[i] = treatment.slopes[i] - control.slopes[i];
        }
        Arm population = new Arm(0, quadratic(gap, study, gap, x) / study.n(), study.n() - 1.0);
        double variance = control.arm.variance() + treatment.arm.variance() + population.variance();
        double covariance = -control.arm.variance() + quadratic(gap, study, control.slopes, x) / study.n();
        return new Contrast(
                treatment.arm.value() - control.arm.value(),
                variance,
                Arm.welch(control.arm, treatment.arm, population),
                c.mean(0),
                c.variance(0) / c.n(),
                covariance);
    }

    private static double quadratic(double[] left, Moments study, double[] right, int... x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                sum += left[i] * study.covariance(x[i], x[j]) * right[j];
            }
        }
        return sum;
    }

    private static final class Fit {

        private final Arm arm;
        private final double[] slopes;

        private Fit(Arm arm, double[] slopes) {
            this.arm = arm;
            this.slopes = slopes;
        }

        static Fit of(Moments block, Moments study, int... x) {
            double df = block.n() - 1.0 - x.length;
            if (df < 2) {
                throw new DegenerateDataException(
                        Reason.TOO_FEW_UNITS,
                        "an arm has " + block.n() + " units for " + x.length + " covariates; drop some covariates");
            }
            double[] slopes = MomentRegression.slopes(block, 0, x);
            double value = block.mean(0);
            double residual = block.crossM2(0, 0);
            for (int i = 0; i < x.length; i++) {
                value -= slopes[i] * (block.mean(x[i]) - study.mean(x[i]));
                residual -= slopes[i] * block.crossM2(x[i], 0);
            }
            return new Fit(new Arm(value, Math.max(0, residual) / df / block.n(), df), slopes);
        }
    }
}
