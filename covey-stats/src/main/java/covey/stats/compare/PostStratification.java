package covey.stats.compare;

import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.regression.MomentRegression;
import java.util.ArrayList;
import java.util.List;

/**
 * Comparison within strata known before exposure, weighted by each stratum's share of the units of all arms, with or
 * without CUPED inside the strata. With more arms than two every effect and every level is thereby on the same mix of
 * strata, and an effect is the difference of two levels.
 *
 * <p>With {@code w_k = n_k/N} and z̄_ak the mean of arm a in stratum k: {@code z̄_a = Σ_k w_k z̄_ak}, and the
 * covariance of any two stratified means is {@code Σ_k w_k² S_ak/n_ak} within an arm plus the multinomial term
 * {@code Cov_w(z̄_ak, z̄_bk)/N} for the estimated weights. Ratios and lifts follow by the delta method on the
 * stratified means. df by Satterthwaite over strata × arms and the multinomial term.
 *
 * <p>With covariates, {@code y − θ'x} takes the place of y in the difference. One θ serves all strata and both arms:
 * {@code θ = (Σ_k S_xx,k)⁻¹ Σ_k s_xy,k} over the moments inside each stratum, as {@link Cuped} takes them, so that one
 * stratum gives the answer of {@link Cuped}. Slopes of their own for each stratum would be fitted on as few as four
 * units and their error is in no variance. Covariates that do not vary inside strata are dropped and reported; with
 * none left the answer is the unadjusted one to the last bit.
 *
 * <p>The baseline is the post-stratified control value without covariates, an estimate of the same population mean as
 * the unadjusted one: this is the one method whose lift does not divide by the plain control mean.
 *
 * <p>Without covariates agrees with gbstats 0.8.0 EffectMomentsPostStratification (count and ratio, absolute and
 * relative) to 1e-9; with covariates gbstats does something else, which is {@link StratifiedAncova}. Throws
 * {@code TOO_FEW_UNITS} when a stratum has fewer than two units in an arm: merge strata. Miratrix, Sekhon, Yu (2013),
 * JRSS B 75; Xie, Aurisset (2016), KDD.
 */
public final class PostStratification {

    private PostStratification() {}

    /** Post-stratified contrast of a metric, plain or ratio. */
    public static Contrast contrast(List<Stratum> strata, Column y) {
        return fit(strata, y, List.of()).contrast();
    }

    /** Post-stratified contrast of a metric, plain or ratio, adjusted for covariates inside the strata. */
    public static Contrast contrast(List<Stratum> strata, Column y, List<Column> covariates) {
        return fit(strata, y, covariates).contrast();
    }

    /** Adjusted contrast with what was used and what post-stratification alone would give. */
    public static Adjustment fit(List<Stratum> strata, Column y, List<Column> covariates) {
        StratumShares shares = StratumShares.of(strata);
        Column[] all = Linearised.withResponseFirst(y, covariates);
        StratifiedArm c = StratifiedArm.of(strata.stream().map(Stratum::control).toList(), shares, all);
        StratifiedArm t =
                StratifiedArm.of(strata.stream().map(Stratum::treatment).toList(), shares, all);
        Moments inside = Linearised.insideBlocks(stacked(c, t));
        int[] candidates = Linearised.positions(covariates.size());
        List<Integer> kept = MomentRegression.independent(List.of(inside), candidates);
        int[] regressors = kept.stream().mapToInt(i -> candidates[i]).toArray();
        Contrast plain = adjusted(c, t, shares, new double[all.length]);
        if (regressors.length == 0) {
            return new Adjustment(plain, plain, List.of(), covariates);
        }
        Moments slopes = switch (y) {
            case Column.Plain ignored -> inside;
            case Column.Ratio ignored -> Linearised.insideBlocks(armsAlike(c, t, shares));
        };
        double[] theta = new double[all.length];
        double[] fitted = MomentRegression.slopes(slopes, 0, regressors);
        for (int i = 0; i < regressors.length; i++) {
            theta[regressors[i]] = fitted[i];
        }
        return new Adjustment(
                adjusted(c, t, shares, theta),
                plain,
                Linearised.pick(covariates, kept),
                Linearised.rest(covariates, kept));
    }

    /** The contrast of column 0 less θ'x, with the baseline column 0 as it stands. */
    private static Contrast adjusted(StratifiedArm c, StratifiedArm t, StratumShares shares, double... theta) {
        double[][] a = new double[2][theta.length];
        for (int i = 1; i < theta.length; i++) {
            a[0][i] = -theta[i];
        }
        a[0][0] = 1;
        a[1][0] = 1;
        StratifiedArm control = c.linear(a);
        StratifiedArm treatment = t.linear(a);
        double[] effect = new double[shares.size()];
        for (int k = 0; k < effect.length; k++) {
            effect[k] = treatment.means(0)[k] - control.means(0)[k];
        }
        double[] baseline = control.means(1);
        double population = shares.multinomial(effect, effect);
        List<Arm> parts = new ArrayList<>(control.parts(0));
        parts.addAll(treatment.parts(0));
        parts.add(new Arm(0, population, shares.total() - 1.0));
        return new Contrast(
                shares.mean(treatment.means(0)) - shares.mean(control.means(0)),
                control.within(0, 0) + treatment.within(0, 0) + population,
                Arm.welch(parts.toArray(new Arm[0])),
                shares.mean(baseline),
                control.within(1, 1) + shares.multinomial(baseline, baseline),
                -control.within(0, 1) + shares.multinomial(effect, baseline));
    }

    /** Both arms of each stratum together. */
    private static List<Moments> stacked(StratifiedArm c, StratifiedArm t) {
        List<Moments> blocks = new ArrayList<>();
        for (int k = 0; k < c.strata().size(); k++) {
            blocks.add(c.strata().get(k).plus(t.strata().get(k)));
        }
        return blocks;
    }

    /** The arms' covariances of each stratum, each arm counting alike and each stratum by its size. */
    private static List<Moments> armsAlike(StratifiedArm c, StratifiedArm t, StratumShares shares) {
        List<Moments> blocks = new ArrayList<>();
        for (int k = 0; k < c.strata().size(); k++) {
            Moments control = c.strata().get(k);
            Moments sum = Linearised.sumOfCovariances(control, t.strata().get(k));
            double[][] weighted = new double[sum.size()][sum.size()];
            for (int i = 0; i < sum.size(); i++) {
                for (int j = 0; j < sum.size(); j++) {
                    weighted[i][j] = shares.weight(k) * sum.crossM2(i, j);
                }
            }
            blocks.add(Moments.ofPopulation(1, new double[sum.size()], weighted));
        }
        return blocks;
    }
}
