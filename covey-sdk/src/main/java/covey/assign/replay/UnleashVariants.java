package covey.assign.replay;

import covey.assign.hash.Murmur3;
import java.util.List;
import java.util.Optional;

/**
 * Unleash's variants: {@code murmur3(group:id, 86028157) mod W + 1} with W the sum of the weights; the first arm whose
 * cumulative weight reaches that number. MurmurHash3 x86 32 over UTF-8, read without sign.
 *
 * <p>Reference: Unleash client specification 08-variants, StrategyUtilsTest of its Java kit; equal.
 *
 * @param group group: the flag's name unless set otherwise
 * @param arms arms with whole weights
 */
public record UnleashVariants(String group, List<WeightedArm> arms) implements PlatformBucketing {
    /** Seed of variants; gradual roll-outs take 0. */
    public static final int VARIANT_SEED = 86_028_157;

    public UnleashVariants {
        arms = WeightedArm.checked(arms);
        for (WeightedArm arm : arms) {
            if (arm.weight() != Math.rint(arm.weight())) {
                throw new IllegalArgumentException("the weight of arm '" + arm.arm() + "' is " + arm.weight()
                        + "; Unleash's weights are whole numbers, usually of 1000");
            }
        }
    }

    /** Unleash's number of an id, 1 to the normalizer; a gradual roll-out of p percent takes those up to p of 100. */
    public static long normalized(String group, String id, int normalizer, int seed) {
        int hash = Murmur3.hash(group + ":" + id, seed);
        return Integer.toUnsignedLong(hash) % normalizer + 1;
    }

    @Override
    public Optional<String> arm(String unit) {
        int total = (int) arms.stream().mapToDouble(WeightedArm::weight).sum();
        long target = normalized(group, unit, total, VARIANT_SEED);
        double cumulative = 0;
        for (WeightedArm arm : arms) {
            cumulative += arm.weight();
            if (arm.weight() > 0 && cumulative >= target) {
                return Optional.of(arm.arm());
            }
        }
        return Optional.empty();
    }
}
