package covey.stats.power.history;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.Adjustment;
import covey.stats.compare.Contrast;
import covey.stats.design.pair.ClusterPair;
import covey.stats.design.pair.ClusterPairs;
import covey.stats.design.pair.MatchedPairs;
import covey.stats.design.pair.PairWeights;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.power.Freedom;
import covey.stats.power.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * What a history of pairs says of an experiment that treats one of each and is analysed by {@link ClusterPairs}.
 *
 * <p>That estimator is run on the history with every pair both ways round, so that it does not matter which member came
 * first: over m pairs with weights w_k and differences D_k the design's variance is {@code Σw_k²D_k²/(Σw_k)² = 2σ²/m}, σ²
 * the variance that one member contributes. Without pairs it would be {@code σ²_0}, from the members compared as two
 * samples; the pairs explain {@code 1 − σ²/σ²_0}, which for pairs of units is their intraclass correlation but for a term
 * of order 1/m. Degrees of freedom are those of the paired t, {@link Freedom#PAIRS}.
 *
 * <p>Covariates enter as the run takes them, by least squares of the differences on the covariates' differences: both ways
 * round that is a fit through the origin, whose residuals over {@code m − p} take the place of the differences; the run's p
 * slopes cost p degrees of freedom and the chance imbalance that {@link Freedom} counts.
 *
 * <p>Assumes that pairs will be made as they were in the history. Throws {@code TOO_FEW_UNITS} below two pairs,
 * {@code ZERO_VARIANCE}.
 *
 * @param outcome the metric, the unit being a member of a pair: a unit, or a cluster
 * @param pairs number of complete pairs
 * @param explained share of the variance that the pairs alone explain; below zero where they make it larger
 * @param freedom degrees of freedom of an arm
 */
public record PairedHistory(Outcome outcome, int pairs, double explained, Freedom freedom) {

    private static final double ALMOST = 1 - 1e-9;

    /** Pairs of clusters, or of units as clusters of one. */
    public static PairedHistory of(List<ClusterPair> pairs, Column y) {
        return of(pairs, y, List.of());
    }

    /** The same where the pairs' differences are adjusted for their differences in covariates. */
    public static PairedHistory of(List<ClusterPair> pairs, Column y, List<Column> covariates) {
        int m = pairs.size();
        if (m < 2) {
            throw tooFew(m);
        }
        List<ClusterPair> bothWays = new ArrayList<>(pairs);
        pairs.forEach(p -> bothWays.add(new ClusterPair(/* control= */ p.treatment(), /* treatment= */ p.control())));
        return of(m, ClusterPairs.fit(bothWays, y, covariates, PairWeights.UNITS));
    }

    /**
     * Pairs of units, of which the moments over all members and over the pairs' means are known.
     *
     * @param members moments over the 2m members
     * @param means moments over the means of the m pairs
     */
    public static PairedHistory of(Moments members, Moments means, Column y, List<Column> covariates) {
        if (members.n() != 2 * means.n()) {
            throw new IllegalArgumentException(members.n() + " members are not those of " + means.n() + " pairs");
        }
        if (means.n() < 2) {
            throw tooFew(means.n());
        }
        return of(Math.toIntExact(means.n()), MatchedPairs.bothWays(members, means, y, covariates));
    }

    private static DegenerateDataException tooFew(long pairs) {
        return new DegenerateDataException(
                Reason.TOO_FEW_UNITS, "the history has " + pairs + " complete pairs, and two are the least");
    }

    private static PairedHistory of(int m, Adjustment fit) {
        Contrast plain = fit.unadjusted();
        // 2m rows whose differences add to zero, over their degrees of freedom 2m - 1
        double variance = plain.variance() * (2.0 * m - 1) / 2;
        double alone = plain.baselineVariance() * 2 * m;
        int used = m - 1 - fit.used().size() < 1 ? 0 : fit.used().size();
        // a slope through the origin costs the m pairs one degree of freedom
        double left = used == 0 ? variance : fit.contrast().variance() * m * (2.0 * m - 1 - used) / (2.0 * (m - used));
        double explained = 1 - left / alone;
        Outcome outcome = explained >= 0
                ? Outcome.ofMean(plain.baseline(), alone).explaining(Math.min(explained, ALMOST))
                : Outcome.ofMean(plain.baseline(), left);
        Freedom freedom = new Freedom(Freedom.PAIRS.perUnit(), (1 + used) / 2.0, used);
        return new PairedHistory(outcome, m, 1 - variance / alone, freedom);
    }

    /** The two units of a pair whose moments alone are known; which of them is which does not matter. */
    public static ClusterPair ofTwo(Moments pair) {
        if (pair.n() != 2) {
            throw new IllegalArgumentException("a pair has two units, got " + pair.n());
        }
        int k = pair.size();
        double[] first = new double[k];
        double[] second = new double[k];
        int lead = -1;
        for (int i = 0; i < k; i++) {
            double half = Math.sqrt(pair.crossM2(i, i) / 2);
            if (lead < 0 && half > 0) {
                lead = i;
            }
            double signed = lead >= 0 && pair.crossM2(i, lead) < 0 ? -half : half;
            first[i] = pair.mean(i) + signed;
            second[i] = pair.mean(i) - signed;
        }
        return new ClusterPair(
                Moments.ofPopulation(1, first, new double[k][k]), Moments.ofPopulation(1, second, new double[k][k]));
    }
}
