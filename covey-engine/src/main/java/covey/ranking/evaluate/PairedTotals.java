package covey.ranking.evaluate;

import covey.stats.compare.Contrast;
import covey.stats.compare.PairedDifference;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import java.util.Arrays;

/** Totals of each unit under the baseline and a candidate: what every comparison of the two rests on. */
final class PairedTotals {
    private final double[] baseline;
    private final double[] difference;
    private final double[] observations;

    private PairedTotals(double[] baseline, double[] difference, double[] observations) {
        this.baseline = baseline;
        this.difference = difference;
        this.observations = observations;
    }

    /** Of values by counted query. */
    static PairedTotals of(Subset subset, double[] baseline, double[] candidate) {
        double[] base = subset.totals(baseline);
        double[] gap = subset.totals(candidate);
        for (int u = 0; u < gap.length; u++) {
            gap[u] -= base[u];
        }
        return new PairedTotals(base, gap, subset.observations());
    }

    /** A system's own totals, as its difference from nothing. */
    static PairedTotals level(Subset subset, double[] values) {
        return new PairedTotals(new double[subset.units()], subset.totals(values), subset.observations());
    }

    int units() {
        return difference.length;
    }

    long queries() {
        return Math.round(Arrays.stream(observations).sum());
    }

    double[] baseline() {
        return baseline.clone();
    }

    double[] difference() {
        return difference.clone();
    }

    double[] observations() {
        return observations.clone();
    }

    /** Moments over units of baseline, difference and number of queries. */
    Moments moments() {
        MomentAccumulator moments = new MomentAccumulator(3);
        for (int u = 0; u < difference.length; u++) {
            moments.add(baseline[u], difference[u], observations[u]);
        }
        return moments.moments();
    }

    /** The paired difference; throws when it has no sampling error. */
    Contrast contrast() {
        return PairedDifference.contrast(moments());
    }
}
