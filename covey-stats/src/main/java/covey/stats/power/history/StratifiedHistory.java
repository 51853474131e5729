package covey.stats.power.history;

import covey.stats.compare.Adjustment;
import covey.stats.compare.Contrast;
import covey.stats.compare.PostStratification;
import covey.stats.compare.Stratum;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.power.Freedom;
import covey.stats.power.Outcome;
import java.util.List;

/**
 * What strata known before exposure take off the variance of an experiment that is analysed by
 * {@link PostStratification}.
 *
 * <p>That estimator is run on the history with the same units in both arms: with n units an arm its variance is
 * {@code 2σ²_in/n}, {@code σ²_in = Σ_k w_kσ²_k} the variance inside strata of weights w_k, after covariates inside strata.
 * The share explained is {@code 1 − σ²_in/σ²}, and Satterthwaite's degrees of freedom give the {@link Freedom}. Assumes
 * that units enter the strata as in the history and have the planned shares in each; the variance of the estimated
 * weights is left out, since it vanishes where the effect is one for all. Throws {@code TOO_FEW_UNITS} when a stratum has
 * fewer than two units.
 *
 * @param outcome the metric with the shares of strata and covariates explained
 * @param byStrata share of the variance that the strata alone explain, at least 0
 * @param freedom degrees of freedom of an arm
 */
public record StratifiedHistory(Outcome outcome, double byStrata, Freedom freedom) {

    private static final double ALMOST = 1 - 1e-9;

    /**
     * The strata of a history.
     *
     * @param plain the metric without strata or covariates
     * @param strata moments of the units of each stratum
     * @param y the metric
     * @param covariates covariates, used inside the strata
     */
    public static StratifiedHistory of(Outcome plain, List<Moments> strata, Column y, List<Column> covariates) {
        List<Stratum> twice = strata.stream().map(s -> new Stratum(s, s)).toList();
        Adjustment fit = PostStratification.fit(twice, y, covariates);
        double units = strata.stream().mapToLong(Moments::n).sum();
        Moments all = Moments.sum(strata);
        Contrast one = PostStratification.contrast(List.of(new Stratum(all, all)), y);
        double byStrata = explained(fit.unadjusted(), one);
        Freedom freedom = new Freedom((fit.contrast().df() / 2 + strata.size()) / units, strata.size());
        return new StratifiedHistory(plain.explaining(explained(fit.contrast(), one)), byStrata, freedom);
    }

    private static double explained(Contrast less, Contrast than) {
        return Math.clamp(1 - less.variance() / than.variance(), 0, ALMOST);
    }
}
