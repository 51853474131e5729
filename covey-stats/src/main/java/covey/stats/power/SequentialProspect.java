package covey.stats.power;

import covey.stats.distribution.Normal;
import covey.stats.sequential.GroupSequentialBounds;

/**
 * A prospect that is looked at on the way: what its test shows at one of the looks.
 *
 * <p>One look at the end has some power P; the drift with that power, {@code z_{1−a} + Φ⁻¹(P)}, is what the bounds are
 * crossed under, as in {@link SequentialPower}. Assumes that the information at the looks has the shares that the bounds were
 * made for, whatever there is of it in all.
 *
 * @param once the prospect of one look at the end
 * @param bounds bounds that stop, one-sided towards better
 */
public record SequentialProspect(Prospect once, GroupSequentialBounds bounds) implements Prospect {
    private static final double LEAST = 1e-12;

    @Override
    public double standardError() {
        return once.standardError();
    }

    @Override
    public double baseline() {
        return once.baseline();
    }

    /** Probability that the claim is shown at some look. */
    @Override
    public double power(Claim claim, double effect) {
        double power = once.power(claim, effect);
        if (power <= LEAST || power >= 1 - LEAST) {
            return Math.rint(power);
        }
        return bounds.power(Normal.quantile(power) - Normal.quantile(claim.tail()));
    }

    @Override
    public SequentialProspect times(double information) {
        return new SequentialProspect(once.times(information), bounds);
    }
}
