package covey.catalog;

import covey.experiment.Experiment;
import covey.experiment.factorial.FactorialExperiment;
import covey.experiment.grouped.GroupedExperiment;
import covey.experiment.plan.AaReplay;
import covey.experiment.plan.ExperimentDesign;
import covey.experiment.rollout.StagedRolloutExperiment;
import covey.experiment.switchback.SwitchbackExperiment;
import covey.experiment.twosided.TwoSidedExperiment;
import covey.method.Estimator;
import covey.method.Study;
import java.util.List;
import java.util.Optional;

/** Every method that Covey knows, in the order in which help and documentation show them. */
public final class Catalog {
    /** The list. */
    public static final List<Estimator<?, ?>> ESTIMATORS = List.of(
            new Experiment(),
            new SwitchbackExperiment(),
            new StagedRolloutExperiment(),
            new GroupedExperiment(),
            new FactorialExperiment(),
            new TwoSidedExperiment());

    /** Methods that look at a study before it has data. */
    public static final List<Estimator<?, ?>> DESIGNS = List.of(new ExperimentDesign(), new AaReplay(AaReplay.USUAL));

    private Catalog() {}

    /** The method that plans studies of a kind; empty when there is none. */
    public static Optional<Estimator<?, ?>> designOf(String kind) {
        return DESIGNS.stream().filter(e -> e.descriptor().kind().equals(kind)).findFirst();
    }

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

    /**
     * The method that replays a kind of study where nothing was done.
     *
     * @param replays number of splits
     */
    public static Estimator<?, ?> replayOf(String kind, int replays) {
        if (!kind.equals("experiment")) {
            throw new IllegalArgumentException("studies of kind " + kind + " cannot be replayed");
        }
        return new AaReplay(replays);
    }

    /** Kinds of study in the order of the list. */
    public static List<String> kinds() {
        return ESTIMATORS.stream().map(e -> e.descriptor().kind()).distinct().toList();
    }
}
