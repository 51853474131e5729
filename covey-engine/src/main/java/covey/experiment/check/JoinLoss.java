package covey.experiment.check;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Failure;
import covey.data.ExperimentData.Losses;
import covey.experiment.compare.ArmsWithoutRows;
import covey.experiment.spec.MetricPlan;
import covey.result.Diagnostic;
import covey.result.MetricInfo.Role;
import covey.result.Reason;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows that find no exposed unit. For a primary metric or a guardrail the result is invalid, for a secondary metric it
 * is a warning: the metric itself has no number then.
 */
final class JoinLoss implements Check {
    private static final String NAME = "join_loss";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        List<Diagnostic> findings = new ArrayList<>();
        for (MetricPlan plan : input.spec().metrics()) {
            message(input, plan).ifPresent(message -> findings.add(finding(plan, message)));
        }
        return findings.isEmpty() ? Finding.pass(NAME, "rows of every metric find their units.") : findings;
    }

    private static Diagnostic finding(MetricPlan plan, String message) {
        return Finding.of(NAME, plan.role() == Role.SECONDARY ? Severity.WARNING : Severity.INVALIDATES, message)
                .metric(plan.name())
                .causes(List.of(
                        "keys written differently in the two tables: type, prefix, case or hashing",
                        "a link table that is stale or covers part of the units",
                        "a filter or window that no row fulfils"))
                .advice("compare some keys of both tables side by side")
                .diagnostic();
    }

    private static Optional<String> message(CheckInput input, MetricPlan plan) {
        ExperimentData data = input.data();
        Failure failure = data.failures().get(plan.name());
        if (failure != null) {
            return failure.reason().equals(Reason.JOIN_LOSS.name())
                    ? Optional.of(plan.name() + ": " + failure.message())
                    : Optional.empty();
        }
        Optional<Losses> losses = losses(data, plan.name());
        if (losses.isEmpty()) {
            return Optional.empty();
        }
        long rows = plan.models().stream()
                .map(m -> data.freshness().get(m))
                .mapToLong(f -> f == null ? 0 : f.rows())
                .sum();
        if (losses.get().withRows() == 0 && losses.get().immature() == 0 && rows > 0) {
            return Optional.of(plan.name() + ": none of " + Figures.units(rows, "row") + " of "
                    + String.join(", ", plan.models()) + " falls to an exposed unit within the window.");
        }
        Optional<String> bare = ArmsWithoutRows.of(losses.get());
        if (bare.isPresent()) {
            return Optional.of(plan.name() + ": " + bare.get() + ".");
        }
        if (losses.get().linkMatched().isPresent()) {
            double lost = 1 - losses.get().linkMatched().getAsDouble();
            double limit = input.spec().trust().joinLoss();
            return lost > limit
                    ? Optional.of(plan.name() + ": " + Figures.percent(lost) + " of the rows find no unit through the"
                            + " link; " + Figures.percent(limit) + " is the limit.")
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** What was left out of a metric; empty when it has no data. */
    static Optional<Losses> losses(ExperimentData data, String metric) {
        return data.metric(metric)
                .map(m -> m.losses())
                .or(() -> data.quantile(metric).map(q -> q.losses()));
    }
}
