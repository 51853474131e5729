package covey.experiment.switchback;

import covey.data.SwitchbackData;
import covey.experiment.sequential.LookFindings;
import covey.experiment.sequential.Standing;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.stats.test.ChiSquareGoodnessOfFit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Trust checks of a switchback. */
final class SwitchbackChecks {
    private static final double LONGER = 0.01;

    private final SwitchbackSpec spec;
    private final SwitchbackData data;

    SwitchbackChecks(SwitchbackSpec spec, SwitchbackData data) {
        this.spec = spec;
        this.data = data;
    }

    /** All findings: those that invalidate first. */
    List<Diagnostic> all(List<Standing> standings) {
        List<Diagnostic> findings = new ArrayList<>();
        findings.add(schedule());
        findings.add(gaps());
        findings.add(sampleRatio());
        for (MetricPlan plan : spec.experiment().metrics()) {
            for (Study.Arm arm : spec.experiment().treatments()) {
                findings.addAll(carryOver(plan, arm.name()));
            }
            findings.addAll(missing(plan));
        }
        findings.addAll(LookFindings.of(spec.experiment(), data.looks(), standings));
        findings.add(interference());
        findings.sort(Comparator.comparing(Diagnostic::severity, Comparator.<Severity>reverseOrder()));
        return List.copyOf(findings);
    }

    private Diagnostic schedule() {
        SwitchbackData.ScheduleCounts counts = data.counts();
        if (data.windows().isEmpty()) {
            return finding(
                    "schedule",
                    Severity.INVALIDATES,
                    "no row of the schedule starts a window of the period with a declared arm.",
                    "check treatment.exposures, the arms' values, the period and design.randomize.every");
        }
        if (counts.offGrid() > 0) {
            return finding(
                    "schedule",
                    Severity.INVALIDATES,
                    counts.offGrid() + " rows of the schedule start between two windows of "
                            + spec.text("randomize.every")
                            + " counted from the start of the period: windows would overlap.",
                    "set design.randomize.every and period.start to what was switched");
        }
        if (counts.conflicting() > 0) {
            return finding(
                    "schedule",
                    Severity.INVALIDATES,
                    counts.conflicting() + " regions and windows have several arms.",
                    "find out which arm was on; such windows are left out");
        }
        return pass("schedule", "every region has one arm at a time, in whole windows.");
    }

    private Diagnostic gaps() {
        long regions = data.windows().stream()
                .map(SwitchbackData.Window::region)
                .distinct()
                .count();
        long last = data.windows().stream()
                        .mapToInt(SwitchbackData.Window::window)
                        .max()
                        .orElse(-1)
                + 1L;
        long absent = regions * last - data.windows().size();
        return absent == 0
                ? pass("schedule_gaps", regions + " regions have all of " + last + " windows.")
                : finding(
                        "schedule_gaps",
                        Severity.WARNING,
                        absent + " of " + regions * last + " regions and windows are not in the schedule; a window"
                                + " after a gap has no known past.",
                        "complete the schedule, or shorten the period");
    }

    private Diagnostic sampleRatio() {
        ExperimentSpec experiment = spec.experiment();
        long[] counts = experiment.arms().stream()
                .mapToLong(a -> data.windows().stream()
                        .filter(w -> w.arm().equals(a.name()))
                        .count())
                .toArray();
        double[] shares =
                experiment.arms().stream().mapToDouble(Study.Arm::share).toArray();
        if (data.windows().isEmpty()) {
            return finding("sample_ratio", Severity.INVALIDATES, "no window is analysed.", "check the schedule");
        }
        double p = ChiSquareGoodnessOfFit.test(counts, shares).pValue();
        Severity severity = p < experiment.trust().sampleRatio()
                ? Severity.INVALIDATES
                : p < experiment.trust().sampleRatioAmber() ? Severity.WARNING : Severity.PASS;
        return finding(
                "sample_ratio",
                severity,
                "windows per arm are " + (severity == Severity.PASS ? "" : "not ") + "as planned, p = " + shown(p)
                        + ".",
                severity == Severity.PASS ? "" : "look at how the schedule was drawn");
    }

    /** Whether effects last longer than was declared: what the arm one window further back adds. */
    private List<Diagnostic> carryOver(MetricPlan plan, String arm) {
        int longer = spec.carryOver() + 1;
        return new SwitchbackComparison(spec, data, SwitchbackExperiment.looks(spec.experiment(), data, plan))
                        .distributedLag(arm, longer)
                        .map(fit -> {
                            double p = fit.pValue(longer);
                            boolean found = p < LONGER;
                            String message = plan.name() + ", " + arm + ": the arm of " + longer
                                    + (longer == 1 ? " window ago" : " windows ago") + " changes a window by "
                                    + shown(fit.coefficients()[longer]) + ", p = " + shown(p)
                                    + (found
                                            ? ": effects last longer than design.carry_over says."
                                            : ": no sign that effects last longer than design.carry_over says.");
                            return new Diagnostic(
                                    "carry_over",
                                    found ? Severity.WARNING : Severity.PASS,
                                    plan.name(),
                                    message,
                                    List.of(),
                                    found
                                            ? "set design.carry_over: " + longer
                                                    + ", and switch in longer windows next time"
                                            : "",
                                    Map.of("p_value", Double.toString(p)),
                                    "");
                        })
                        .stream()
                        .toList();
    }

    private List<Diagnostic> missing(MetricPlan plan) {
        return data
                .metric(plan.name())
                .filter(m -> m.nullValues() + m.notFinite() > 0)
                .map(m -> new Diagnostic(
                        "values_missing",
                        Severity.WARNING,
                        plan.name(),
                        plan.name() + ": " + m.nullValues() + " values are NULL and " + m.notFinite()
                                + " are not finite; they are left out.",
                        List.of(),
                        "look at the rows, or filter them in the metric",
                        Map.of(),
                        ""))
                .stream()
                .toList();
    }

    private Diagnostic interference() {
        return finding("interference", Severity.NOTE, spec.stands(), "");
    }

    private static Diagnostic pass(String check, String message) {
        return finding(check, Severity.PASS, message, "");
    }

    private static Diagnostic finding(String check, Severity severity, String message, String advice) {
        return new Diagnostic(check, severity, "", message, List.of(), advice, Map.of(), "");
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
