package covey.experiment.grouped.plan;

import covey.data.Groups.GroupCell;
import covey.data.Groups.PairWeek;
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
    private final List<PairWeek> weeks;

    PairArrangement(GroupedHistory history, MetricPlan plan, List<GroupCell> cells, Split shares) {
        this.history = history;
        this.plan = plan;
        this.cells = List.copyOf(cells);
        this.shares = shares;
        this.weeks = history.weeks(plan.name());
    }

    /** The pairs of so many weeks: those of clusters are the same in all, those of units are the complete ones. */
    private PairedHistory pairs(int week) {
        return weeks.isEmpty() ? pairsOfClusters() : pairsOfUnits(block(week));
    }

    private PairWeek block(int week) {
        return weeks.get(Math.clamp(week, 1, weeks.size()) - 1);
    }

    private Column y() {
        return plan.ratio() ? Column.ratio(0, 1) : Column.of(0);
    }

    private PairedHistory pairsOfUnits(PairWeek week) {
        CovariateColumns covariates = CovariateColumns.of(plan, week.members().size());
        try {
            return PairedHistory.of(week.members(), week.means(), y(), covariates.columns());
        } catch (DegenerateDataException e) {
            // covariates leave nothing to vary, in the run neither
            return PairedHistory.of(week.members(), week.means(), y(), List.of());
        }
    }

    private PairedHistory pairsOfClusters() {
        List<ClusterPair> pairs = List.copyOf(history.pairs(cells).values());
        int columns = pairs.isEmpty() ? 0 : pairs.getFirst().control().size();
        try {
            return PairedHistory.of(
                    pairs, y(), CovariateColumns.of(plan, columns).columns());
        } catch (DegenerateDataException e) {
            // covariates leave nothing to vary, in the run neither
            return PairedHistory.of(pairs, y());
        }
    }

    /** Variance of a unit of the clusters, all together. */
    private double perUnit() {
        List<Moments> members = new ArrayList<>();
        history.pairs(cells).values().forEach(p -> members.addAll(List.of(p.control(), p.treatment())));
        Moments all = Moments.sum(members);
        return plan.ratio() ? Outcome.ofRatio(all, 0, 1).variance() : all.variance(0);
    }

    @Override
    public Outcome outcome(Outcome unit, Reached reached) {
        Outcome paired = pairs(reached.week()).outcome();
        return weeks.isEmpty()
                ? new Outcome(
                        unit.baseline(),
                        unit.variance() * paired.variance() / perUnit(),
                        paired.explained(),
                        Outcome.Law.ESTIMATED)
                : paired;
    }

    @Override
    public Split split() {
        return shares.with(pairs(Integer.MAX_VALUE).freedom());
    }

    @Override
    public double count(double entered) {
        return history.spec().pairsOfClusters() ? 2.0 * history.pairs() : history.counted(entered);
    }

    @Override
    public Things things() {
        return MEMBERS;
    }

    @Override
    public List<Figure> figures(Reached reached) {
        PairedHistory pairs = pairs(reached.week());
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure("pairs", Scale.COUNT, count(reached.entered()) / 2, "pairs"),
                new Figure("pair_correlation", Scale.PROBABILITY, pairs.explained(), "fraction")));
        if (!history.spec().pairsOfClusters()) {
            double waiting = history.arrivals().waiting(reached.entered());
            figures.add(new Figure("waiting_units", Scale.COUNT, waiting, "units"));
        }
        return figures;
    }
}
