package covey.catalog;

import covey.experiment.Experiment;
import covey.experiment.rollout.StagedRolloutExperiment;
import covey.experiment.switchback.SwitchbackExperiment;
import covey.method.Estimator;
import covey.method.Study;
import java.util.List;
import java.util.Optional;

/** Every method that Covey knows, in the order in which help and documentation show them. */
public final class Catalog {
    /** The list. */
    public static final List<Estimator<?, ?>> ESTIMATORS =
            List.of(new Experiment(), new SwitchbackExperiment(), new StagedRolloutExperiment());

    private Catalog() {}

    /**
     * The method that answers a study: of those for its kind the one for its design, or the first, which refuses a design
     * that nobody knows. Empty when the kind is unknown.
     */
    public static Optional<Estimator<?, ?>> of(Study study) {
        List<Estimator<?, ?>> kind = ESTIMATORS.stream()
                .filter(e -> e.descriptor().kind().equals(study.kind()))
                .toList();
        String design = study.design().text("type", "");
        return kind.stream()
                .filter(e -> e.descriptor().designs().contains(design))
                .findFirst()
                .or(() -> kind.stream().findFirst());
    }

    /** Kinds of study in the order of the list. */
    public static List<String> kinds() {
        return ESTIMATORS.stream().map(e -> e.descriptor().kind()).distinct().toList();
    }
}
