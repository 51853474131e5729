package covey.experiment.plan;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.MetricCells;
import covey.data.ExperimentData.QuantileWeek;
import covey.data.ExperimentData.UnitCell;
import covey.data.ExperimentRequirement;
import covey.data.Groups.GroupUnits;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.compare.QuantileArm;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.PlanSpec;
import covey.metric.Measure;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.QuantileEstimate;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.power.Outcome;
import covey.stats.regression.MomentRegression;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one metric looked like in the history to an experiment of so many weeks.
 *
 * <p>Of a metric that counts until the end, week k is the units that entered in k weeks with all they did in them, so
 * that the variance grows with exposure as it will. Of a metric with a closed window, week k is the units that entered in
 * k weeks, each over its whole window. Of a quantile the order statistics are read after each week. Of a table without time
 * there is one state for all weeks.
 */
final class MetricHistory {
    private final PlanSpec spec;
    private final MetricPlan plan;
    private final ExperimentData data;
    private final List<Moments> byWeek;

    private MetricHistory(PlanSpec spec, MetricPlan plan, ExperimentData data, List<Moments> byWeek) {
        this.spec = spec;
        this.plan = plan;
        this.data = data;
        this.byWeek = byWeek;
    }

    static MetricHistory of(PlanSpec spec, MetricPlan plan, ExperimentData data) {
        return new MetricHistory(
                spec,
                plan,
                data,
                data.metric(plan.name()).map(m -> weeks(spec, m)).orElse(List.of()));
    }

    private static List<Moments> weeks(PlanSpec spec, MetricCells cells) {
        if (!cells.snapshots().isEmpty()) {
            return cells.snapshots().stream()
                    .sorted(Comparator.comparing(Cell::day))
                    .map(Cell::moments)
                    .toList();
        }
        Map<Long, Moments> entered = new TreeMap<>();
        LocalDate first = spec.rules()
                .start()
                .atZone(spec.experiment().study().schema().zone())
                .toLocalDate();
        for (Cell cell : cells.cells()) {
            if (cell.slice().isEmpty()) {
                long week = LocalDate.parse(cell.day()).toEpochDay() - first.toEpochDay();
                entered.merge(week / 7, cell.moments(), Moments::plus);
            }
        }
        List<Moments> weeks = new ArrayList<>();
        entered.values()
                .forEach(m -> weeks.add(weeks.isEmpty() ? m : weeks.getLast().plus(m)));
        return weeks;
    }

    /** Units that the state after so many weeks was read from. */
    long units(int week) {
        return plan.quantile() ? entered(week) : block(week).n();
    }

    /** Columns of an experiment of so many weeks; beyond the history those of its last week. */
    Moments block(int week) {
        if (byWeek.isEmpty()) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    "no unit of the history has a value of " + plan.name()
                            + (plan.metric().window().to().isPresent()
                                    ? ": none had the time its window asks for, so that the history must start earlier"
                                    : ""));
        }
        return byWeek.get(Math.clamp(week, 1, byWeek.size()) - 1);
    }

    /**
     * The metric after so many weeks.
     *
     * @throws DegenerateDataException when nothing varies, or too few units entered
     */
    Outcome outcome(int week) {
        if (plan.quantile()) {
            return quantile(week);
        }
        Moments block = block(week);
        if (block.n() < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "the history has " + block.n() + " units with a value of " + plan.name());
        }
        Outcome plain = plan.ratio()
                ? Outcome.ofRatio(block, 0, 1)
                : plan.binary()
                        ? Outcome.ofProportion(block.mean(0))
                        : Outcome.ofMean(block.mean(0), block.variance(0));
        return plain.explaining(explained(block));
    }

    /** Share of the variance that the covariates explain, with the degrees of freedom they cost taken off. */
    private double explained(Moments block) {
        List<Column> columns = new ArrayList<>();
        columns.add(plan.ratio() ? Column.ratio(0, 1) : Column.of(0));
        columns.addAll(CovariateColumns.of(plan, block.size()).columns());
        int[] candidates = new int[columns.size() - 1];
        for (int i = 0; i < candidates.length; i++) {
            candidates[i] = i + 1;
        }
        Moments linear = Column.linearise(block, columns.toArray(new Column[0]));
        int[] used = MomentRegression.independent(List.of(linear), candidates).stream()
                .mapToInt(i -> candidates[i])
                .toArray();
        if (used.length == 0 || linear.n() <= used.length + 2) {
            return 0;
        }
        double[] slopes = MomentRegression.slopes(linear, 0, used);
        double left = linear.crossM2(0, 0);
        for (int i = 0; i < used.length; i++) {
            left -= slopes[i] * linear.crossM2(used[i], 0);
        }
        double residual = Math.max(0, left) / (linear.n() - 1.0 - used.length);
        return Math.clamp(1 - residual / linear.variance(0), 0, 1 - 1e-9);
    }

    /** Weeks of a quantile in order; none where there is one state for all. */
    private List<QuantileWeek> quantiles() {
        return data.quantile(plan.name()).stream()
                .flatMap(q -> q.weeks().stream())
                .filter(w -> w.cell().arm().equals(ExperimentRequirement.HISTORY))
                .sorted(Comparator.comparing(QuantileWeek::day))
                .toList();
    }

    private Optional<QuantileWeek> quantileWeek(int week) {
        if (quantiles().isEmpty()) {
            return Optional.empty();
        }
        LocalDate last = spec.rules()
                .start()
                .atZone(spec.experiment().study().schema().zone())
                .toLocalDate()
                .plusWeeks(week);
        // a week in which nobody had a value has no order statistics; beyond the history those of its last week stand
        LocalDate seen = LocalDate.parse(quantiles().getLast().day()).plusDays(1);
        String day = (last.isAfter(seen) ? seen : last).minusDays(1).toString();
        return Optional.of(quantiles().stream()
                .filter(w -> w.day().equals(day))
                .findFirst()
                .orElseThrow(() -> new DegenerateDataException(
                        Reason.TOO_FEW_UNITS, "nobody had a value of " + plan.name() + " after " + week + " weeks")));
    }

    /** Units that had entered by then. */
    private long entered(int week) {
        return quantileWeek(week)
                .map(w -> data.exposures().cells().stream()
                        .filter(c -> c.slice().isEmpty() && c.day().compareTo(w.day()) <= 0)
                        .mapToLong(UnitCell::units)
                        .sum())
                .orElse(data.exposures().units());
    }

    /**
     * Variance per thing that is randomised. Clusters without a value, and of a quantile over events units without one,
     * are randomised too, and bring nothing: an experiment of as many has as few with values.
     */
    private Outcome perUnit(QuantileEstimate estimate, int week) {
        Outcome active = Outcome.ofQuantile(estimate);
        long groups = data.groups().units().stream()
                .map(GroupUnits::group)
                .filter(g -> !g.isEmpty())
                .distinct()
                .count();
        boolean events = ((Measure.Quantile) plan.metric().measure()).over() == Measure.Quantile.Over.EVENT;
        long all = groups > 0 ? groups : events ? entered(week) : estimate.n();
        return active.inflated((double) all / estimate.n());
    }

    private Outcome quantile(int week) {
        double p = ((Measure.Quantile) plan.metric().measure()).quantile();
        return quantileWeek(week)
                .map(QuantileWeek::cell)
                .or(() -> data.quantile(plan.name()).stream()
                        .flatMap(q -> q.arms().stream())
                        .filter(c -> c.slice().isEmpty() && c.arm().equals(ExperimentRequirement.HISTORY))
                        .findFirst())
                .map(cell -> QuantileArm.of(cell, p, spec.experiment().level()))
                .map(arm -> switch (arm) {
                    case QuantileArm.Known known -> perUnit(known.estimate(), week);
                    case QuantileArm.None none ->
                        throw new DegenerateDataException(
                                Reason.TOO_FEW_UNITS, none.why().message());
                })
                .orElseThrow(() -> new DegenerateDataException(
                        Reason.TOO_FEW_UNITS, "the history has no order statistics of " + plan.name()));
    }
}
