package covey.experiment.plan;

import covey.experiment.compare.effect.Numbers;
import covey.experiment.spec.MonitoringRules.Maximum;
import covey.experiment.spec.PlanRules;
import covey.experiment.spec.PlanSpec;
import covey.experiment.spec.ReEstimateRules.Conditional;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.MetricInfo.Role;
import covey.result.Outcome;
import covey.result.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What to know of a plan: its history, its power, what it assumes. */
final class PlanChecks {
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
        maximum();
        allocation();
        PlanFindings shared = new PlanFindings(
                spec.experiment(), planning.layout().arms(), spec.rules().power(), rows, spec.beside());
        found.addAll(shared.power());
        shared.correction().ifPresent(found::add);
        family();
        monitoring();
        spec.rules().reEstimate().conditional().ifPresent(this::interim);
        found.add(finding("interference", Severity.NOTE, "", planning.layout().interference(), ""));
        found.addAll(planning.layout().findings());
        shared.late().ifPresent(found::add);
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

    private void interim(Conditional look) {
        Study study = spec.experiment().study();
        double planned = planning.planned();
        double seen = spec.experiment().metrics(Role.PRIMARY).stream()
                .mapToDouble(m -> Duration.between(
                                        study.start(),
                                        look.at().minus(m.metric().window().to().orElse(Duration.ZERO)))
                                .toHours()
                        / (24 * 7.0))
                .min()
                .orElse(0);
        double share = planning.arrivals().units(seen) / planning.arrivals().units(planned);
        found.add(finding(
                "plan_interim",
                Severity.NOTE,
                "",
                "one look at the effects is registered for " + day(look.at()) + ", at " + Numbers.shown(100 * share)
                        + " % of the information: with a conditional power from " + Numbers.shown(look.promisingFrom())
                        + " to " + Numbers.shown(look.target()) + " the period is made up to "
                        + Numbers.shown(spec.rules().reEstimate().most())
                        + " times as long. Whatever is decided, the test weighs the deviates of the two stages by "
                        + Numbers.shown(Math.sqrt(share)) + " and " + Numbers.shown(Math.sqrt(1 - share))
                        + ", which keeps its error; the power of this plan is that without an extension.",
                "on that day: covey design " + study.name() + " --re-estimate"));
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
                            + " new units a week are assumed, those of its last week, with the metrics as they were by"
                            + " then.",
                    "start the history earlier, or shorten the period"));
        }
    }

    /** Where the plan ends otherwise than with its period. */
    private void maximum() {
        Maximum maximum = spec.experiment().monitoring().maximum();
        if (maximum.kind() == Maximum.Kind.END) {
            return;
        }
        Study study = spec.experiment().study();
        String declared = Numbers.shown(maximum.amount())
                + (maximum.kind() == Maximum.Kind.UNITS ? " " + study.unit() + "s" : " of information");
        boolean early = planning.planned() < planning.period();
        long days = Math.round(Math.ceil(planning.planned() * 7 - 1e-3));
        String last = study.start()
                .atZone(study.schema().zone())
                .toLocalDate()
                .plusDays(days - 1)
                .toString();
        String there = count(Math.round(planning.units())) + " " + study.unit() + "s";
        found.add(new Diagnostic(
                "plan_maximum",
                Severity.NOTE,
                "",
                early
                        ? "the maximum of " + declared + " is reached after " + days + " days, on " + last + ", with "
                                + there + ": the plan ends then, not with the period."
                        : "the maximum of " + declared + " is not reached by the end of the period, with " + there
                                + ": the last look is made then, with all of the error that is left.",
                List.of(),
                early ? "" : "lower monitoring.maximum, or lengthen the period",
                early ? Map.of("end", last) : Map.of(),
                ""));
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

    private void family() {
        List<Double> all = family("power_all");
        List<Double> any = family("power_any");
        if (!all.isEmpty()) {
            found.add(finding(
                    "plan_family",
                    Severity.NOTE,
                    "",
                    "all declared effects on primary metrics are found together with probability " + between(all)
                            + ", at least one of them with " + between(any) + " ("
                            + planning.correlations()
                                    .origin(
                                            planning.layout().correlation(),
                                            spec.experiment().study().unit())
                            + ").",
                    ""));
        }
    }

    private static String between(List<Double> values) {
        String least = Numbers.shown(Collections.min(values));
        return values.size() == 1 ? least : least + " to " + Numbers.shown(Collections.max(values));
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
