package covey.experiment.compare;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Failure;
import covey.data.ExperimentData.Freshness;
import covey.data.ExperimentData.Losses;
import covey.data.ExperimentData.MetricCells;
import covey.data.ExperimentData.QuantileCells;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.result.Reason;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What makes a whole metric not estimable: a failed query, no data, no mature unit, a join that found nothing. */
public final class Gaps {
    private Gaps() {}

    /** Why the metric has no number; empty when it has. */
    public static Optional<Missing> of(ExperimentSpec spec, MetricPlan plan, ExperimentData data) {
        Failure failure = data.failures().get(plan.name());
        if (failure != null) {
            return Optional.of(Missing.of(failure));
        }
        for (String model : plan.models()) {
            Freshness freshness = data.freshness().get(model);
            if (freshness != null && freshness.rows() == 0) {
                return Optional.of(new Missing(
                        Reason.NO_DATA, "model " + model + " has no rows", "check the model's table and the load"));
            }
        }
        return plan.quantile() ? quantile(plan, data) : moments(spec, plan, data);
    }

    private static Optional<Missing> quantile(MetricPlan plan, ExperimentData data) {
        Optional<QuantileCells> cells = data.quantile(plan.name());
        if (cells.isEmpty()) {
            return Optional.of(nothingReturned(plan));
        }
        long units = cells.get().arms().stream()
                .filter(c -> c.slice().isEmpty())
                .mapToLong(c -> c.units())
                .sum();
        return units == 0 && cells.get().losses().immature() > 0
                ? Optional.of(immature(cells.get().losses()))
                : unjoined(plan, data, cells.get().losses());
    }

    private static Optional<Missing> moments(ExperimentSpec spec, MetricPlan plan, ExperimentData data) {
        Optional<MetricCells> cells = data.metric(plan.name());
        if (cells.isEmpty()) {
            return Optional.of(nothingReturned(plan));
        }
        ArmMoments blocks = ArmMoments.merge(
                cells.get().columns().size(),
                cells.get().cells(),
                c -> c.slice().isEmpty());
        if (blocks.units() == 0 && cells.get().losses().immature() > 0) {
            return Optional.of(immature(cells.get().losses()));
        }
        if (blocks.units() == 0) {
            return Optional.of(Missing.noUnits(spec.control().name()));
        }
        if (plan.binary()) {
            for (Map.Entry<String, Moments> arm : blocks.arms().entrySet()) {
                if (!zeroOrOne(arm.getValue())) {
                    return Optional.of(new Missing(
                            Reason.NOT_SUPPORTED,
                            "values of arm " + arm.getKey() + " are not all 0 or 1: mean "
                                    + Numbers.shown(arm.getValue().mean(0)),
                            "declare the metric as a mean, or its expression as a condition"));
                }
            }
        }
        return unjoined(plan, data, cells.get().losses());
    }

    private static boolean zeroOrOne(Moments block) {
        double n = block.n();
        if (n == 0) {
            return true;
        }
        double p = block.mean(0);
        double expected = n * p * (1 - p);
        return p >= 0
                && p <= 1
                && Math.abs(p * n - Math.round(p * n)) <= 0.9e-6 * Math.max(1, n * 1e-6)
                && Math.abs(block.crossM2(0, 0) - expected) <= 0.9e-6 * Math.max(1, expected);
    }

    private static Optional<Missing> unjoined(MetricPlan plan, ExperimentData data, Losses losses) {
        if (losses.withRows() > 0) {
            return ArmsWithoutRows.of(losses)
                    .map(message -> new Missing(
                            Reason.JOIN_LOSS,
                            message + "; that is not taken for zeros",
                            "check whether the arm's rows are logged under the same key, and by the same event"));
        }
        List<String> models = plan.models();
        String rows = String.join(
                ", ",
                models.stream()
                        .map(m -> m + " ("
                                + Optional.ofNullable(data.freshness().get(m))
                                        .map(f -> f.rows() + " rows")
                                        .orElse("rows unknown")
                                + ")")
                        .toList());
        return Optional.of(new Missing(
                Reason.JOIN_LOSS,
                "no row of " + rows + " falls to an exposed unit within the window; that is not taken for zeros",
                "compare the unit's key in both tables, the metric's filter and window, and the dates"));
    }

    private static Missing immature(Losses losses) {
        return new Missing(
                Reason.IMMATURE,
                "none of " + losses.immature() + " units has had the time that the window asks for",
                "wait until the window has passed, or choose a shorter one");
    }

    private static Missing nothingReturned(MetricPlan plan) {
        return new Missing(
                Reason.QUERY_FAILED,
                "the warehouse returned nothing for metric " + plan.name(),
                "run the study again and read the query's message");
    }
}
