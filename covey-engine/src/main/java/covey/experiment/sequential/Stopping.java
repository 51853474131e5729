package covey.experiment.sequential;

import covey.result.MetricInfo.Goal;
import covey.stats.Alternative;
import covey.stats.sequential.Futility;
import covey.stats.sequential.GroupSequentialBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which bounds of a path stop the experiment. An estimate after a stop is corrected for these and no others: a look that
 * crosses and goes on by rule chose nothing.
 *
 * @param goal wanted direction; harm is the other one, without a goal neither is harm
 * @param efficacyFrom number of the first look that may stop for efficacy, counted from 1
 */
public record Stopping(Goal goal, int efficacyFrom) {

    /**
     * The bounds that stop, in the direction of the goal: both sides from the first look that may stop for efficacy, harm
     * and binding futility alone before it.
     *
     * @param bounds bounds on |Z|, with their futility if it binds
     */
    GroupSequentialBounds of(GroupSequentialBounds bounds) {
        List<GroupSequentialBounds.Look> looks = new ArrayList<>();
        for (int k = 1; k <= bounds.looks().size(); k++) {
            GroupSequentialBounds.Look look = bounds.looks().get(k - 1);
            boolean efficacy = k >= efficacyFrom;
            boolean below = efficacy || goal != Goal.NONE;
            looks.add(new GroupSequentialBounds.Look(
                    look.fraction(),
                    efficacy ? look.efficacy() : Double.POSITIVE_INFINITY,
                    below ? Math.max(-look.efficacy(), look.futility()) : Double.NEGATIVE_INFINITY,
                    look.spent(),
                    look.futilitySpent()));
        }
        return new GroupSequentialBounds(
                goal == Goal.DECREASE ? Alternative.LESS : Alternative.GREATER,
                bounds.alternative() == Alternative.TWO_SIDED ? bounds.alpha() / 2 : bounds.alpha(),
                looks,
                Optional.of(Futility.Kind.BINDING));
    }
}
