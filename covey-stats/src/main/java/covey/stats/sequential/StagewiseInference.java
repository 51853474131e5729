package covey.stats.sequential;

import covey.stats.Alternative;
import covey.stats.interval.Bounds;
import java.util.ArrayList;
import java.util.List;

/**
 * p-value, estimate and interval after a group-sequential test has stopped at a look, in units of the estimate.
 *
 * <p>Outcomes are ordered by stage: stopping earlier at the upper bound is more extreme, at the same look the larger Z
 * is, stopping earlier at the lower bound least. With stop at look k and score s:
 * {@code p(θ) = Σ_{j<k} P_θ(cross up at j) + P_θ(go on to k, S_k ≥ s)}, increasing in θ.
 *
 * <ul>
 *   <li>p-value {@code p(0)}, two-sided twice the smaller tail; at most α exactly when a bound was crossed;
 *   <li>median-unbiased estimate: {@code p(θ) = 1/2};
 *   <li>interval of level 1 − a: {@code p(θ) = a/2} and {@code 1 − a/2}; it agrees with a two-sided test of α = a and
 *       with a one-sided one of α = a/2;
 *   <li>bias-adjusted estimate (Whitehead 1986): the θ at which the naive estimate would on average be what was seen.
 *       It needs the looks that were still planned.
 * </ul>
 *
 * <p>The order uses only looks already made, so it does not depend on the plan of later ones. Futility bounds that do
 * not bind are left out of the order, as they are from the efficacy bounds. Under-running and over-running: use the
 * bounds of {@link GroupSequentialDesign#finalBounds}, after an over-run without the crossed look (Whitehead 1992).
 * Assumes what {@link GroupSequentialDesign} assumes. Checked against an independent 400-node integration to 1e-6. Cost:
 * one recursion and a few thousand normal tails for each of some 15 root steps. Tsiatis, Rosner, Mehta (1984),
 * Biometrics 40; Jennison, Turnbull (2000), chapter 8; Whitehead (1986), Biometrika 73.
 */
public final class StagewiseInference {

    private static final double FARTHEST_UP = 8;
    private static final double FARTHEST_DOWN = 35;

    private final GroupSequentialBounds bounds;
    private final int stop;
    private final double nullValue;
    private final double sign;
    private final double score;
    private final double mle;
    private final double unit;

    private StagewiseInference(GroupSequentialBounds bounds, int stop, InterimEstimate estimate, double nullValue) {
        this.bounds = bounds;
        this.stop = stop;
        this.nullValue = nullValue;
        this.sign = bounds.alternative() == Alternative.LESS ? -1 : 1;
        double t = bounds.looks().get(stop).fraction();
        double z = sign * estimate.statistic(nullValue);
        this.score = z * Math.sqrt(t);
        this.mle = z / Math.sqrt(t);
        this.unit = sign * estimate.standardError() * Math.sqrt(t);
    }

    /**
     * Inference at a stop.
     *
     * @param bounds the looks made and, for the bias-adjusted estimate, those still planned
     * @param stop index, from 0, of the look at which the test stopped
     * @param estimate estimate at that look
     * @param nullValue value under test
     */
    public static StagewiseInference at(
            GroupSequentialBounds bounds, int stop, InterimEstimate estimate, double nullValue) {
        double before = 0;
        for (int k = 0; k < stop; k++) {
            before = bounds.looks().get(k).decides() && !bounds.replaced(k)
                    ? bounds.looks().get(k).fraction()
                    : before;
        }
        double t = bounds.looks().get(stop).fraction();
        if (t - before < GroupSequentialDesign.LEAST_STEP) {
            throw new IllegalArgumentException("look " + (stop + 1) + " at information fraction " + t
                    + " adds nothing to the look before it at " + before);
        }
        return new StagewiseInference(bounds, stop, estimate, nullValue);
    }

    /** Stage-wise p-value against the alternative of the test. */
    public double pValue() {
        double tail = tail(ordering(0), 0);
        return bounds.alternative() == Alternative.TWO_SIDED
                ? Math.min(1, 2 * Math.min(tail, 1 - tail))
                : Math.min(1, tail);
    }

    /** Median-unbiased estimate. */
    public double medianUnbiased() {
        return value(solve(ordering(near()), 0.5));
    }

    /** Two-sided interval of a level in (0, 1). */
    public Bounds interval(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("confidence level must lie in (0, 1), got " + level);
        }
        List<ContinuationDensity> densities = ordering(near());
        double low = value(solve(densities, (1 - level) / 2));
        double high = value(solve(densities, (1 + level) / 2));
        return new Bounds(Math.min(low, high), Math.max(low, high));
    }

    /** Whitehead's bias-adjusted estimate, the remaining planned looks taken into account. */
    public double biasAdjusted() {
        int last = bounds.looks().size() - 1;
        while (last > stop && !bounds.looks().get(last).decides()) {
            last--;
        }
        List<ContinuationDensity> densities = densities(last, near(), Futility.Kind.NON_BINDING);
        double spread = 3 / Math.sqrt(bounds.looks().get(stop).fraction());
        return value(RootSearch.ofRising(
                theta -> expectedEstimate(densities, theta) - mle, mle - spread, mle + 0.1 * spread));
    }

    private double value(double theta) {
        return nullValue + theta * unit;
    }

    private double solve(List<ContinuationDensity> densities, double target) {
        double spread = 3 / Math.sqrt(bounds.looks().get(stop).fraction());
        return RootSearch.ofRising(theta -> tail(densities, theta) - target, mle - spread, mle + spread);
    }

    private List<ContinuationDensity> ordering(double drift) {
        return densities(stop, drift, Futility.Kind.BINDING);
    }

    /**
     * A drift near the naive estimate, not so far out that the densities underflow. Looks that cannot reject leave all room
     * upwards: nothing underflows there, and far from the estimate the densities would miss what is to be weighed.
     */
    private double near() {
        double root = Math.sqrt(bounds.looks().get(stop).fraction());
        boolean bounded =
                bounds.looks().subList(0, stop).stream().anyMatch(look -> look.efficacy() < Double.POSITIVE_INFINITY);
        return Math.max(-FARTHEST_DOWN / root, bounded ? Math.min(FARTHEST_UP / root, mle) : mle);
    }

    /** The densities before each look up to one, with the lower bounds that count. */
    private List<ContinuationDensity> densities(int last, double drift, Futility.Kind weakest) {
        boolean lowers = bounds.alternative() == Alternative.TWO_SIDED
                || weakest == Futility.Kind.NON_BINDING
                || bounds.futility().filter(kind -> kind == weakest).isPresent();
        List<ContinuationDensity> all = new ArrayList<>();
        ContinuationDensity density = ContinuationDensity.start(drift);
        for (int k = 0; k <= last; k++) {
            all.add(density);
            GroupSequentialBounds.Look look = bounds.looks().get(k);
            boolean needed = k < last && look.decides() && !bounds.replaced(k) && look.fraction() > density.time();
            if (needed) {
                double root = Math.sqrt(look.fraction());
                double low = lowers ? bounds.lowest(look) * root : Double.NEGATIVE_INFINITY;
                density = density.advance(look.fraction(), low, look.efficacy() * root, finest(k, last));
            }
        }
        return all;
    }

    /** The next look that decides or at which the test stops. */
    private double finest(int k, int last) {
        for (int j = k + 1; j <= last; j++) {
            GroupSequentialBounds.Look look = bounds.looks().get(j);
            if ((look.decides() || j == last)
                    && look.fraction() > bounds.looks().get(k).fraction()) {
                return look.fraction();
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private double tail(List<ContinuationDensity> densities, double theta) {
        double sum = densities.get(stop).above(score, bounds.looks().get(stop).fraction(), theta);
        for (int j = 0; j < stop; j++) {
            GroupSequentialBounds.Look look = bounds.looks().get(j);
            if (look.efficacy() < Double.POSITIVE_INFINITY && !bounds.replaced(j)) {
                double high = look.efficacy() * Math.sqrt(look.fraction());
                sum += densities.get(j).above(high, look.fraction(), theta);
            }
        }
        return sum;
    }

    /** E_θ of score over information at the stop. */
    private double expectedEstimate(List<ContinuationDensity> densities, double theta) {
        int last = densities.size() - 1;
        double sum = densities.get(last).mean(bounds.looks().get(last).fraction(), theta)
                / bounds.looks().get(last).fraction();
        for (int k = 0; k < last; k++) {
            GroupSequentialBounds.Look look = bounds.looks().get(k);
            if (!look.decides() || bounds.replaced(k)) {
                continue;
            }
            double t = look.fraction();
            double root = Math.sqrt(t);
            ContinuationDensity density = densities.get(k);
            double low = bounds.lowest(look);
            double stopped = look.efficacy() < Double.POSITIVE_INFINITY
                    ? density.meanAbove(look.efficacy() * root, t, theta)
                    : 0;
            if (low > Double.NEGATIVE_INFINITY) {
                stopped += density.mean(t, theta) - density.meanAbove(low * root, t, theta);
            }
            sum += stopped / t;
        }
        return sum;
    }
}
