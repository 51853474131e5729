package covey.stats.power;

import covey.stats.interval.Bounds;
import covey.stats.test.KolmogorovSmirnov;
import covey.stats.test.TestResult;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What A/A replays on history say about a test and its intervals: no arm differs, so p-values must be uniform and
 * intervals of level c must contain zero in a share c of the replays.
 *
 * <p>Uniformity by Kolmogorov–Smirnov; the number of hits against the central 99.9 % of Binomial(R, c), and the
 * rejections at .05 against that of Binomial(R, .05). Assumes splits drawn
 * independently of each other; then the replays are independent given the history, and the check is of this history
 * and this number of units. Metrics with few distinct values have few distinct p-values, for which uniformity is too
 * much to ask.
 *
 * @param replays number of replays R
 * @param uniformity Kolmogorov–Smirnov statistic and p-value
 * @param covered intervals that contain zero
 * @param coveredBand fewest and most such intervals to be expected
 * @param rejected p-values below .05
 * @param rejectedBand fewest and most such p-values to be expected
 */
public record ReplayCheck(
        int replays, TestResult uniformity, int covered, Bounds coveredBand, int rejected, Bounds rejectedBand) {

    private static final double BAND = 0.999;
    private static final double REJECTION = 0.05;

    /**
     * Checks replays.
     *
     * @param pValues one p-value of each replay
     * @param covered replays whose interval contains zero
     * @param level confidence level of the intervals
     */
    public static ReplayCheck of(double[] pValues, int covered, double level) {
        int replays = pValues.length;
        if (covered < 0 || covered > replays) {
            throw new IllegalArgumentException(covered + " intervals of " + replays + " replays contain zero");
        }
        TestResult uniformity = KolmogorovSmirnov.uniform(pValues);
        int rejected = (int) Arrays.stream(pValues).filter(p -> p < REJECTION).count();
        return new ReplayCheck(replays, uniformity, covered, band(replays, level), rejected, band(replays, REJECTION));
    }

    /** Share of intervals that contain zero. */
    public double coverage() {
        return (double) covered / replays;
    }

    /** Share of p-values below .05. */
    public double falseAlarms() {
        return (double) rejected / replays;
    }

    /** Whether uniformity is not rejected at .001 and both counts lie inside their bands. */
    public boolean passes() {
        return covers() && uniformity.pValue() >= 1 - BAND && rejectedBand.contains(rejected);
    }

    /** Whether intervals held the truth as often as they say, whatever the p-values look like in the middle. */
    public boolean covers() {
        return coveredBand.contains(covered);
    }

    private static Bounds band(int replays, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("level must lie in (0, 1), got " + share);
        }
        BinomialDistribution count = BinomialDistribution.of(replays, share);
        double tail = (1 - BAND) / 2;
        return new Bounds(count.inverseCumulativeProbability(tail), count.inverseSurvivalProbability(tail));
    }
}
