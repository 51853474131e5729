package covey.experiment.plan;

import covey.experiment.check.Interference;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.PlanRules;
import covey.experiment.spec.PlanSpec;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.MetricInfo.Role;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.power.FamilyLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What to know of a plan: its history, its power, what it assumes. */
final class PlanChecks {
    private static final double ALL = 1e-9;

    private final PlanSpec spec;
    private final Planning planning;
    private final List<Outcome> rows;
    private final List<Diagnostic> found = new ArrayList<>();

    PlanChecks(Planning planning, List<Outcome> rows) {
        this.spec = planning.spec();
        this.planning = planning;
        this.rows = List.copyOf(rows);
    }

    List<Diagnostic> all() {
        history();
        continued();
        allocation();
        for (MetricPlan plan : spec.experiment().metrics()) {
            for (Study.Arm arm : spec.experiment().treatments()) {
                power(plan, arm);
            }
        }
        correction();
        family();
        monitoring();
        found.add(finding("interference", Severity.NOTE, "", Interference.of(spec.experiment()), ""));
        running();
        return List.copyOf(found);
    }

    private void history() {
        PlanRules rules = spec.rules();
        Study study = spec.experiment().study();
        long units = planning.data().exposures().units();
        String unit = study.unit() + "s";
        String filter = rules.filter().isEmpty() ? "" : " where " + rules.filter();
        if (!rules.dated()) {
            boolean declared = rules.weeklyUnits().isPresent();
            found.add(finding(
                    "plan_history",
                    declared ? Severity.NOTE : Severity.WARNING,
                    "",
                    "the history is table " + rules.entry() + filter + ", " + count(units) + " " + unit
                            + ", which carries no time: "
                            + (declared
                                    ? "units arrive at the declared pace of "
                                            + count(Math.round(
                                                    planning.arrivals().pace())) + " a week."
                                    : "its units are taken to be those of one period as planned, arriving evenly."),
                    declared ? "" : "declare design.history.weekly_units"));
            return;
        }
        found.add(finding(
                "plan_history",
                Severity.NOTE,
                "",
                "the history is " + day(rules.start()) + " to "
                        + day(rules.end().minusNanos(1)) + ", "
                        + count(units) + " " + unit + ", each from its first row of " + rules.entry() + filter
                        + " on; the population before anybody is exposed is whoever does that.",
                ""));
    }

    private void continued() {
        Arrivals arrivals = planning.arrivals();
        if (arrivals.continued(planning.planned())) {
            found.add(finding(
                    "plan_extrapolated",
                    Severity.WARNING,
                    "",
                    "the period is " + Numbers.shown(planning.planned()) + " weeks and the history "
                            + arrivals.weeksSeen() + ": beyond it " + count(Math.round(arrivals.pace()))
                            + " new units a week are assumed, those of its last week, with the metrics as they were by then.",
                    "start the history earlier, or shorten the period"));
        }
    }

    private void allocation() {
        double sum =
                spec.experiment().arms().stream().mapToDouble(Study.Arm::share).sum();
        if (sum < 1 - 1e-6) {
            found.add(finding(
                    "plan_allocation",
                    Severity.NOTE,
                    "",
                    "the arms take " + Numbers.shown(100 * sum) + " % of the units that arrive; the rest are not in the"
                            + " experiment.",
                    ""));
        }
    }

    private void power(MetricPlan plan, Study.Arm arm) {
        Optional<Estimate> power = estimate(plan, arm, "power", Scale.PROBABILITY);
        boolean guarded = plan.use().margin().isPresent();
        if (power.isEmpty()) {
            missing(plan, arm);
            return;
        }
        double wanted = spec.rules().power();
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
                        .map(d -> "run " + Numbers.shown(d.value()) + " weeks, or accept a larger "
                                + (guarded ? "margin" : "effect"))
                        .orElse("no length is enough: accept a larger " + (guarded ? "margin" : "effect")
                                + ", or give the arms larger shares");
        found.add(finding(
                guarded ? "plan_guardrail_power" : "plan_power",
                enough ? Severity.PASS : plan.role() == Role.SECONDARY ? Severity.NOTE : Severity.WARNING,
                plan.name(),
                message,
                advice));
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

    private void correction() {
        ExperimentSpec experiment = spec.experiment();
        List<String> said = new ArrayList<>();
        for (Role role : List.of(Role.PRIMARY, Role.SECONDARY)) {
            List<MetricPlan> metrics = experiment.metrics(role);
            if (metrics.isEmpty()) {
                continue;
            }
            Outlook outlook =
                    planning.outlook(metrics.getFirst(), experiment.treatments().getFirst());
            if (outlook.hypotheses() > 1) {
                said.add(role.name().toLowerCase(Locale.ROOT) + ": " + label(outlook.procedure()) + " over "
                        + outlook.hypotheses() + " hypotheses, planned at α = "
                        + Numbers.shown(outlook.level().level())
                        + (outlook.level().basis() == FamilyLevel.Basis.EXACT
                                ? ""
                                : " each, its smallest threshold, so that power is at least what is promised"));
            }
        }
        if (!said.isEmpty()) {
            found.add(finding("plan_correction", Severity.NOTE, "", String.join("; ", said) + ".", ""));
        }
    }

    private void family() {
        List<Double> all = family("power_all");
        List<Double> any = family("power_any");
        if (!all.isEmpty()) {
            found.add(finding(
                    "plan_family",
                    Severity.NOTE,
                    "",
                    "all declared effects on primary metrics are found together with probability "
                            + Numbers.shown(Collections.min(all)) + " to " + Numbers.shown(Collections.max(all))
                            + ", at least one of them with " + Numbers.shown(Collections.min(any)) + " to "
                            + Numbers.shown(Collections.max(any))
                            + ", as the correlation of their statistics goes from 0 to 0.5.",
                    ""));
        }
    }

    private List<Double> family(String name) {
        return rows.stream()
                .filter(r -> r.estimand().name().equals(name) && r instanceof Estimate)
                .map(r -> ((Estimate) r).value())
                .toList();
    }

    private void monitoring() {
        double most = rows.stream()
                .filter(r -> r.estimand().name().equals("inflation") && r instanceof Estimate)
                .mapToDouble(r -> ((Estimate) r).value())
                .max()
                .orElse(0);
        if (most > 0) {
            found.add(finding(
                    "plan_monitoring",
                    Severity.NOTE,
                    "",
                    "the planned looks cost up to " + Numbers.shown(100 * most)
                            + " % more units than one look at the end; power and sizes count them.",
                    ""));
        }
    }

    private void running() {
        Study study = spec.experiment().study();
        if (!study.start().isAfter(study.context().asOf())) {
            found.add(finding(
                    "plan_late",
                    Severity.WARNING,
                    "",
                    "the period has started on " + day(study.start()) + ": a plan made now is no pre-registration.",
                    "move period.start, or read the plan as a look back"));
        }
    }

    private static String label(PValueAdjustment procedure) {
        return procedure.name().toLowerCase(Locale.ROOT).replace('_', ' ');
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

    private String day(java.time.Instant instant) {
        return instant.atZone(spec.experiment().study().schema().zone())
                .toLocalDate()
                .toString();
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static Diagnostic finding(String check, Severity severity, String metric, String message, String advice) {
        return new Diagnostic(check, severity, metric, message, List.of(), advice, Map.of(), "");
    }
}
