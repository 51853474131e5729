package covey.ranking.evaluate;

import covey.data.RankingRequirement;
import covey.data.RankingRequirement.SystemSource;
import covey.method.Study;
import covey.method.Study.MetricUse;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.MetricInfo.Role;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What to know of the plan of a ranking evaluation: what it learns from, its power, what it assumes. */
final class RankingPlanFindings {
    private final RankingPlan plan;
    private final Study study;
    private final List<Outcome> rows;

    RankingPlanFindings(RankingPlan plan, List<Outcome> rows) {
        this.plan = plan;
        this.study = plan.evaluation().study();
        this.rows = List.copyOf(rows);
    }

    /** What the errors come from. */
    List<Diagnostic> history(int units) {
        RankingRequirement requirement = plan.evaluation().requirement();
        String when = day(requirement.start()) + " to " + day(requirement.end().minusNanos(1));
        List<Diagnostic> found = new ArrayList<>();
        found.add(finding(
                "plan_history",
                Severity.NOTE,
                "",
                String.format(
                        Locale.ROOT,
                        "errors are those of the lists as they stand on the truth of %s, %,d %ss%s; %s",
                        when,
                        units,
                        study.unit(),
                        plan.units().isPresent()
                                ? String.format(
                                        Locale.ROOT, ", for %,.0f", plan.units().getAsDouble())
                                : ", and as many are planned with",
                        plan.correlation().isPresent()
                                ? "of the baseline alone: the difference has 2(1 − ρ) = "
                                        + shown(2 * (1 - plan.correlation().getAsDouble()))
                                        + " times the variance of its mean, at the declared ρ = "
                                        + shown(plan.correlation().getAsDouble())
                                        + ", if the candidate varies as much."
                                : "of both systems' values for each of them."),
                ""));
        requirement.systems().stream()
                .filter(s -> s.trainingEnd()
                        .filter(t -> t.isAfter(requirement.start()))
                        .isPresent())
                .map(this::learnt)
                .forEach(found::add);
        return found;
    }

    private Diagnostic learnt(SystemSource system) {
        return finding(
                "time_leakage",
                Severity.WARNING,
                "",
                system.name() + " has learnt until " + day(system.trainingEnd().orElseThrow())
                        + " from the truth that the plan is made from: it does better there than it will, and varies"
                        + " otherwise.",
                "write design.history.start after what it has learnt from, or load lists of its version before");
    }

    /** Whether every metric has the power asked for, and what would give it. */
    List<Diagnostic> power() {
        return study.metrics().stream()
                .flatMap(use -> plan.candidates().stream().flatMap(c -> power(use, c)))
                .toList();
    }

    private Stream<Diagnostic> power(MetricUse use, String candidate) {
        Optional<Estimate> power = estimate(use, candidate, "power", Scale.PROBABILITY);
        return power.isEmpty()
                ? missing(use, candidate).stream()
                : Stream.of(judged(use, candidate, power.get().value()));
    }

    private Diagnostic judged(MetricUse use, String candidate, double power) {
        boolean guarded = use.margin().isPresent();
        boolean enough = power >= plan.power() - 1e-9;
        String name = use.metric().name();
        String size = guarded
                ? size(use.margin().getAsDouble(), use.marginScale())
                : size(use.mde().orElse(0), use.mdeScale());
        String message = guarded
                ? name + ": harm of " + size + " by arm " + candidate + " is ruled out with probability " + shown(power)
                        + " if there is none" + (power < 0.5 ? "; harm of that size could not be seen." : ".")
                : name + ": a difference of " + size + " of arm " + candidate + " is found with probability "
                        + shown(power) + ".";
        String advice = enough
                ? ""
                : estimate(use, candidate, "required_units", Scale.COUNT)
                        .map(n -> String.format(
                                Locale.ROOT,
                                "evaluate %,.0f %ss, or accept a larger %s",
                                n.value(),
                                study.unit(),
                                guarded ? "margin" : "mde"))
                        .orElse("accept a larger " + (guarded ? "margin" : "mde"));
        return finding(
                guarded ? "plan_guardrail_power" : "plan_power",
                enough ? Severity.PASS : use.role() == Role.SECONDARY ? Severity.NOTE : Severity.WARNING,
                name,
                message,
                advice);
    }

    private Optional<Diagnostic> missing(MetricUse use, String candidate) {
        String name = use.metric().name();
        Optional<Diagnostic> fault = rows.stream()
                .filter(r -> about(r, use, candidate) && r instanceof NotEstimable)
                .map(NotEstimable.class::cast)
                .findFirst()
                .map(r -> finding("plan_power", Severity.WARNING, name, name + ": " + r.message() + ".", r.advice()));
        return fault.isPresent() || use.role() != Role.PRIMARY
                ? fault
                : Optional.of(finding(
                        "plan_power",
                        Severity.NOTE,
                        name,
                        name + ": no effect is declared that must be seen, so there is neither power nor a number of"
                                + " units; the detectable difference stands.",
                        "write {metric: " + name + ", mde: {relative: 0.02}}"));
    }

    /** How the error is shared. */
    Diagnostic correction(List<String> sharing) {
        return finding(
                "plan_correction",
                Severity.NOTE,
                "",
                String.join("; ", sharing)
                        + ": the smallest threshold of the family, so that power is at least what is promised.",
                "");
    }

    /** Whether the plan comes too late to be one. */
    Optional<Diagnostic> late() {
        return study.start().isAfter(study.context().asOf())
                ? Optional.empty()
                : Optional.of(finding(
                        "plan_late",
                        Severity.WARNING,
                        "",
                        "the period has started on " + day(study.start()) + ": a plan made now is no pre-registration.",
                        "move period.start, or read the plan as a look back"));
    }

    private Optional<Estimate> estimate(MetricUse use, String candidate, String name, Scale scale) {
        return rows.stream()
                .filter(r -> about(r, use, candidate) && r instanceof Estimate)
                .map(Estimate.class::cast)
                .filter(r -> r.estimand().name().equals(name) && r.estimand().scale() == scale)
                .findFirst();
    }

    private static boolean about(Outcome row, MetricUse use, String candidate) {
        return row.estimand().metric().equals(use.metric().name())
                && row.estimand().arm().equals(candidate)
                && row.estimand().segment().isEmpty();
    }

    private static String size(double value, Scale scale) {
        return scale == Scale.RELATIVE_DIFFERENCE ? shown(100 * value) + " % of the baseline" : shown(value);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    private String day(Instant instant) {
        return instant.atZone(study.schema().zone()).toLocalDate().toString();
    }

    private static Diagnostic finding(String check, Severity severity, String metric, String message, String advice) {
        return new Diagnostic(check, severity, metric, message, List.of(), advice, Map.of(), "");
    }
}
