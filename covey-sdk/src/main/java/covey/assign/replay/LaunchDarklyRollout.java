package covey.assign.replay;

import java.util.List;
import java.util.Optional;

/**
 * LaunchDarkly's percentage roll-out: {@code b = first 15 hexadecimal digits of SHA-1(prefix.id) / 0xFFFFFFFFFFFFFFF};
 * the first arm whose cumulative weight of 100,000 is above b, the last one where rounding leaves a gap. Computed in
 * doubles; kits that compute in single precision may differ for b within 1e-7 of a border.
 *
 * <p>Reference: bucket values in the tests of LaunchDarkly's Go, Python, Node and Ruby kits; within their 1e-7.
 *
 * @param prefix {@code key.salt} of the flag, or the roll-out's seed as a number where one is set
 * @param arms arms with weights that sum to 100,000
 */
public record LaunchDarklyRollout(String prefix, List<WeightedArm> arms) implements PlatformBucketing {
    /** What the weights sum to. */
    public static final double WHOLE = 100_000;

    public LaunchDarklyRollout {
        arms = WeightedArm.checked(arms);
    }

    /** LaunchDarkly's number of a context key, 0 to 1. */
    public static double bucket(String prefix, String context) {
        return Digest.sha1First15(prefix + "." + context) / Digest.FIFTEEN_DIGITS;
    }

    @Override
    public Optional<String> arm(String unit) {
        double bucket = bucket(prefix, unit);
        double cumulative = 0;
        for (WeightedArm arm : arms) {
            cumulative += arm.weight() / WHOLE;
            if (bucket < cumulative) {
                return Optional.of(arm.arm());
            }
        }
        return Optional.of(arms.get(arms.size() - 1).arm());
    }
}
