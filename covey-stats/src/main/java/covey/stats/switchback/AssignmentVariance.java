package covey.stats.switchback;

import covey.stats.regression.AbsorbedRegression;
import java.util.stream.IntStream;

/**
 * What drawing the arms again would do to the estimates of a switchback, the outcomes being what they are.
 *
 * <p>Arms of windows are independent, so that the scores of two windows of a region have something in common only when
 * they are at most m apart: {@code Var(Σ x_t u_t) = Σ_t Σ_{|l| ≤ m} K(l) u_t u_{t+l}}, whatever memory the noise has and
 * whatever regions share. {@code u = w e}, e the residuals of {@code value = Σ_l β_l · treated(l windows ago) + region + time
 * of the cycle + e} over all windows whose past is known, stable or not. Of stable windows, {@code x_t = 1{stable}(arm −
 * μ)}, {@code K(l) = p^(m+1+l) (1 − μ)² + (1 − p)^(m+1+l) μ²} with {@code μ = p^(m+1)/(p^(m+1) + (1 − p)^(m+1))}; of the arms
 * themselves {@code K(l) = p(1 − p) 1{l = 0}}. p is the share of treated windows that was drawn. K is a covariance, so that no
 * variance is negative; it is exact for effects that add and are the same everywhere, and an effect that differs
 * between windows enters the residuals.
 *
 * <p>Bojinov, Simchi-Levi, Zhao (2023), Management Science 69, for the principle; simulated in {@code SwitchbackCoverageTest}.
 */
final class AssignmentVariance {
    private final int order;
    private final double share;
    private final AbsorbedRegression fit;
    private final double[] products;
    private final double mass;

    /**
     * @param panel the schedule
     * @param control number of the control arm
     * @param treatment number of the arm compared with it
     * @param order windows that an effect may last after its own
     */
    AssignmentVariance(SwitchbackPanel panel, int control, int treatment, int order) {
        this.order = order;
        int[] arms = panel.arms();
        int[] chosen = IntStream.range(0, panel.size())
                .filter(i -> panel.cell(i).weight() > 0 && panel.within(arms, i, order, control, treatment))
                .toArray();
        double[][] columns = new double[order + 1][chosen.length];
        for (int lag = 0; lag <= order; lag++) {
            for (int r = 0; r < chosen.length; r++) {
                columns[lag][r] = panel.armBefore(arms, chosen[r], lag) == treatment ? 1 : 0;
            }
        }
        this.fit = AbsorbedRegression.fit(panel.rows(chosen, order), columns);
        double[] u = new double[panel.size()];
        double[] residuals = fit.residuals();
        double sum = 0;
        for (int r = 0; r < chosen.length; r++) {
            double weight = panel.cell(chosen[r]).weight();
            u[chosen[r]] = weight * residuals[r];
            sum += weight;
        }
        this.mass = sum;
        this.products = new double[order + 1];
        for (int i : chosen) {
            for (int lag = 0; lag <= order; lag++) {
                products[lag] += u[i] * u[panel.before(i, lag)];
            }
        }
        long treated = IntStream.of(arms).filter(a -> a == treatment).count();
        long untreated = IntStream.of(arms).filter(a -> a == control).count();
        this.share = treated / (double) (treated + untreated);
    }

    /** The fit of the lags. */
    AbsorbedRegression fit() {
        return fit;
    }

    /** Variance of the difference of stable windows, times their information {@code Σ w x̃²}. */
    double ofStableWindows() {
        double treated = Math.pow(share, order + 1);
        double control = Math.pow(1 - share, order + 1);
        double centre = treated / (treated + control);
        double alone = 0;
        double sum = 0;
        for (int lag = 0; lag <= order; lag++) {
            double kernel = treated * (1 - centre) * (1 - centre) + control * centre * centre;
            alone = lag == 0 ? kernel : alone;
            sum += (lag == 0 ? 1 : 2) * kernel * products[lag];
            treated *= share;
            control *= 1 - share;
        }
        double rows = fit.residuals().length;
        return rows / fit.df() * sum / (alone * mass);
    }

    /**
     * Variance of a combination of lag coefficients. What fixed effects take from the residuals they take from the arms
     * as well: the two make up for each other.
     */
    double ofLags(double... combination) {
        double[] influence = fit.influence(combination);
        double sum = 0;
        for (int a = 0; a <= order; a++) {
            for (int b = 0; b <= order; b++) {
                sum += influence[a] * influence[b] * products[Math.abs(a - b)];
            }
        }
        return share * (1 - share) * sum;
    }
}
