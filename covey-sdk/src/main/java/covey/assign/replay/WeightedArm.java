package covey.assign.replay;

import java.util.List;

/**
 * An arm with its weight; what the weights sum to is the scheme's own.
 *
 * @param arm name
 * @param weight weight, not negative and finite
 */
public record WeightedArm(String arm, double weight) {
    public WeightedArm {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("the weight of arm '" + arm + "' is " + weight
                    + "; a weight is a finite number that is not negative");
        }
    }

    /** A copy of the arms, refused when there are none or their weights sum to 0. */
    static List<WeightedArm> checked(List<WeightedArm> arms) {
        if (arms.stream().noneMatch(a -> a.weight() > 0)) {
            throw new IllegalArgumentException("no arm has a weight above 0, so no unit can get one");
        }
        return List.copyOf(arms);
    }
}
