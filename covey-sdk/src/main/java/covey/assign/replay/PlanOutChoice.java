package covey.assign.replay;

import java.util.List;
import java.util.Optional;

/**
 * PlanOut's random choices. {@code h = first 15 hexadecimal digits of SHA-1(prefix.id)}; with equal weights the arm number
 * {@code h mod k} (UniformChoice), else the first arm whose cumulative weight reaches
 * {@code h / 0xFFFFFFFFFFFFFFF * sum of weights} (WeightedChoice). PlanOut encodes in ASCII: an id outside it is refused.
 *
 * <p>Reference: facebookarchive/planout, python/planout/ops/random.py; equal.
 *
 * @param prefix {@code experiment_salt.salt}; the salt is the parameter's name unless set otherwise
 * @param arms arms
 * @param operator which of PlanOut's operators chose
 */
public record PlanOutChoice(String prefix, List<WeightedArm> arms, Operator operator) implements PlatformBucketing {
    /** PlanOut's operators that choose an arm. */
    public enum Operator {
        /** UniformChoice: weights do not count. */
        UNIFORM,
        /** WeightedChoice. */
        WEIGHTED
    }

    public PlanOutChoice {
        arms = WeightedArm.checked(arms);
    }

    /** PlanOut's hash of a salted text, 0 to 16^15 - 1. */
    public static long hash(String salted) {
        for (int i = 0; i < salted.length(); i++) {
            if (salted.charAt(i) > 127) {
                throw new IllegalArgumentException(
                        "'" + salted + "' holds characters outside ASCII, which PlanOut refuses");
            }
        }
        return Digest.sha1First15(salted);
    }

    /** PlanOut's uniform number in [0, 1]. */
    public static double uniform(String salted) {
        return hash(salted) / Digest.FIFTEEN_DIGITS;
    }

    /** PlanOut's RandomInteger between both ends, included. */
    public static long integer(String salted, long least, long greatest) {
        return least + hash(salted) % (greatest - least + 1);
    }

    @Override
    public Optional<String> arm(String unit) {
        String salted = prefix + "." + unit;
        if (operator == Operator.UNIFORM) {
            return Optional.of(arms.get((int) (hash(salted) % arms.size())).arm());
        }
        double total = arms.stream().mapToDouble(WeightedArm::weight).sum();
        double stop = uniform(salted) * total;
        double cumulative = 0;
        for (WeightedArm arm : arms) {
            cumulative += arm.weight();
            if (stop <= cumulative) {
                return Optional.of(arm.arm());
            }
        }
        return Optional.of(arms.get(arms.size() - 1).arm());
    }
}
