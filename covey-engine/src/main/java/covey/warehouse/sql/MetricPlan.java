package covey.warehouse.sql;

import covey.data.ExperimentRequirement.MetricNeed;
import covey.metric.Measure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one metric is measured: its columns in the per-unit table.
 *
 * @param id prefix of its columns, such as {@code m1}
 * @param need the metric and its covariates
 * @param columns {@code y}, then {@code d} for a ratio, then covariates
 * @param snapshots cumulative columns by day, in the order of the days
 * @param ages columns by whole days since entry
 */
record MetricPlan(
        String id, MetricNeed need, List<ValueColumn> columns, List<Snapshot> snapshots, List<Snapshot> ages) {
    MetricPlan {
        columns = List.copyOf(columns);
        snapshots = List.copyOf(snapshots);
        ages = List.copyOf(ages);
    }

    /**
     * Columns of one point of a series.
     *
     * @param label {@code 2026-03-05}, or the number of days since entry
     * @param columns {@code y}, and {@code d} for a ratio; of a history covariates too
     */
    record Snapshot(String label, List<ValueColumn> columns) {
        Snapshot {
            columns = List.copyOf(columns);
        }

        static Snapshot on(LocalDate day, List<ValueColumn> columns) {
            return new Snapshot(day.toString(), columns);
        }
    }

    String name() {
        return need.metric().name();
    }

    /** The quantile, when the metric is one. */
    Optional<Measure.Quantile> quantile() {
        return need.metric().measure() instanceof Measure.Quantile q ? Optional.of(q) : Optional.empty();
    }

    boolean overEvents() {
        return quantile().filter(q -> q.over() == Measure.Quantile.Over.EVENT).isPresent();
    }

    /** Every column of the metric. */
    List<ValueColumn> all() {
        List<ValueColumn> all = new ArrayList<>(columns);
        snapshots.forEach(s -> all.addAll(s.columns()));
        ages.forEach(s -> all.addAll(s.columns()));
        return all;
    }
}
