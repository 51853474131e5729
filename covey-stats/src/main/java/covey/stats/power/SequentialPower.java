package covey.stats.power;

import covey.stats.Alternative;
import covey.stats.distribution.Normal;
import covey.stats.sequential.GroupSequentialBounds;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Power, sample size and detectable effect of a comparison that is looked at by group-sequential bounds.
 *
 * <p>The fixed test of the same N units has some power; the drift with that power, {@code z_{1−a} + Φ⁻¹(power)}, is what
 * the bounds are crossed under. Sizes are those of the fixed test times the maximum information ratio at the power
 * asked for: N is the largest number of units, reached only when no bound is crossed before.
 *
 * <p>Assumes what the bounds assume; sizes also information in proportion to units. Degrees of freedom are those at the last
 * look. Agrees with the inflation of Jennison, Turnbull (2000) tables through {@link GroupSequentialBounds#inflation}.
 *
 * @param comparison the comparison, itself looked at once
 * @param bounds bounds with the error of the comparison's claim
 */
public record SequentialPower(Comparison comparison, GroupSequentialBounds bounds) {

    private static final double ROUNDING = 1e-9;
    private static final double LEAST = 1e-12;
    private static final double FARTHEST = 1000;

    /** Refuses bounds of another error and a comparison that is inflated already. */
    public SequentialPower {
        double tail = bounds.alternative() == Alternative.TWO_SIDED ? bounds.alpha() / 2 : bounds.alpha();
        if (Math.abs(tail - comparison.claim().tail()) > ROUNDING) {
            throw new IllegalArgumentException("bounds have an error of " + tail + " on one side, the claim has "
                    + comparison.claim().tail());
        }
        if (comparison.inflation() != 1) {
            throw new IllegalArgumentException("the comparison is inflated already, by " + comparison.inflation());
        }
    }

    /** Probability that the claim is shown at some look when the largest number of units is given. */
    public double power(double units, double effect) {
        return bounds.power(drift(units, effect));
    }

    /**
     * Expected number of units when the experiment stops: Σ P(stops at look k) · units entered by look k.
     *
     * @param entered units that have entered at each look, in the whole experiment
     */
    public double expectedUnits(List<Double> entered, double effect) {
        GroupSequentialBounds.Crossing crossing = bounds.crossing(drift(entered.getLast(), effect));
        double expected = 0;
        double going = 1;
        for (int k = 0; k < entered.size() - 1; k++) {
            double here = crossing.efficacy().get(k) + crossing.opposite().get(k);
            expected += here * entered.get(k);
            going -= here;
        }
        return expected + going * entered.getLast();
    }

    /** Largest number of units that gives the power; empty when none does. */
    public OptionalDouble units(double effect, double power) {
        return inflated(power).units(effect, power);
    }

    /** Smallest effect towards better, as a size, that is shown with the power; empty when none is. */
    public OptionalDouble detectable(double units, double power) {
        return inflated(power).detectable(units, power);
    }

    /** The comparison with the maximum information ratio of the bounds at a power. */
    public Comparison inflated(double power) {
        return comparison.inflatedBy(Math.max(1, bounds.inflation(power)));
    }

    /** Far out, where the power is 0 or 1 to rounding, the noncentrality itself. */
    private double drift(double units, double effect) {
        double power = comparison.power(units, effect);
        return power > LEAST && power < 1 - LEAST
                ? Normal.quantile(power) - Normal.quantile(comparison.claim().tail())
                : Math.clamp(comparison.noncentrality(comparison.expected(units, effect)), -FARTHEST, FARTHEST);
    }
}
