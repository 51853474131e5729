package covey.experiment.spec;

import covey.method.Spec;
import covey.result.Setting;
import java.util.List;

/**
 * An experiment that is being planned.
 *
 * @param experiment the experiment as it will be run
 * @param rules how it is planned
 * @param settings every effective setting with its origin, those of the experiment first
 */
public record PlanSpec(ExperimentSpec experiment, PlanRules rules, List<Setting> settings) implements Spec {
    public PlanSpec {
        settings = List.copyOf(settings);
    }

    /** The same plan under other rules. */
    public PlanSpec under(PlanRules others) {
        return new PlanSpec(experiment, others, settings);
    }

    @Override
    public String name() {
        return experiment.name();
    }
}
