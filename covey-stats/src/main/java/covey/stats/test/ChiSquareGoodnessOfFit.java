package covey.stats.test;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.distribution.ChiSquared;
import java.util.ArrayList;
import java.util.List;

/**
 * Pearson's chi-square test of counts against expected shares: the sample-ratio-mismatch test.
 *
 * <p>{@code X² = Σ (o_i − e_i)²/e_i} over arms of positive share, {@code e_i = N s_i/Σs}, df = arms of positive share −
 * 1. An arm of zero share takes no degree of freedom; a unit in it is impossible under the plan, so the statistic is
 * then infinite, p is 0 and the arm is listed.
 *
 * <p>Assumes a fixed look and expected counts of about 5 or more; for daily looks use
 * {@code covey.stats.sequential.MultinomialEProcess}. Agrees with gbstats 0.8.0 check_srm to 1e-8, except where that
 * engine counts zero-share arms in df. Throws {@code TOO_FEW_ARMS} below two arms of positive share,
 * {@code TOO_FEW_UNITS} for no units.
 *
 * <p>Pearson (1900); Fabijan et al. (2019), Diagnosing sample ratio mismatch, KDD.
 */
public final class ChiSquareGoodnessOfFit {

    private ChiSquareGoodnessOfFit() {}

    /**
     * Outcome of the test.
     *
     * @param statistic Pearson's X², infinite when a unit sits in an arm of zero share
     * @param df arms of positive share less one
     * @param pValue p-value
     * @param impossibleArms positions of arms with zero share that have units
     */
    public record Result(double statistic, int df, double pValue, List<Integer> impossibleArms) {

        /** Copies the list. */
        public Result {
            impossibleArms = List.copyOf(impossibleArms);
        }
    }

    /** Tests observed counts against shares, which are scaled to sum to 1. */
    public static Result test(long[] observed, double[] shares) {
        Shares expected = Shares.of(shares, observed.length);
        double total = 0;
        List<Integer> impossible = new ArrayList<>();
        for (int i = 0; i < observed.length; i++) {
            if (observed[i] < 0) {
                throw new IllegalArgumentException("observed count of arm " + i + " is negative: " + observed[i]);
            }
            total += observed[i];
            if (observed[i] > 0 && expected.share(i) == 0) {
                impossible.add(i);
            }
        }
        if (total == 0) {
            throw new DegenerateDataException(Reason.TOO_FEW_UNITS, "no units were observed in any arm");
        }
        int df = expected.positive() - 1;
        if (!impossible.isEmpty()) {
            return new Result(Double.POSITIVE_INFINITY, df, 0, impossible);
        }
        double statistic = 0;
        for (int i = 0; i < observed.length; i++) {
            double e = total * expected.share(i);
            if (e > 0) {
                statistic += (observed[i] - e) * (observed[i] - e) / e;
            }
        }
        return new Result(statistic, df, ChiSquared.survival(statistic, df), impossible);
    }
}
