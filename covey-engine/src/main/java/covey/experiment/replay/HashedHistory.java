package covey.experiment.replay;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.MetricCells;
import covey.experiment.compare.ArmMoments;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.compare.effect.Missing;
import covey.experiment.plan.ExperimentDesign;
import covey.experiment.spec.MetricPlan;
import covey.result.Reason;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Moments of one metric by bucket of a hashed history. Buckets merge into arms, so that any number of assignments costs
 * one scan.
 *
 * @param columns columns of a block
 * @param buckets moments by bucket
 */
public record HashedHistory(int columns, Map<String, Moments> buckets) {
    public HashedHistory {
        buckets = Map.copyOf(buckets);
    }

    /** Buckets that have units. */
    public static List<String> buckets(ExperimentData data) {
        return data.exposures().cells().stream()
                .map(ExperimentData.UnitCell::arm)
                .distinct()
                .sorted()
                .toList();
    }

    /** The buckets of a metric that was measured. */
    public static HashedHistory of(MetricCells cells) {
        Map<String, Moments> buckets = new TreeMap<>();
        for (Cell cell : cells.cells()) {
            if (cell.slice().isEmpty()) {
                buckets.merge(cell.arm(), cell.moments(), Moments::plus);
            }
        }
        return new HashedHistory(cells.columns().size(), buckets);
    }

    /** Why a metric cannot be replayed from buckets; empty when it can. */
    public static Optional<Missing> missing(MetricPlan plan, ExperimentData data) {
        Optional<MetricCells> cells = data.metric(plan.name());
        if (cells.isEmpty()) {
            return Optional.ofNullable(data.failures().get(plan.name()))
                    .map(Missing::of)
                    .or(() -> Optional.of(new Missing(
                            Reason.NOT_SUPPORTED,
                            "a quantile of groups is not replayed, or there are no values of " + plan.name()
                                    + " in the history",
                            "replay the mean or a proportion above a threshold beside it")));
        }
        return cells.get().cells().stream().allMatch(c -> c.moments().n() == 0)
                ? Optional.of(noValue(plan))
                : Optional.empty();
    }

    /** No unit of the history has a value. */
    public static Missing noValue(MetricPlan plan) {
        return new Missing(
                Reason.TOO_FEW_UNITS,
                "no unit of the history has a value of " + plan.name()
                        + (plan.metric().window().to().isPresent() ? ": none had the time its window asks for" : ""),
                ExperimentDesign.EARLIER);
    }

    /** Units that have a value. */
    public long units() {
        return buckets.values().stream().mapToLong(Moments::n).sum();
    }

    /** Covariates of a metric in these blocks. */
    public CovariateColumns covariates(MetricPlan plan) {
        return CovariateColumns.of(plan, columns);
    }

    /** Moments of the arms under an assignment of buckets. */
    public ArmMoments arms(Map<String, String> assignment) {
        Map<String, List<Moments>> parts = new TreeMap<>();
        // in order of the buckets, so that rounding does not depend on that of a hash map
        new TreeMap<>(buckets)
                .forEach((bucket, moments) -> Optional.ofNullable(assignment.get(bucket))
                        .ifPresent(arm -> parts.computeIfAbsent(arm, _ -> new ArrayList<>())
                                .add(moments)));
        Map<String, Moments> arms = new TreeMap<>();
        parts.forEach((arm, all) -> arms.put(arm, Moments.sum(all)));
        return new ArmMoments(columns, arms);
    }
}
