package covey.experiment.rollout;

import covey.data.RolloutRequirement.Stage;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Spec;
import covey.method.Study;
import covey.metric.Metric;
import covey.result.Setting;
import java.util.List;

/**
 * A staged roll-out as its estimator understands it.
 *
 * @param experiment what it shares with every experiment
 * @param population model with one row per unit
 * @param stages stages in order, shares rising
 * @param order order of the polynomial of the share
 * @param settings every effective setting with its origin
 */
public record RolloutSpec(
        ExperimentSpec experiment, String population, List<Stage> stages, int order, List<Setting> settings)
        implements Spec {
    public RolloutSpec {
        stages = List.copyOf(stages);
        settings = List.copyOf(settings);
    }

    @Override
    public String name() {
        return experiment.name();
    }

    @Override
    public String unit(Metric metric) {
        return experiment.unit(metric);
    }

    /** The arm that is rolled out. */
    Study.Arm treatment() {
        return experiment.treatments().getFirst();
    }
}
