package covey.experiment.twosided;

import covey.data.ExperimentData;
import covey.data.Requirement;
import covey.data.TwoSidedData;
import covey.data.TwoSidedRequirement;
import covey.experiment.Experiment;
import covey.experiment.check.Finding;
import covey.experiment.compare.Compared;
import covey.experiment.compare.Comparison;
import covey.experiment.compare.MetricComparison;
import covey.experiment.sequential.Monitor;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Study;
import covey.method.Working;
import covey.result.Diagnostic;
import covey.result.Dropped;
import covey.result.MetricInfo.Role;
import covey.result.Outcome;
import covey.result.Setting;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A two-sided experiment: both sides of a market are randomised independently, and each metric is compared on the side that
 * it is measured on.
 *
 * <p>Estimand on each side: the average effect of its own treatment, the other side being treated in the planned share for
 * both arms alike. Each side is an {@link Experiment} of its own; families of hypotheses span both sides, and
 * so does the error that looks spend.
 */
public final class TwoSidedExperiment implements Estimator<TwoSidedSpec, TwoSidedData> {
    private static final Experiment SIDE = new Experiment();

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                List.of("two_sided"),
                "Two-sided experiment",
                "Both sides of a market are randomised, and each is compared on its own metrics.",
                ExperimentSettings.ALL,
                List.of("Johari, Li, Liskovich, Weintraub (2022), Management Science 68"));
    }

    @Override
    public TwoSidedSpec specify(Study study) {
        return TwoSidedReader.read(study, descriptor().designs());
    }

    @Override
    public List<Setting> settings(TwoSidedSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(TwoSidedSpec spec) {
        return new TwoSidedRequirement(
                spec.sides().stream().map(Experiment::requirement).toList());
    }

    @Override
    public Findings estimate(TwoSidedSpec spec, TwoSidedData data, RandomGenerator random) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<Dropped> dropped = new ArrayList<>();
        List<Findings> sides = new ArrayList<>();
        List<List<MetricComparison>> metrics = new ArrayList<>();
        for (int i = 0; i < spec.sides().size(); i++) {
            ExperimentSpec own = spec.sides().get(i);
            ExperimentData seen = data.sides().get(i);
            metrics.add(Comparison.metrics(own, seen, new Monitor(own, seen, hypotheses(spec))));
        }
        List<MetricComparison> all = metrics.stream().flatMap(List::stream).toList();
        for (int i = 0; i < spec.sides().size(); i++) {
            ExperimentSpec own = spec.sides().get(i);
            Compared compared = Comparison.ofSide(own, metrics.get(i), all);
            Findings side = Experiment.findings(own, data.sides().get(i), compared);
            sides.add(side);
            outcomes.addAll(side.outcomes());
            dropped.addAll(side.dropped());
            diagnostics.addAll(named(spec, i, side));
        }
        diagnostics.add(interference(spec, sides));
        diagnostics.sort(Comparator.comparing(Diagnostic::severity, Comparator.<Severity>reverseOrder()));
        return new Findings(outcomes, diagnostics, sides.getFirst().arms(), dropped);
    }

    /** Primary hypotheses of all sides: they are one family, and share its error. */
    private static int hypotheses(TwoSidedSpec spec) {
        return spec.sides().stream()
                .mapToInt(s -> s.metrics(Role.PRIMARY).size() * s.treatments().size())
                .sum();
    }

    /** Checks of the other side carry its name. */
    private static List<Diagnostic> named(TwoSidedSpec spec, int side, Findings findings) {
        String unit = spec.sides().get(side).study().unit();
        return findings.diagnostics().stream()
                .filter(d -> !d.check().equals("interference"))
                // where each metric stands is told alike on both sides, so that every look is recorded
                .map(d -> side == 0 || d.check().equals("monitoring")
                        ? d
                        : new Diagnostic(
                                spec.prefix(side) + d.check(),
                                d.severity(),
                                d.metric(),
                                "Per " + unit + ": " + d.message(),
                                d.causes(),
                                d.advice(),
                                d.check().equals("sample_ratio") ? counted(d.values(), unit) : d.values(),
                                d.sql()))
                .toList();
    }

    /** The arms of the other side are counted in its sample ratio. */
    private static Map<String, String> counted(Map<String, String> values, String unit) {
        Map<String, String> more = new TreeMap<>(values);
        more.put("counted", unit + "s");
        return more;
    }

    private static Diagnostic interference(TwoSidedSpec spec, List<Findings> sides) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            String arms = sides.get(i).arms().stream()
                    .map(a -> a.name() + " " + a.units())
                    .collect(Collectors.joining(", "));
            parts.add(spec.sides().get(i).study().unit() + "s: " + arms);
        }
        Finding found = Finding.of(
                "interference",
                Severity.NOTE,
                "Both sides were randomised independently (" + String.join("; ", parts)
                        + "): what one side's treatment does to the other is seen in the other's metrics, in the"
                        + " mix that ran. It does not stand units of one side that compete with each other. "
                        + families(spec));
        ExperimentSpec other = spec.sides().getLast();
        for (MetricPlan metric : other.metrics()) {
            found = found.value("unit_of_" + metric.name(), other.study().unit());
        }
        return found.diagnostic();
    }

    /** What is corrected together, where more than one primary metric asks for it. */
    private static String families(TwoSidedSpec spec) {
        long primary = spec.sides().stream()
                .flatMap(s -> s.metrics(Role.PRIMARY).stream())
                .count();
        return primary < 2
                ? "Secondary metrics of both sides are one family."
                : "The " + primary
                        + " primary metrics of both sides are one family, and so are the secondary ones: what"
                        + " is corrected is corrected over both.";
    }

    @Override
    public List<Working> workings(TwoSidedSpec spec, TwoSidedData data, Working.Asked number) {
        for (int i = 0; i < spec.sides().size(); i++) {
            ExperimentSpec side = spec.sides().get(i);
            if (side.metrics().stream().anyMatch(m -> m.name().equals(number.metric()))) {
                ExperimentData own = data.sides().get(i);
                return SIDE.workings(side, own, number);
            }
        }
        return List.of();
    }
}
