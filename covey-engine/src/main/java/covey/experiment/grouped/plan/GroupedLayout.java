package covey.experiment.grouped.plan;

import covey.data.ExperimentData;
import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupCells;
import covey.experiment.check.Finding;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.grouped.GroupedSpec.Design;
import covey.experiment.grouped.GroupedWords;
import covey.experiment.plan.Arrangement;
import covey.experiment.plan.Layout;
import covey.experiment.plan.UnitLayout;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Severity;
import covey.stats.Alternative;
import covey.stats.design.Side;
import covey.stats.design.pair.ClusterPairs;
import covey.stats.design.randomization.Assignments;
import covey.stats.power.FamilyCorrelation;
import covey.stats.power.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Clusters, strata and pairs of a history as the experiment will randomise them. */
final class GroupedLayout implements Layout {
    private final GroupedPlan spec;
    private final ExperimentSpec experiment;
    private final GroupedHistory history;
    private final Map<String, Arrangement> known = new HashMap<>();

    GroupedLayout(GroupedPlan spec, ExperimentData data) {
        this.spec = spec;
        this.experiment = spec.grouped().experiment();
        this.history = GroupedHistory.of(spec, data);
        for (MetricPlan plan : experiment.metrics()) {
            List<GroupCell> cells =
                    data.groups().metric(plan.name()).map(GroupCells::cells).orElse(List.of());
            for (Study.Arm arm : experiment.treatments()) {
                known.put(plan.name() + "\n" + arm.name(), arrangement(plan, cells, arm));
            }
        }
    }

    private Arrangement arrangement(MetricPlan plan, List<GroupCell> cells, Study.Arm arm) {
        Split split = new Split(experiment.control().share(), arm.share());
        return switch (spec.grouped().design()) {
            case CLUSTER_RANDOMIZED ->
                plan.quantile()
                        ? new ClusterQuantiles(history, split)
                        : new ClusterArrangement(history, plan, cells, split);
            case MATCHED_PAIRS -> new PairArrangement(history, plan, cells, split);
            case STRATIFIED, BLOCKED ->
                plan.quantile() ? new UnitLayout.Units(split) : new StratumArrangement(plan, cells, split);
        };
    }

    @Override
    public List<Study.Arm> arms() {
        return experiment.treatments();
    }

    @Override
    public String reference(Study.Arm arm) {
        return experiment.control().name();
    }

    @Override
    public Arrangement arrangement(MetricPlan plan, Study.Arm arm) {
        return Objects.requireNonNull(known.get(plan.name() + "\n" + arm.name()));
    }

    @Override
    public FamilyCorrelation correlation() {
        return UnitLayout.ofArms(experiment);
    }

    @Override
    public Optional<String> uncorrelated() {
        return Optional.of(
                switch (spec.grouped().design()) {
                    case CLUSTER_RANDOMIZED -> "how metrics hang together between clusters is not read";
                    case MATCHED_PAIRS -> "how metrics hang together inside pairs is not read";
                    case STRATIFIED, BLOCKED -> "how metrics hang together inside strata is not read";
                });
    }

    @Override
    public Optional<Missing> missing(MetricPlan plan, Study.Arm arm) {
        return switch (spec.grouped().design()) {
            case STRATIFIED, BLOCKED -> Optional.empty();
            case CLUSTER_RANDOMIZED -> tooFewClusters(arm);
            case MATCHED_PAIRS -> quantile(plan).or(this::tooFewPairs);
        };
    }

    private static Optional<Missing> quantile(MetricPlan plan) {
        return plan.quantile()
                ? Optional.of(new Missing(
                        Reason.NOT_SUPPORTED,
                        "the error of a quantile between pairs is not read from a history",
                        "plan by a mean, a proportion or a ratio; the run analyses the quantile"))
                : Optional.empty();
    }

    private double alpha() {
        return 1 - experiment.level();
    }

    private Optional<Missing> tooFewClusters(Study.Arm arm) {
        Assignments assignments = assignments(arm);
        double smallest = assignments.smallestPValue(Alternative.TWO_SIDED);
        return smallest <= alpha()
                ? Optional.empty()
                : Optional.of(new Missing(
                        Reason.TOO_FEW_UNITS,
                        assignments.size() + " clusters of " + spec.grouped().unit() + " allow "
                                + Numbers.shown(assignments.count())
                                + " assignments, so no outcome of this experiment could have a randomisation p below "
                                + Numbers.shown(smallest) + ", and " + Numbers.shown(alpha()) + " is asked for",
                        "randomise more and smaller clusters; eight in equal arms are enough at 0.05"));
    }

    /** The design's assignments: inside every stratum the arms' shares, rounded to whole clusters. */
    private Assignments assignments(Study.Arm arm) {
        double control = experiment.control().share();
        List<Side> sides = new ArrayList<>();
        List<Integer> strata = new ArrayList<>();
        history.clustersByStratum().forEach((stratum, clusters) -> {
            long both = Math.round(clusters * (control + arm.share()));
            long treated = Math.round(clusters * arm.share());
            for (long g = 0; g < both; g++) {
                sides.add(g < treated ? Side.TREATMENT : Side.CONTROL);
                strata.add(stratum);
            }
        });
        if (sides.isEmpty()) {
            return Assignments.complete(Side.CONTROL);
        }
        return Assignments.stratified(
                sides.toArray(new Side[0]),
                strata.stream().mapToInt(Integer::intValue).toArray());
    }

    private Optional<Missing> tooFewPairs() {
        double share = experiment.arms().stream().mapToDouble(Study.Arm::share).sum();
        int pairs = (int) Math.round(history.pairs() * Math.min(1, share));
        double smallest = pairs == 0 ? 1 : ClusterPairs.assignments(pairs).smallestPValue(Alternative.TWO_SIDED);
        return smallest <= alpha()
                ? Optional.empty()
                : Optional.of(new Missing(
                        Reason.TOO_FEW_UNITS,
                        pairs + " complete pairs could at best have a randomisation p of " + Numbers.shown(smallest)
                                + ", and " + Numbers.shown(alpha()) + " is asked for"
                                + (history.larger() > 0 && !spec.pairsOfClusters()
                                        ? "; " + history.larger() + " pairs have more than two units"
                                        : ""),
                        history.larger() > 0 && !spec.pairsOfClusters()
                                ? "name the clusters that are paired: design.randomize.unit"
                                : "randomise more pairs; six are the least at 0.05"));
    }

    @Override
    public List<Outcome> further(MetricPlan plan, covey.stats.power.Outcome unit, double units) {
        return List.of();
    }

    @Override
    public double counted(double entered) {
        return history.counted(entered);
    }

    @Override
    public String interference() {
        return GroupedWords.interference(spec.grouped());
    }

    @Override
    public List<Diagnostic> findings() {
        String dimensions = String.join(" x ", spec.history().dimensions());
        String what = switch (spec.grouped().design()) {
            case CLUSTER_RANDOMIZED ->
                history.clusters() + " clusters of " + dimensions
                        + ": more weeks bring more units into them and no further cluster, so that what differs between"
                        + " clusters bounds the power from above. Their correlation is that of the whole history.";
            case MATCHED_PAIRS ->
                history.pairs() + " complete pairs of " + dimensions + " in the history"
                        + (spec.pairsOfClusters()
                                ? "; what pairs explain is taken from all of it."
                                : ". A pair counts once both of its units have entered"
                                        + history.arrivals().byWeek() + ".");
            case STRATIFIED, BLOCKED ->
                "what the strata of " + dimensions + " explain is taken from the whole history, for all weeks alike.";
        };
        List<Diagnostic> found = new ArrayList<>();
        found.add(Finding.of("plan_groups", Severity.NOTE, what).diagnostic());
        if (history.left() > 0) {
            boolean pairs = spec.grouped().design() == Design.MATCHED_PAIRS;
            found.add(Finding.of(
                            "plan_groups",
                            Severity.WARNING,
                            history.left() + " " + experiment.study().unit() + "s of the history are in no "
                                    + (pairs ? "complete pair" : "cluster") + " and are left out of the plan.")
                    .diagnostic());
        }
        return found;
    }
}
