package covey.experiment.grouped.plan;

import covey.data.Groups.GroupCell;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.plan.Arrangement;
import covey.experiment.spec.MetricPlan;
import covey.result.Scale;
import covey.stats.DegenerateDataException;
import covey.stats.design.pair.ClusterPair;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import covey.stats.power.history.PairedHistory;
import java.util.ArrayList;
import java.util.List;

/** Pairs of which one member is treated: of units, more of them every week, or of clusters, always the same. */
final class PairArrangement implements Arrangement {
    private static final Things MEMBERS = new Things("member of a pair", "required_pairs", 2);

    private final GroupedHistory history;
    private final MetricPlan plan;
    private final List<GroupCell> cells;
    private final Split shares;

    PairArrangement(GroupedHistory history, MetricPlan plan, List<GroupCell> cells, Split shares) {
        this.history = history;
        this.plan = plan;
        this.cells = List.copyOf(cells);
        this.shares = shares;
    }

    private PairedHistory pairs() {
        List<ClusterPair> pairs = List.copyOf(history.pairs(cells).values());
        Column y = plan.ratio() ? Column.ratio(0, 1) : Column.of(0);
        int columns = pairs.isEmpty() ? 0 : pairs.getFirst().control().size();
        try {
            return PairedHistory.of(pairs, y, CovariateColumns.of(plan, columns).columns());
        } catch (DegenerateDataException e) {
            // covariates leave nothing to vary, in the run neither
            return PairedHistory.of(pairs, y);
        }
    }

    private double perUnit() {
        List<Moments> members = new ArrayList<>();
        history.pairs(cells).values().forEach(p -> members.addAll(List.of(p.control(), p.treatment())));
        Moments all = Moments.sum(members);
        return plan.ratio() ? Outcome.ofRatio(all, 0, 1).variance() : all.variance(0);
    }

    @Override
    public Outcome outcome(Outcome unit, double entered) {
        Outcome paired = pairs().outcome();
        return new Outcome(
                unit.baseline(),
                unit.variance() * paired.variance() / perUnit(),
                paired.explained(),
                Outcome.Law.ESTIMATED);
    }

    @Override
    public Split split() {
        return shares.with(pairs().freedom());
    }

    @Override
    public double count(double entered) {
        return history.spec().pairsOfClusters() ? 2.0 * history.pairs() : entered * history.share();
    }

    @Override
    public Things things() {
        return MEMBERS;
    }

    @Override
    public List<Figure> figures() {
        PairedHistory pairs = pairs();
        return List.of(
                new Figure("pairs", Scale.COUNT, pairs.pairs(), "pairs"),
                new Figure("pair_correlation", Scale.PROBABILITY, pairs.explained(), "fraction"));
    }
}
