package covey.stats.power;

import covey.stats.compare.NonInferiority.Scale;
import java.util.OptionalDouble;

/**
 * What an experiment to come can show of one metric, whatever its design: the chance that its own test shows a claim, as a
 * function of the true effect and of how much more there is of the experiment.
 *
 * <p>Effects are in the metric's unit. A relative effect λ is the absolute effect {@code λ|baseline|}.
 */
public interface Prospect {
    /** Standard error of the difference to be expected when arms do not differ. */
    double standardError();

    /** Control value to be expected. */
    double baseline();

    /** Probability that the claim is shown towards the effect. */
    double power(Claim claim, double effect);

    /** The prospect of an experiment with so many times the information: sampling variances divided by it. */
    Prospect times(double information);

    /**
     * Smallest effect towards better, as a size, that is shown with the power; 0 when even no effect is, empty when none
     * is.
     */
    default OptionalDouble detectable(Claim claim, double power) {
        requirePower(claim, power);
        return Monotone.solveFromZero(
                size -> power(claim, claim.towardsBetter(size)) - power, standardError(), farthest());
    }

    /**
     * Smallest margin, on the claim's scale, that is shown with the power when there is no effect: the harm that such a
     * guardrail can rule out. Empty when none is.
     */
    default OptionalDouble detectableMargin(Claim claim, double power) {
        requirePower(claim, power);
        double scale = claim.scale() == Scale.RELATIVE ? Math.abs(baseline()) : 1;
        return Monotone.solveFromZero(
                margin -> power(claim.within(margin), 0) - power, standardError() / scale, farthest() / scale);
    }

    /**
     * How many times the information shows the claim with the power; empty when none up to 10,000 times does, as when
     * there is no effect, and never less than a hundredth.
     */
    default OptionalDouble required(Claim claim, double effect, double power) {
        requirePower(claim, power);
        return Monotone.solve(k -> times(k).power(claim, effect) - power, 0.01, 10_000);
    }

    private double farthest() {
        return 1e6 * standardError();
    }

    private static void requirePower(Claim claim, double power) {
        if (!(power > claim.tail() && power < 1)) {
            throw new IllegalArgumentException(
                    "power must lie between the error of the tail, " + claim.tail() + ", and 1, got " + power);
        }
    }
}
