package covey.experiment.check;

import covey.data.ExperimentData.Losses;
import covey.experiment.spec.MetricPlan;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values that are NULL, NaN or infinite; they are counted and left out, never taken for zero. */
final class MissingValues implements Check {
    private static final String NAME = "values_missing";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        List<Diagnostic> findings = new ArrayList<>();
        for (MetricPlan plan : input.spec().metrics()) {
            Optional<Losses> losses = JoinLoss.losses(input.data(), plan.name());
            losses.filter(l -> l.nullValues() + l.notFinite() > 0).ifPresent(l -> findings.add(finding(plan, l)));
        }
        return findings.isEmpty() ? Finding.pass(NAME, "no value is NULL, NaN or infinite.") : findings;
    }

    private static Diagnostic finding(MetricPlan plan, Losses losses) {
        return Finding.of(
                        NAME,
                        losses.notFinite() > 0 ? Severity.WARNING : Severity.NOTE,
                        plan.name() + ": " + Figures.units(losses.nullValues(), "row") + " with NULL and "
                                + Figures.units(losses.notFinite(), "row")
                                + " with NaN or infinity are left out of its values.")
                .metric(plan.name())
                .causes(List.of("a division by zero upstream", "a column that is filled only for some rows"))
                .advice("decide in the metric's expression what such a row means, for example coalesce(x, 0)")
                .value("null_values", losses.nullValues())
                .value("not_finite", losses.notFinite())
                .diagnostic();
    }
}
