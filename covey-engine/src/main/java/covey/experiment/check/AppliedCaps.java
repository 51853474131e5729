package covey.experiment.check;

import covey.data.ExperimentData.AppliedCap;
import covey.experiment.spec.MetricPlan;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;

/** Caps as they were applied: where they lay, how they were fitted, what they cut off. */
final class AppliedCaps implements Check {
    private static final String NAME = "cap";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        List<Diagnostic> findings = new ArrayList<>();
        for (MetricPlan plan : input.spec().metrics()) {
            input.data().metric(plan.name()).ifPresent(m -> m.caps().forEach(cap -> findings.add(finding(plan, cap))));
        }
        return findings;
    }

    private static Diagnostic finding(MetricPlan plan, AppliedCap cap) {
        boolean sparse = cap.quantile().isPresent() && !cap.fittedOn().equals("all units");
        String origin = cap.quantile().isPresent()
                ? "the " + Figures.number(cap.quantile().getAsDouble()) + " quantile of " + cap.fittedOn()
                        + (sparse ? ", because over all units it would be 0," : "")
                : "a fixed value";
        return Finding.of(
                        NAME,
                        Severity.NOTE,
                        plan.name() + ": column " + cap.column() + " is capped at " + Figures.number(cap.value()) + ", "
                                + origin + " pooled over arms; " + Figures.count(cap.capped())
                                + " units lie above and lose " + Figures.number(cap.removed()) + " in total.")
                .metric(plan.name())
                .value("column", cap.column())
                .value("cap", cap.value())
                .value("fitted_on", cap.fittedOn())
                .value("capped", cap.capped())
                .value("removed", cap.removed())
                .diagnostic();
    }
}
