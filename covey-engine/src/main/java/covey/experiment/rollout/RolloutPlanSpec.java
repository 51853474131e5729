package covey.experiment.rollout;

import covey.experiment.spec.PlanRules;
import covey.method.Spec;
import covey.result.Setting;
import java.util.List;

/**
 * A staged roll-out that is being planned.
 *
 * @param rollout the roll-out with its stages moved into the history by whole weeks
 * @param rules how it is planned
 * @param settings every effective setting with its origin
 */
public record RolloutPlanSpec(RolloutSpec rollout, PlanRules rules, List<Setting> settings) implements Spec {
    public RolloutPlanSpec {
        settings = List.copyOf(settings);
    }

    @Override
    public String name() {
        return rollout.name();
    }
}
