package covey.stats.compare;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.regression.Cholesky;
import covey.stats.regression.MomentRegression;
import java.util.ArrayList;
import java.util.List;

/**
 * Post-stratification with an analysis of covariance in each stratum: slopes of the stratum's own, shared by its arms,
 * and one residual variance for both arms. For comparison with other tools; the method of Covey is
 * {@link PostStratification}, because a shared variance misstates the error when the smaller arm varies more or less
 * than the larger one.
 *
 * <p>In stratum k, with S and s the cross-products of covariates and of covariates with y about the arm means, summed
 * over arms, {@code θ = S⁻¹ s}, {@code σ² = (S_yy − θ's)/(n − 2 − p)}, Δ the arms' difference in covariate means and
 * {@code g = Δ n_t/n}:
 *
 * <ul>
 *   <li>effect {@code d = ȳ_t − ȳ_c − θ'Δ}, variance {@code σ²(1/n_c + 1/n_t + Δ'S⁻¹Δ)};
 *   <li>control value at the stratum's covariate mean {@code μ = ȳ_c + θ'g}, variance {@code σ²(1/n_c + g'S⁻¹g +
 *       tr(S⁻¹V)/n) + θ'Vθ/n} with V the covariates' sample covariance in the stratum;
 *   <li>covariance {@code −σ²(1/n_c + Δ'S⁻¹g)}.
 * </ul>
 *
 * <p>Strata combine as in {@link PostStratification}. df by Satterthwaite over strata and the multinomial term. Here
 * the baseline is adjusted for the covariates too.
 *
 * <p>Agrees with gbstats 0.8.0 EffectMomentsPostStratification on RegressionAdjustedStatistic (absolute and delta-method
 * relative, one covariate, several strata) to 1e-9; with a single stratum gbstats changes over to {@link Cuped}, and
 * its df are those of the whole arms. Covariates that are constant or collinear in a stratum are left out of it. Throws
 * {@code TOO_FEW_UNITS} when a stratum has no residual degree of freedom.
 */
public final class StratifiedAncova {

    private StratifiedAncova() {}

    /** Contrast of column y on plain covariates. */
    public static Contrast contrast(List<Stratum> strata, int y, int... covariates) {
        StratumShares shares = StratumShares.of(strata);
        Column[] columns = new Column[covariates.length + 1];
        columns[0] = Column.of(y);
        for (int i = 0; i < covariates.length; i++) {
            columns[i + 1] = Column.of(covariates[i]);
        }
        List<Fit> fits = strata.stream()
                .map(stratum -> Fit.of(
                        Column.linearise(stratum.control(), columns), Column.linearise(stratum.treatment(), columns)))
                .toList();
        double[] effect = fits.stream().mapToDouble(fit -> fit.effect).toArray();
        double[] baseline = fits.stream().mapToDouble(fit -> fit.baseline).toArray();
        double population = shares.multinomial(effect, effect);
        List<Arm> parts = new ArrayList<>();
        for (int k = 0; k < fits.size(); k++) {
            double weight = shares.weight(k);
            parts.add(new Arm(0, weight * weight * fits.get(k).effectVariance, fits.get(k).df));
        }
        parts.add(new Arm(0, population, shares.total() - 1.0));
        return new Contrast(
                shares.mean(effect),
                shares.within(fits.stream()
                                .mapToDouble(fit -> fit.effectVariance)
                                .toArray())
                        + population,
                Arm.welch(parts.toArray(new Arm[0])),
                shares.mean(baseline),
                shares.within(fits.stream()
                                .mapToDouble(fit -> fit.baselineVariance)
                                .toArray())
                        + shares.multinomial(baseline, baseline),
                shares.within(fits.stream().mapToDouble(fit -> fit.covariance).toArray())
                        + shares.multinomial(effect, baseline));
    }

    /** The regression of one stratum on the covariates in positions 1 and up, the response being in position 0. */
    private static final class Fit {

        private final double effect;
        private final double baseline;
        private final double effectVariance;
        private final double baselineVariance;
        private final double covariance;
        private final double df;

        private Fit(Moments c, Moments t, Moments inside, int... x) {
            Moments both = c.plus(t);
            double[] theta = MomentRegression.slopes(inside, 0, x);
            double[][] s = new double[x.length][x.length];
            double[][] v = new double[x.length][x.length];
            double[] gap = new double[x.length];
            double residual = inside.crossM2(0, 0);
            for (int i = 0; i < x.length; i++) {
                gap[i] = t.mean(x[i]) - c.mean(x[i]);
                residual -= theta[i] * inside.crossM2(x[i], 0);
                for (int j = 0; j < x.length; j++) {
                    s[i][j] = inside.crossM2(x[i], x[j]);
                    v[i][j] = both.covariance(x[i], x[j]);
                }
            }
            double n = both.n();
            df = n - 2 - x.length;
            double share = t.n() / n;
            double spread = dot(gap, Cholesky.solve(s, gap));
            double trace = 0;
            double slopeSpread = 0;
            for (int i = 0; i < x.length; i++) {
                trace += Cholesky.solve(s, v[i])[i];
                slopeSpread += theta[i] * dot(v[i], theta);
            }
            double sigma = Math.max(0, residual) / df;
            effect = t.mean(0) - c.mean(0) - dot(theta, gap);
            baseline = c.mean(0) + share * dot(theta, gap);
            effectVariance = sigma * (1.0 / c.n() + 1.0 / t.n() + spread);
            baselineVariance = sigma * (1.0 / c.n() + share * share * spread + trace / n) + slopeSpread / n;
            covariance = -sigma * (1.0 / c.n() + share * spread);
        }

        static Fit of(Moments c, Moments t) {
            Moments inside = Linearised.insideBlocks(List.of(c, t));
            int[] candidates = Linearised.positions(c.size() - 1);
            int[] x = MomentRegression.independent(List.of(inside), candidates).stream()
                    .mapToInt(i -> candidates[i])
                    .toArray();
            if (inside.n() < 3 + x.length) {
                throw new DegenerateDataException(
                        Reason.TOO_FEW_UNITS,
                        "a stratum has " + inside.n() + " units for " + x.length + " covariates; merge strata");
            }
            return new Fit(c, t, inside, x);
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }
}
