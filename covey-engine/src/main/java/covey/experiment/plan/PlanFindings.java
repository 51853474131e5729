package covey.experiment.plan;

import covey.experiment.compare.effect.Numbers;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules.Maximum;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.MetricInfo.Role;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.stats.power.FamilyLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What to know of any plan, whatever its design: read off its rows. */
public final class PlanFindings {
    private static final double ALL = 1e-9;

    private final ExperimentSpec experiment;
    private final List<Study.Arm> arms;
    private final double wanted;
    private final List<Outcome> rows;
    private final Map<Role, Integer> beside;
    private final List<Diagnostic> found = new ArrayList<>();

    /**
     * @param experiment what is planned
     * @param wanted power that every metric should have
     * @param rows rows of the plan
     */
    public PlanFindings(ExperimentSpec experiment, double wanted, List<Outcome> rows) {
        this(experiment, experiment.treatments(), wanted, rows, Map.of());
    }

    /**
     * @param experiment what is planned
     * @param arms what is compared
     * @param wanted power that every metric should have
     * @param rows rows of the plan
     * @param beside hypotheses of other sides of a market that share the error of a role
     */
    PlanFindings(
            ExperimentSpec experiment,
            List<Study.Arm> arms,
            double wanted,
            List<Outcome> rows,
            Map<Role, Integer> beside) {
        this.experiment = experiment;
        this.arms = List.copyOf(arms);
        this.wanted = wanted;
        this.beside = Map.copyOf(beside);
        this.rows = List.copyOf(rows);
    }

    /** Whether every metric has the power asked for, and what would give it. */
    public List<Diagnostic> power() {
        for (MetricPlan plan : experiment.metrics()) {
            for (Study.Arm arm : arms) {
                power(plan, arm);
            }
        }
        return List.copyOf(found);
    }

    private void power(MetricPlan plan, Study.Arm arm) {
        Optional<Estimate> power = estimate(plan, arm, "power", Scale.PROBABILITY);
        boolean guarded = plan.use().margin().isPresent();
        if (power.isEmpty()) {
            missing(plan, arm);
            return;
        }
        double value = power.get().value();
        boolean enough = value >= wanted - ALL;
        String size = guarded ? margin(plan) : effect(plan);
        String message = guarded
                ? plan.name() + ": harm of " + size + " in arm " + arm.name() + " is ruled out with probability "
                        + Numbers.shown(value) + " if there is none"
                        + (enough
                                ? "."
                                : value < 0.5 ? "; harm of that size could not be seen." : ", less than was asked for.")
                : plan.name() + ": an effect of " + size + " in arm " + arm.name() + " is found with probability "
                        + Numbers.shown(value) + ".";
        String advice = enough
                ? ""
                : estimate(plan, arm, "duration", Scale.LEVEL)
                        .map(d -> "run " + Numbers.shown(d.value()) + " weeks" + further(plan, arm)
                                + ", or accept a larger " + (guarded ? "margin" : "effect"))
                        .orElse("no length is enough: accept a larger " + (guarded ? "margin" : "effect")
                                + ", or give the arms larger shares");
        found.add(finding(
                guarded ? "plan_guardrail_power" : "plan_power",
                enough ? Severity.PASS : plan.role() == Role.SECONDARY ? Severity.NOTE : Severity.WARNING,
                plan.name(),
                message,
                advice));
    }

    /** A maximum in units that ends the experiment before enough have entered. */
    private String further(MetricPlan plan, Study.Arm arm) {
        Maximum maximum = experiment.monitoring().maximum();
        return maximum.kind() != Maximum.Kind.UNITS
                ? ""
                : estimate(plan, arm, "required_units", Scale.COUNT)
                        .filter(n -> n.value() > maximum.amount())
                        .map(n -> " with monitoring.maximum.units: " + Math.round(n.value()))
                        .orElse("");
    }

    private void missing(MetricPlan plan, Study.Arm arm) {
        rows.stream()
                .filter(NotEstimable.class::isInstance)
                .map(NotEstimable.class::cast)
                .filter(r -> r.estimand().metric().equals(plan.name())
                        && r.estimand().arm().equals(arm.name())
                        && r.estimand().at().isEmpty())
                .findFirst()
                .ifPresentOrElse(
                        r -> found.add(finding(
                                "plan_power",
                                Severity.WARNING,
                                plan.name(),
                                plan.name() + ": " + r.message(),
                                r.advice())),
                        () -> {
                            if (plan.role() == Role.PRIMARY) {
                                found.add(finding(
                                        "plan_power",
                                        Severity.NOTE,
                                        plan.name(),
                                        plan.name()
                                                + ": no effect is declared that must be seen, so there is neither power"
                                                + " nor a sample size; the detectable effect stands.",
                                        "write {metric: " + plan.name() + ", mde: {relative: 0.02}}"));
                            }
                        });
    }

    /** How the error is shared, where it is. */
    public Optional<Diagnostic> correction() {
        List<String> said = new ArrayList<>();
        for (Role role : List.of(Role.PRIMARY, Role.SECONDARY)) {
            List<MetricPlan> metrics = experiment.metrics(role);
            if (metrics.isEmpty()) {
                continue;
            }
            Question question = new Question(experiment, metrics.getFirst(), arms.getFirst(), arms.size(), beside);
            if (question.hypotheses() > 1) {
                said.add(role.name().toLowerCase(Locale.ROOT) + ": " + question.sharing() + " over "
                        + question.hypotheses() + " hypotheses, planned at α = "
                        + Numbers.shown(question.level().level())
                        + (question.level().basis() == FamilyLevel.Basis.EXACT
                                ? ""
                                : " each, its smallest threshold, so that power is at least what is promised"));
            }
        }
        return said.isEmpty()
                ? Optional.empty()
                : Optional.of(finding("plan_correction", Severity.NOTE, "", String.join("; ", said) + ".", ""));
    }

    private Optional<Estimate> estimate(MetricPlan plan, Study.Arm arm, String name, Scale scale) {
        return rows.stream()
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .filter(r -> r.estimand().metric().equals(plan.name())
                        && r.estimand().arm().equals(arm.name())
                        && r.estimand().name().equals(name)
                        && r.estimand().scale() == scale
                        && r.estimand().at().isEmpty())
                .findFirst();
    }

    private static String margin(MetricPlan plan) {
        return size(plan.use().margin().orElse(0), plan.use().marginScale(), plan);
    }

    private static String effect(MetricPlan plan) {
        return size(plan.use().mde().orElse(0), plan.use().mdeScale(), plan);
    }

    private static String size(double value, Scale scale, MetricPlan plan) {
        return scale == Scale.RELATIVE_DIFFERENCE
                ? Numbers.shown(100 * value) + " % of control"
                : Numbers.shown(value) + " " + plan.metric().unit();
    }

    /** Whether the plan comes too late to be one. */
    public Optional<Diagnostic> late() {
        Study study = experiment.study();
        if (study.start().isAfter(study.context().asOf())) {
            return Optional.empty();
        }
        String day = study.start().atZone(study.schema().zone()).toLocalDate().toString();
        return Optional.of(finding(
                "plan_late",
                Severity.WARNING,
                "",
                "the period has started on " + day + ": a plan made now is no pre-registration.",
                "move period.start, or read the plan as a look back"));
    }

    private static Diagnostic finding(String check, Severity severity, String metric, String message, String advice) {
        return new Diagnostic(check, severity, metric, message, List.of(), advice, Map.of(), "");
    }
}
