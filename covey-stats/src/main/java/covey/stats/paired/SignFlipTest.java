package covey.stats.paired;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.random.RandomGenerator;

/**
 * Fisher's randomisation test of paired differences: under the null the systems may change places within a unit.
 *
 * <p>Estimand: none; it tests that the distribution of each unit's total difference d is symmetric about 0. Statistic |Σ d|.
 * p = share of the 2ⁿ sign vectors with a statistic at least as large, all of them when 2ⁿ ≤ draws, otherwise of random ones with
 * the observed one counted: p = (1 + hits) / (1 + draws). All observations of a unit flip together. More than 2,000 units flip in
 * 2,000 random groups.
 *
 * <p>Assumes: units are independent and exchangeable between systems under the null. Inference: exact at any n. Reference:
 * {@code scipy.stats.permutation_test(permutation_type='samples')} 1.17.1, exact to 1e-12. Not estimable with fewer than 2 units.
 * Cost: draws × min(n, 2,000). Fisher (1935), The Design of Experiments §21; Smucker, Allan and Carterette (2007), CIKM.
 *
 * @param statistic Σ d over units
 * @param pValue two-sided
 * @param draws sign vectors looked at
 * @param exact whether they were all
 */
public record SignFlipTest(double statistic, double pValue, long draws, boolean exact) {
    /** Relative slack in which a statistic counts as equal to the observed one. */
    private static final double SLACK = 1e-12;

    private static final int MOST_ENUMERATED = 20;

    /**
     * The test.
     *
     * @param totals total difference of each unit, candidate − baseline
     * @param draws random sign vectors, 1 or more
     * @param random source of signs
     */
    public static SignFlipTest of(double[] totals, int draws, RandomGenerator random) {
        if (totals.length < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "a sign-flip test needs 2 units or more, not " + totals.length);
        }
        double[] d = UnitGroups.of(random, totals)[0];
        double sum = 0;
        double size = 0;
        for (double value : d) {
            sum += value;
            size += Math.abs(value);
        }
        double least = Math.abs(sum) - SLACK * size;
        boolean all = d.length <= MOST_ENUMERATED && 1L << d.length <= draws;
        long hits = all ? enumerated(d, sum, least) : drawn(d, sum, least, draws, random);
        return all
                ? new SignFlipTest(sum, (double) hits / (1L << d.length), 1L << d.length, true)
                : new SignFlipTest(sum, (1.0 + hits) / (1.0 + draws), draws, false);
    }

    private static long enumerated(double[] d, double sum, double least) {
        long hits = 0;
        for (long signs = 0; signs < 1L << d.length; signs++) {
            double flipped = 0;
            for (int i = 0; i < d.length; i++) {
                flipped += (signs >>> i & 1) * d[i];
            }
            hits += Math.abs(sum - 2 * flipped) >= least ? 1 : 0;
        }
        return hits;
    }

    private static long drawn(double[] d, double sum, double least, int draws, RandomGenerator random) {
        long hits = 0;
        for (int b = 0; b < draws; b++) {
            double flipped = 0;
            for (int from = 0; from < d.length; from += Long.SIZE) {
                long signs = random.nextLong();
                int to = Math.min(d.length, from + Long.SIZE);
                for (int i = from; i < to; i++) {
                    flipped += (signs & 1) * d[i];
                    signs >>>= 1;
                }
            }
            hits += Math.abs(sum - 2 * flipped) >= least ? 1 : 0;
        }
        return hits;
    }
}
