package covey.stats.paired;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Randomised Tukey's honestly significant differences: all pairs of several systems at once.
 *
 * <p>Statistic: the range max − min of the systems' means over observations. In each draw the systems of every unit are shuffled;
 * the p-value of a pair is the share of draws, the observed one counted, whose range reaches its difference. Rejecting at p ≤ α
 * holds the chance of any false rejection over all pairs at α, strongly under exchangeability of the null systems. {@link #range}
 * gives the simultaneous half-width.
 *
 * <p>Assumes: units are independent; more than 2,000 are shuffled in 2,000 random groups. Not estimable with fewer than 2 units or
 * 2 systems. Cost: draws × min(n, 2,000) × systems. Carterette (2012), ACM TOIS 30(1); Sakai (2014), SIGIR Forum 48.
 */
public final class RandomizedTukey {
    /** Relative slack in which a range counts as reaching a difference. */
    private static final double SLACK = 1e-12;

    private final double[] means;
    private final double[] ranges;

    private RandomizedTukey(double[] means, double[] ranges) {
        this.means = means;
        this.ranges = ranges;
        Arrays.sort(this.ranges);
    }

    /**
     * The draws.
     *
     * @param totals per system the total of each unit
     * @param observations observations of all units together, positive
     * @param draws draws, 1 or more
     * @param random source of shuffles
     */
    public static RandomizedTukey of(double[][] totals, double observations, int draws, RandomGenerator random) {
        if (totals.length < 2 || totals[0].length < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    "Tukey's comparison needs 2 systems and 2 units or more, not " + totals.length + " and "
                            + (totals.length == 0 ? 0 : totals[0].length));
        }
        double[][] groups = UnitGroups.of(random, totals);
        int k = groups.length;
        double[] ranges = new double[draws];
        double[] sums = new double[k];
        int[] order = new int[k];
        for (int b = 0; b < draws; b++) {
            Arrays.fill(sums, 0);
            for (int u = 0; u < groups[0].length; u++) {
                shuffle(order, random);
                for (int s = 0; s < k; s++) {
                    sums[s] += groups[order[s]][u];
                }
            }
            ranges[b] = (max(sums) - min(sums)) / observations;
        }
        double[] means = new double[k];
        for (int s = 0; s < k; s++) {
            means[s] = Arrays.stream(groups[s]).sum() / observations;
        }
        return new RandomizedTukey(means, ranges);
    }

    /** Mean of one system minus that of another. */
    public double difference(int system, int other) {
        return means[system] - means[other];
    }

    /** Adjusted p-value of a pair. */
    public double pValue(int system, int other) {
        double least = Math.abs(difference(system, other)) * (1 - SLACK);
        int below = Arrays.binarySearch(ranges, least);
        int from = below < 0 ? -below - 1 : below;
        while (from > 0 && ranges[from - 1] >= least) {
            from--;
        }
        return (1.0 + ranges.length - from) / (1.0 + ranges.length);
    }

    /** Half-width of the simultaneous intervals at a level in (0, 1): that quantile of the range. */
    public double range(double level) {
        return Quantile.of(ranges, level);
    }

    private static void shuffle(int[] order, RandomGenerator random) {
        for (int s = 0; s < order.length; s++) {
            int other = random.nextInt(s + 1);
            order[s] = order[other];
            order[other] = s;
        }
    }

    private static double max(double... values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }

    private static double min(double... values) {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }
}
