package covey.assign.replay;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Flagsmith's percentage of a unit, {@code MD5(ids joined by commas) mod 9999 / 9998 * 100}, with the list of ids repeated
 * once more for as long as that is 100; the arm whose cumulative weight in percent is above it. In none: no arm.
 *
 * <p>Reference: Hashing of the Flagsmith Java client, within the single precision (1e-5) that it computes in.
 *
 * @param flag id of the flag's state, the first of the ids
 * @param arms arms with weights in percent, as Flagsmith keeps them
 */
public record FlagsmithPercentage(String flag, List<WeightedArm> arms) implements PlatformBucketing {
    private static final BigInteger MODULUS = BigInteger.valueOf(9999);
    private static final double LARGEST = 9998;

    public FlagsmithPercentage {
        arms = WeightedArm.checked(arms);
    }

    /** The percentage of ids, at least 0 and below 100. */
    public static double of(List<String> ids) {
        String once = String.join(",", ids);
        String text = once;
        while (true) {
            double percentage = Digest.md5(text).mod(MODULUS).intValue() / LARGEST * 100;
            if (percentage < 100) {
                return percentage;
            }
            text = text + "," + once;
        }
    }

    @Override
    public Optional<String> arm(String unit) {
        double percentage = of(List.of(flag, unit));
        double cumulative = 0;
        for (WeightedArm arm : arms) {
            cumulative += arm.weight();
            if (percentage < cumulative) {
                return Optional.of(arm.arm());
            }
        }
        return Optional.empty();
    }
}
