package covey.experiment.grouped.plan;

import covey.data.Groups.GroupCell;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.plan.Arrangement;
import covey.experiment.spec.MetricPlan;
import covey.result.Scale;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import covey.stats.power.history.StratifiedHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Units that are randomised inside strata and compared inside them. */
final class StratumArrangement implements Arrangement {
    private final MetricPlan plan;
    private final List<GroupCell> cells;
    private final Split shares;

    StratumArrangement(MetricPlan plan, List<GroupCell> cells, Split shares) {
        this.plan = plan;
        this.cells = List.copyOf(cells);
        this.shares = shares;
    }

    /** Strata of which fewer than two units come into an arm are taken together, as the analysis takes them. */
    private List<Moments> strata() {
        SortedMap<String, Moments> byStratum = new TreeMap<>();
        cells.forEach(c -> byStratum.merge(c.stratum(), c.moments(), Moments::plus));
        double least = 2 / Math.min(shares.control(), shares.treatment());
        List<Moments> strata = new ArrayList<>();
        List<Moments> thin = new ArrayList<>();
        byStratum.values().forEach(s -> (s.n() >= least ? strata : thin).add(s));
        if (!thin.isEmpty()) {
            strata.add(Moments.sum(thin));
        }
        if (strata.isEmpty()) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "no stratum of the history has a value of " + plan.name());
        }
        return strata;
    }

    private StratifiedHistory history(Outcome unit) {
        List<Moments> strata = strata();
        Outcome plain = new Outcome(unit.baseline(), unit.variance(), 0, unit.law());
        Column y = plan.ratio() ? Column.ratio(0, 1) : Column.of(0);
        List<Column> covariates =
                CovariateColumns.of(plan, strata.getFirst().size()).columns();
        return StratifiedHistory.of(plain, strata, y, covariates);
    }

    @Override
    public Outcome outcome(Outcome unit, Reached reached) {
        return history(unit).outcome();
    }

    @Override
    public Split split() {
        return shares.with(history(Outcome.ofMean(0, 1)).freedom());
    }

    @Override
    public double count(double entered) {
        return entered;
    }

    @Override
    public Things things() {
        return Things.UNITS;
    }

    @Override
    public List<Figure> figures(Reached reached) {
        return List.of(
                new Figure("strata", Scale.COUNT, strata().size(), "strata"),
                new Figure(
                        "explained_by_strata",
                        Scale.PROBABILITY,
                        history(Outcome.ofMean(0, 1)).byStrata(),
                        "fraction"));
    }
}
