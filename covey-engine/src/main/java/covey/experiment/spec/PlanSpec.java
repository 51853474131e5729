package covey.experiment.spec;

import covey.method.Spec;
import covey.result.MetricInfo.Role;
import covey.result.Setting;
import java.util.List;
import java.util.Map;

/**
 * An experiment that is being planned.
 *
 * @param experiment the experiment as it will be run
 * @param rules how it is planned
 * @param settings every effective setting with its origin, those of the experiment first
 * @param beside hypotheses of other sides of a market that share the error of a role
 */
public record PlanSpec(ExperimentSpec experiment, PlanRules rules, List<Setting> settings, Map<Role, Integer> beside)
        implements Spec {
    public PlanSpec {
        settings = List.copyOf(settings);
        beside = Map.copyOf(beside);
    }

    /** A plan of all hypotheses of its experiment. */
    public PlanSpec(ExperimentSpec experiment, PlanRules rules, List<Setting> settings) {
        this(experiment, rules, settings, Map.of());
    }

    /** The same plan with hypotheses of other sides beside its own. */
    public PlanSpec with(Map<Role, Integer> others) {
        return new PlanSpec(experiment, rules, settings, others);
    }

    /** The same plan under other rules. */
    public PlanSpec under(PlanRules others) {
        return new PlanSpec(experiment, others, settings, beside);
    }

    @Override
    public String name() {
        return experiment.name();
    }
}
