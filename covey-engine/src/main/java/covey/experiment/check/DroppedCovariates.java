package covey.experiment.check;

import covey.experiment.spec.MetricPlan;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;

/** Covariates that were asked for and could not be used. */
final class DroppedCovariates implements Check {
    private static final String NAME = "covariates_dropped";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        List<Diagnostic> findings = new ArrayList<>();
        for (MetricPlan plan : input.spec().metrics()) {
            List<String> dropped = input.compared().droppedCovariates().getOrDefault(plan.name(), List.of());
            if (!dropped.isEmpty()) {
                findings.add(Finding.of(
                                NAME,
                                Severity.NOTE,
                                plan.name() + " is not adjusted for " + String.join(", ", dropped)
                                        + ": constant, collinear, absent from the data, or too few units.")
                        .metric(plan.name())
                        .causes(List.of("units without history before entry", "a lookback before the data begin"))
                        .value("covariates", String.join(", ", dropped))
                        .diagnostic());
            }
        }
        return findings;
    }
}
