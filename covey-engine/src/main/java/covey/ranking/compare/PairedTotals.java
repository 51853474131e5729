package covey.ranking.compare;

import covey.stats.compare.Contrast;
import covey.stats.compare.PairedDifference;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import java.util.Arrays;

/** Totals of each unit under the baseline and a candidate: what every comparison of the two rests on. */
public final class PairedTotals {
    private final double[] baseline;
    private final double[] difference;
    private final double[] observations;

    private PairedTotals(double[] baseline, double[] difference, double... observations) {
        this.baseline = baseline;
        this.difference = difference;
        this.observations = observations;
    }

    /**
     * Of the units' totals.
     *
     * @param baseline total of each unit under the baseline
     * @param candidate and under the candidate
     * @param observations how many values each total is of
     */
    public static PairedTotals of(double[] baseline, double[] candidate, double... observations) {
        double[] gap = new double[baseline.length];
        for (int u = 0; u < gap.length; u++) {
            gap[u] = candidate[u] - baseline[u];
        }
        return new PairedTotals(baseline, gap, observations);
    }

    /** A system's own totals, as its difference from nothing. */
    public static PairedTotals level(double[] totals, double... observations) {
        return new PairedTotals(new double[totals.length], totals, observations);
    }

    /** Number of units. */
    public int units() {
        return difference.length;
    }

    /** Number of values. */
    public long queries() {
        return Math.round(Arrays.stream(observations).sum());
    }

    /** Totals under the baseline. */
    public double[] baseline() {
        return baseline.clone();
    }

    /** Totals under the candidate less those under the baseline. */
    public double[] difference() {
        return difference.clone();
    }

    /** Values of each unit. */
    public double[] observations() {
        return observations.clone();
    }

    /** Moments over units of baseline, difference and number of queries. */
    public Moments moments() {
        MomentAccumulator moments = new MomentAccumulator(3);
        for (int u = 0; u < difference.length; u++) {
            moments.add(baseline[u], difference[u], observations[u]);
        }
        return moments.moments();
    }

    /** The paired difference; throws when it has no sampling error. */
    public Contrast contrast() {
        return PairedDifference.contrast(moments());
    }
}
