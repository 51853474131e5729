package covey.experiment.grouped;

import covey.data.Groups;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.MetricPlan;

/**
 * Effects of the main analysis alone, from groups whatever they come from.
 *
 * @param grouped the experiment
 * @param groups its groups
 * @param assigned which arm each group had
 */
public record GroupedEffects(GroupedSpec grouped, Groups groups, Assigned assigned) {
    /** Effects of an experiment on its groups. */
    public GroupedEffects(GroupedSpec grouped, Groups groups) {
        this(grouped, groups, Assigned.of(grouped, groups));
    }

    /** The effect of an arm on a metric that is no quantile. */
    public Result effect(MetricPlan plan, String arm) {
        return GroupedComparison.method(grouped, groups, assigned, plan).effect(arm);
    }
}
