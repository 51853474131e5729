package covey.report.narrative;

import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one sentence that leads a plan: what it will be able to see, and whether that is enough. */
public final class PlanHeadline {
    private final PlanNumbers plan;

    /** The headline of a plan. */
    public PlanHeadline(PlanNumbers plan) {
        this.plan = plan;
    }

    /** The sentence. */
    public String text() {
        StudyResult result = plan.result();
        List<String> seen = new ArrayList<>();
        for (MetricInfo metric : result.study().metrics()) {
            if (metric.role() == Role.PRIMARY) {
                seen(metric).ifPresent(seen::add);
            }
        }
        if (seen.isEmpty()) {
            return "Cannot be planned: the history has no number for the primary metric.";
        }
        String units = plan.unitsAtTheEnd()
                .map(e -> "With " + Numbers.count(Math.round(e.value())) + " "
                        + result.study().unit() + "s by "
                        + Words.period(lastDay(), lastDay()) + " this plan sees ")
                .orElse("This plan sees ");
        return units + Words.join(seen) + guardrails() + ".";
    }

    /** The day on which a maximum ends the plan, or the last of the period. */
    private String lastDay() {
        return plan.finding("plan_maximum")
                .flatMap(d -> Optional.ofNullable(d.values().get("end")))
                .orElse(plan.result().study().lastDay());
    }

    /** The worst arm stands for the metric. */
    private Optional<String> seen(MetricInfo metric) {
        Optional<Estimate> worst = Optional.empty();
        for (ArmInfo arm : plan.treatments()) {
            Optional<Estimate> here = plan.detectable(metric, arm, Scale.RELATIVE_DIFFERENCE)
                    .or(() -> plan.detectable(metric, arm, Scale.DIFFERENCE));
            if (here.isPresent()
                    && (worst.isEmpty() || here.get().value() > worst.get().value())) {
                worst = here;
            }
        }
        return worst.map(e -> {
            Measure measure = Measure.of(metric, e.estimand().scale());
            String power = plan.treatments().stream()
                    .flatMap(arm -> plan.number(metric, arm, "power", Scale.PROBABILITY).stream())
                    .mapToDouble(Estimate::value)
                    .min()
                    .stream()
                    .mapToObj(p -> " (power " + Numbers.percent(p) + " for what was asked)")
                    .findFirst()
                    .orElse("");
            return "effects on " + metric.label() + " from " + measure.plain(e.value()) + " on" + power;
        });
    }

    private String guardrails() {
        List<String> weak = plan.result().diagnostics().stream()
                .filter(d -> d.check().equals("plan_guardrail_power") && d.severity() == Severity.WARNING)
                .map(d ->
                        plan.result().metric(d.metric()).map(MetricInfo::label).orElse(d.metric()))
                .distinct()
                .toList();
        return weak.isEmpty()
                ? ""
                : "; harm of the size of the margin is not ruled out with the power asked for in " + Words.join(weak);
    }
}
