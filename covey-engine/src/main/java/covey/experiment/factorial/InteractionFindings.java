package covey.experiment.factorial;

import covey.experiment.check.Finding;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.spec.MetricPlan;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a factorial plan sees of every two-way interaction, in words. */
final class InteractionFindings {
    private final FactorialPlan spec;
    private final List<Outcome> rows;

    InteractionFindings(FactorialPlan spec, List<Outcome> rows) {
        this.spec = spec;
        this.rows = List.copyOf(rows);
    }

    List<Diagnostic> all() {
        List<Diagnostic> found = new ArrayList<>();
        for (MetricPlan plan : spec.factorial().experiment().metrics()) {
            for (FactorialSpec.Pair pair : spec.factorial().pairs()) {
                said(plan, spec.factorial().arm(pair)).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Diagnostic> said(MetricPlan plan, String arm) {
        Optional<Double> seen = row(plan, arm, "interaction_mde", Scale.DIFFERENCE);
        Optional<Double> power = row(plan, arm, "interaction_power", Scale.PROBABILITY);
        String unit = " " + plan.metric().unit();
        String wanted = Numbers.shown(spec.plan().rules().power());
        if (power.isEmpty()) {
            return seen.map(size -> finding(
                    plan,
                    plan.name() + ", " + arm + ": an interaction of " + Numbers.shown(size) + unit
                            + " is found with probability " + wanted + "."));
        }
        double asked = plan.use().mdeScale() == Scale.RELATIVE_DIFFERENCE
                ? 100 * plan.use().mde().orElseThrow()
                : plan.use().mde().orElseThrow();
        String size =
                Numbers.shown(asked) + (plan.use().mdeScale() == Scale.RELATIVE_DIFFERENCE ? " % of control" : unit);
        String needed = row(plan, arm, "interaction_required_units", Scale.COUNT)
                .map(n -> "; a power of " + wanted + " takes " + Math.round(n) + " units")
                .orElse("");
        return Optional.of(finding(
                plan,
                plan.name() + ", " + arm + ": an interaction of " + size
                        + ", as large as the effect that is asked for, is found with probability "
                        + Numbers.shown(power.get()) + needed + "."));
    }

    private static Diagnostic finding(MetricPlan plan, String message) {
        return Finding.of("plan_interaction", Severity.NOTE, message)
                .metric(plan.name())
                .diagnostic();
    }

    private Optional<Double> row(MetricPlan plan, String arm, String name, Scale scale) {
        return rows.stream()
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .filter(r -> r.estimand().metric().equals(plan.name())
                        && r.estimand().arm().equals(arm)
                        && r.estimand().name().equals(name)
                        && r.estimand().scale() == scale)
                .map(Estimate::value)
                .findFirst();
    }
}
