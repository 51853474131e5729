package covey.stats.sequential;

import covey.stats.Alternative;
import covey.stats.distribution.Normal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bounds of a group-sequential test and what they do under any effect: probabilities of crossing, power, expected
 * information, price against the fixed test.
 *
 * <p>The effect enters as drift {@code θ = δ √I_max}, so {@code E Z_k = θ √t_k}; the fixed test of one-sided error a
 * has power 1 − β at {@code z_{1−a} + z_{1−β}}. All by {@link ContinuationDensity}. Naive looks at 1.96 (two-sided)
 * give .0831, .1262, .1934, .2479 at 2, 4, 10, 20 looks.
 *
 * @param alternative direction; for LESS the bounds are those of −Z and a drift is positive when the effect is negative
 * @param alpha type-I error that the test was built for; what it really has is {@code crossing(0).rejection()}
 * @param looks bounds in order of time
 * @param futility whether the futility bounds, if any, oblige to stop
 */
public record GroupSequentialBounds(
        Alternative alternative, double alpha, List<Look> looks, Optional<Futility.Kind> futility) {

    /** Copies the looks. */
    public GroupSequentialBounds {
        looks = List.copyOf(looks);
    }

    /**
     * One look. Z here points in the direction of the alternative.
     *
     * @param fraction information fraction
     * @param efficacy reject when Z (two-sided: |Z|) reaches it; +∞ when this look cannot reject
     * @param futility stop without rejecting when Z falls to it; −∞ when there is none
     * @param spent α released so far, both sides
     * @param futilitySpent β given up so far at the planned effect
     */
    public record Look(double fraction, double efficacy, double futility, double spent, double futilitySpent) {

        boolean decides() {
            return efficacy < Double.POSITIVE_INFINITY || futility > Double.NEGATIVE_INFINITY;
        }
    }

    /**
     * What happens under one drift.
     *
     * @param efficacy P(stop at the look by crossing the efficacy bound in the direction of the drift's sign convention)
     * @param opposite P(stop at the look by crossing the other bound): rejection in the other direction when two-sided,
     *     futility when one-sided
     * @param fractions information fractions of the looks
     * @param twoSided whether the opposite bound rejects
     */
    public record Crossing(List<Double> efficacy, List<Double> opposite, List<Double> fractions, boolean twoSided) {

        /** P(reject in the direction of the alternative). */
        public double power() {
            return sum(efficacy);
        }

        /** P(reject at all). */
        public double rejection() {
            return twoSided ? sum(efficacy) + sum(opposite) : sum(efficacy);
        }

        /** P(stop for futility). */
        public double futility() {
            return twoSided ? 0 : sum(opposite);
        }

        /** Expected information when the experiment stops, as a fraction of the maximum. */
        public double expectedFraction() {
            double expected = 0;
            double stopped = 0;
            for (int k = 0; k < fractions.size(); k++) {
                double here = efficacy.get(k) + opposite.get(k);
                expected += here * fractions.get(k);
                stopped += here;
            }
            return expected + (1 - stopped) * fractions.getLast();
        }

        private static double sum(List<Double> parts) {
            double sum = 0;
            for (double part : parts) {
                sum += part;
            }
            return sum;
        }
    }

    /** Efficacy bounds given as numbers, such as the same 1.96 at every look. */
    public static GroupSequentialBounds ofCritical(
            Alternative alternative, double alpha, double[] fractions, double[] critical) {
        if (fractions.length != critical.length || fractions.length == 0) {
            throw new IllegalArgumentException(
                    "there are " + fractions.length + " looks and " + critical.length + " critical values");
        }
        List<Look> looks = new ArrayList<>();
        for (int k = 0; k < fractions.length; k++) {
            double before = k == 0 ? 0 : fractions[k - 1];
            if (!(fractions[k] - before > 0)) {
                throw new IllegalArgumentException(
                        "information fractions must rise from 0, look " + (k + 1) + " is at " + fractions[k]);
            }
            if (Double.isNaN(critical[k])) {
                throw new IllegalArgumentException("the critical value of look " + (k + 1) + " is not a number");
            }
            looks.add(new Look(fractions[k], critical[k], Double.NEGATIVE_INFINITY, 0, 0));
        }
        return new GroupSequentialBounds(alternative, alpha, looks, Optional.empty());
    }

    /** Probabilities of crossing under a drift. */
    public Crossing crossing(double drift) {
        if (!Double.isFinite(drift)) {
            throw new IllegalArgumentException("drift must be finite, got " + drift);
        }
        List<Double> upper = new ArrayList<>();
        List<Double> lower = new ArrayList<>();
        ContinuationDensity density = ContinuationDensity.start(drift);
        for (int k = 0; k < looks.size(); k++) {
            Look look = looks.get(k);
            double t = look.fraction();
            if (replaced(k)) {
                upper.add(0.0);
                lower.add(0.0);
                continue;
            }
            double root = Math.sqrt(t);
            double high = look.efficacy() * root;
            double low = lowest(look) * root;
            upper.add(high < Double.POSITIVE_INFINITY ? density.above(high, t) : 0);
            lower.add(low > Double.NEGATIVE_INFINITY ? density.below(low, t) : 0);
            if (look.decides()) {
                density = density.advance(t, low, high, after(k));
            }
        }
        return new Crossing(
                upper, lower, looks.stream().map(Look::fraction).toList(), alternative == Alternative.TWO_SIDED);
    }

    /** P(reject in the direction of the alternative) under a drift. */
    public double power(double drift) {
        return crossing(drift).power();
    }

    /** The drift at which the power is reached. */
    public double driftForPower(double power) {
        if (!(power > alpha && power < 1)) {
            throw new IllegalArgumentException("power must lie in (alpha, 1), got " + power);
        }
        double fixed = fixedDrift(power);
        return RootSearch.ofRising(drift -> power(drift) - power, fixed, 1.2 * fixed);
    }

    /** Maximum information over the information of the fixed test with the same error and power. */
    public double inflation(double power) {
        double ratio = driftForPower(power) / fixedDrift(power);
        return ratio * ratio;
    }

    private double fixedDrift(double power) {
        double error = alternative == Alternative.TWO_SIDED ? alpha / 2 : alpha;
        return Normal.quantile(power) - Normal.quantile(error);
    }

    /** The lower bound in Z: the mirrored efficacy bound when two-sided. */
    double lowest(Look look) {
        return alternative == Alternative.TWO_SIDED ? -look.efficacy() : look.futility();
    }

    /** Whether the last look sees the same data as this one, decides by a lower bound, and so takes its place. */
    boolean replaced(int k) {
        return looks.get(k).decides() && after(k) - looks.get(k).fraction() < GroupSequentialDesign.LEAST_STEP;
    }

    /** The fraction of the next look that decides, +∞ after the last. */
    double after(int k) {
        for (int j = k + 1; j < looks.size(); j++) {
            if (looks.get(j).decides()) {
                return looks.get(j).fraction();
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
