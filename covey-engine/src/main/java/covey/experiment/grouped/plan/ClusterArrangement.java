package covey.experiment.grouped.plan;

import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupCells;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.plan.Arrangement;
import covey.experiment.spec.MetricPlan;
import covey.result.Scale;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.design.cluster.ClusterDifference;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import covey.stats.power.history.ClusteredHistory;
import java.util.List;

/** Clusters that are randomised as wholes: the same ones however long the experiment, with more units in them. */
final class ClusterArrangement implements Arrangement {
    static final Things CLUSTERS = new Things("cluster", "required_clusters", 1);

    private final GroupedHistory history;
    private final MetricPlan plan;
    private final List<GroupCell> cells;
    private final Split shares;

    ClusterArrangement(GroupedHistory history, MetricPlan plan, List<GroupCell> cells, Split shares) {
        this.history = history;
        this.plan = plan;
        this.cells = List.copyOf(cells);
        this.shares = shares;
    }

    private List<Moments> blocks() {
        return history.assigned().moments(new GroupCells(plan.name(), cells)).values().stream()
                .map(arms -> Moments.sum(arms.values()))
                .toList();
    }

    private ClusteredHistory clusters() {
        var found = history.assigned().moments(new GroupCells(plan.name(), cells));
        if (found.isEmpty()) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "no cluster of the history has a value of " + plan.name());
        }
        List<Integer> strata =
                found.keySet().stream().map(history.assigned()::stratum).toList();
        ClusterDifference plain = ClusterDifference.of(plan.ratio() ? Column.ratio(0, 1) : Column.of(0));
        CovariateColumns covariates =
                CovariateColumns.of(plan, blocks().getFirst().size());
        if (!covariates.isEmpty()) {
            try {
                return ClusteredHistory.of(
                        blocks(),
                        strata,
                        plain.adjustedFor(
                                covariates.columns(), history.spec().grouped().slopes()));
            } catch (DegenerateDataException e) {
                // the clusters do not carry the covariates, in the run neither
                return ClusteredHistory.of(blocks(), strata, plain);
            }
        }
        return ClusteredHistory.of(blocks(), strata, plain);
    }

    /** What a unit of the history varies by, all clusters together. */
    private double perUnit() {
        Moments all = Moments.sum(blocks());
        return plan.ratio() ? Outcome.ofRatio(all, 0, 1).variance() : all.variance(0);
    }

    @Override
    public Outcome outcome(Outcome unit, Reached reached) {
        ClusteredHistory clusters = clusters();
        double had = clusters.sizes().mean() * clusters.clusters();
        Outcome grown =
                clusters.grown(reached.entered() * history.share() / had).outcome();
        return new Outcome(
                unit.baseline(),
                unit.variance() * grown.variance() / perUnit(),
                grown.explained(),
                Outcome.Law.ESTIMATED);
    }

    @Override
    public Split split() {
        return shares.with(clusters().freedom());
    }

    @Override
    public double count(double entered) {
        return entered > 0 ? history.clusters() : 0;
    }

    @Override
    public Things things() {
        return CLUSTERS;
    }

    @Override
    public List<Figure> figures(Reached reached) {
        ClusteredHistory clusters = clusters();
        return List.of(
                new Figure("clusters", Scale.COUNT, clusters.clusters(), "clusters"),
                new Figure(
                        "effective_clusters",
                        Scale.COUNT,
                        clusters.sizes().effectiveClusters(clusters.clusters()),
                        "clusters"),
                new Figure("intraclass_correlation", Scale.PROBABILITY, clusters.correlation(), "fraction"),
                new Figure("design_effect", Scale.LEVEL, clusters.designEffect(), "times"));
    }
}
