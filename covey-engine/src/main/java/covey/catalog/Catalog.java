package covey.catalog;

import covey.clustering.evaluate.ClusteringEvaluation;
import covey.experiment.Experiment;
import covey.experiment.adapt.ConditionalReEstimation;
import covey.experiment.draw.RerandomizedDraw;
import covey.experiment.factorial.FactorialDesign;
import covey.experiment.factorial.FactorialExperiment;
import covey.experiment.factorial.FactorialReplay;
import covey.experiment.grouped.GroupedExperiment;
import covey.experiment.grouped.plan.GroupedDesign;
import covey.experiment.grouped.plan.GroupedReplay;
import covey.experiment.plan.ExperimentDesign;
import covey.experiment.plan.ReEstimation;
import covey.experiment.replay.AaReplay;
import covey.experiment.replay.Replay;
import covey.experiment.rollout.RolloutDesign;
import covey.experiment.rollout.StagedRolloutExperiment;
import covey.experiment.spec.RerandomizationRules;
import covey.experiment.switchback.SwitchbackAaReplay;
import covey.experiment.switchback.SwitchbackDesign;
import covey.experiment.switchback.SwitchbackExperiment;
import covey.experiment.twosided.TwoSidedDesign;
import covey.experiment.twosided.TwoSidedExperiment;
import covey.experiment.twosided.TwoSidedReplay;
import covey.label.LabelEvaluation;
import covey.method.Estimator;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.ranking.evaluate.RankingDesign;
import covey.ranking.evaluate.RankingEvaluation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every method that Covey knows, in the order in which help and documentation show them. */
public final class Catalog {
    /** The list. */
    public static final List<Estimator<?, ?>> ESTIMATORS = List.of(
            new Experiment(),
            new SwitchbackExperiment(),
            new StagedRolloutExperiment(),
            new GroupedExperiment(),
            new FactorialExperiment(),
            new TwoSidedExperiment(),
            new RankingEvaluation(),
            new LabelEvaluation(),
            new ClusteringEvaluation());

    /** Methods that plan a study before it has data. */
    public static final List<Estimator<?, ?>> PLANNERS = List.of(
            new ExperimentDesign(),
            new SwitchbackDesign(),
            new RolloutDesign(),
            new TwoSidedDesign(),
            new GroupedDesign(),
            new FactorialDesign(),
            new RankingDesign());

    /** Methods that replay a study on a history in which nothing was done. */
    public static final List<Replay<?, ?>> REPLAYS = List.of(
            new AaReplay(), new SwitchbackAaReplay(), new TwoSidedReplay(), new GroupedReplay(), new FactorialReplay());

    /** Methods that size a study again while it runs. */
    public static final List<Estimator<?, ?>> RE_ESTIMATIONS =
            List.of(new ReEstimation(Optional.empty()), new ConditionalReEstimation(Optional.empty()));

    /** Methods that draw an assignment which no hash gives. */
    public static final List<Estimator<?, ?>> DRAWS = List.of(new RerandomizedDraw());

    private Catalog() {}

    /**
     * The method that answers a study: of those for its kind the one for its design, or the first, which refuses a design
     * that nobody knows.
     *
     * @throws SpecificationException when no method answers its kind
     */
    public static Estimator<?, ?> of(Study study) {
        return among(ESTIMATORS, study, "run");
    }

    /**
     * The method that plans a study, chosen as {@link #of} chooses.
     *
     * @throws SpecificationException when studies of its kind are not planned
     */
    public static Estimator<?, ?> planner(Study study) {
        return among(PLANNERS, study, "planned");
    }

    /**
     * The method that replays a study on its history; it refuses a design that it cannot replay.
     *
     * @param replays number of splits
     * @throws SpecificationException when studies of its kind are not replayed
     */
    public static Estimator<?, ?> replay(Study study, int replays) {
        return among(REPLAYS, study, "replayed").times(replays);
    }

    /** The method that draws the assignment of a study; empty when a hash of the unit assigns. */
    public static Optional<Estimator<?, ?>> draw(Study study) {
        boolean drawn = study.kind().equals("experiment")
                && RerandomizationRules.of(study).isPresent();
        return drawn ? Optional.of(among(DRAWS, study, "drawn")) : Optional.empty();
    }

    private static <E extends Estimator<?, ?>> E among(List<E> methods, Study study, String done) {
        List<E> kind = methods.stream()
                .filter(e -> e.descriptor().kind().equals(study.kind()))
                .toList();
        String design = study.design().text("type", "");
        return kind.stream()
                .filter(e -> e.descriptor().designs().contains(design))
                .findFirst()
                .or(() -> kind.stream().findFirst())
                .orElseThrow(() -> new SpecificationException(
                        study.location(),
                        "studies of kind '" + study.kind() + "' cannot be " + done,
                        "kinds there are: "
                                + methods.stream()
                                        .map(e -> e.descriptor().kind())
                                        .distinct()
                                        .collect(Collectors.joining(", "))));
    }

    /** Kinds of study in the order of the list. */
    public static List<String> kinds() {
        return ESTIMATORS.stream().map(e -> e.descriptor().kind()).distinct().toList();
    }
}
