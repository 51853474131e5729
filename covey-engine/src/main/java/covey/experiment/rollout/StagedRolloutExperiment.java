package covey.experiment.rollout;

import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.Requirement;
import covey.data.RolloutData;
import covey.data.RolloutRequirement;
import covey.experiment.compare.Compared;
import covey.experiment.compare.Comparison;
import covey.experiment.compare.Looks;
import covey.experiment.sequential.LookFindings;
import covey.experiment.sequential.Monitor;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Study;
import covey.method.Working;
import covey.result.ArmInfo;
import covey.result.Diagnostic;
import covey.result.MetricInfo.Role;
import covey.result.Setting;
import covey.result.Severity;
import covey.stats.distribution.Normal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A treatment rolled out to rising shares of a population, and the total effect read off the population's outcomes.
 *
 * <p>Estimand: everyone treated against no one treated, per unit of the population and day. It stands influence between
 * any units, without knowledge of who influences whom, as long as the outcome is a polynomial of low order in the share and
 * nothing else moves it between stages. All arithmetic is that of {@code covey.stats.design.rollout}.
 */
public final class StagedRolloutExperiment implements Estimator<RolloutSpec, RolloutData> {
    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                List.of("staged_rollout"),
                "Staged roll-out",
                "Extrapolates a population's outcomes at rising shares of treated units to everyone against no one.",
                ExperimentSettings.ALL,
                List.of("Cortez, Eichhorn, Yu (2022), NeurIPS, arXiv 2205.14552"));
    }

    @Override
    public RolloutSpec specify(Study study) {
        return RolloutReader.read(study, descriptor().designs());
    }

    @Override
    public List<Setting> settings(RolloutSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(RolloutSpec spec) {
        ExperimentSpec experiment = spec.experiment();
        Study.Treatment treatment = experiment.treatment();
        return new RolloutRequirement(
                experiment.study().unit(),
                spec.population(),
                new Exposure(treatment.model(), treatment.armColumn(), treatment.filter(), treatment.valid())
                        .of(experiment.study().population()),
                new ArmValue(spec.treatment().name(), spec.treatment().value()),
                spec.seen().stages(),
                experiment.study().context().asOf(),
                experiment.metrics().stream().map(m -> m.metric()).toList(),
                experiment.study().schema(),
                spec.cluster());
    }

    @Override
    public Findings estimate(RolloutSpec declared, RolloutData data, RandomGenerator random) {
        RolloutSpec spec = declared.seen();
        ExperimentSpec experiment = spec.experiment();
        Compared compared = Comparison.of(
                experiment,
                experiment.metrics().stream()
                        .map(m -> new RolloutComparison(spec, data, looks(spec, data, m)).compare())
                        .toList());
        List<Diagnostic> diagnostics = new ArrayList<>(LookFindings.of(experiment, data.looks(), compared.standings()));
        unfinished(declared, spec).ifPresent(diagnostics::add);
        diagnostics.add(shares(spec, data));
        diagnostics.add(unknownArms(spec, data));
        experiment
                .metrics()
                .forEach(m -> diagnostics.addAll(new RolloutComparison(spec, data, looks(spec, data, m)).orderCheck()));
        diagnostics.add(note("interference", Severity.NOTE, spec.stands(), ""));
        diagnostics.sort(Comparator.comparing(Diagnostic::severity, Comparator.<Severity>reverseOrder()));
        return new Findings(compared.outcomes(), diagnostics, arms(spec, data), List.of());
    }

    static Looks looks(RolloutSpec spec, RolloutData data, MetricPlan plan) {
        Monitor monitor = new Monitor(
                spec.experiment(),
                data.looks(),
                (double) data.units(),
                spec.experiment().metrics(Role.PRIMARY).size());
        return new Looks(monitor, plan, spec.experiment().level());
    }

    @Override
    public List<Working> workings(RolloutSpec declared, RolloutData data, Working.Asked number) {
        RolloutSpec spec = declared.seen();
        return spec.experiment().metrics().stream()
                .filter(m ->
                        m.name().equals(number.metric()) && number.segment().isEmpty())
                .findFirst()
                .map(m -> new RolloutComparison(spec, data, looks(spec, data, m)).workings())
                .orElse(List.of());
    }

    /** What is left out because its stage is not over. */
    private static Optional<Diagnostic> unfinished(RolloutSpec declared, RolloutSpec seen) {
        int left = declared.stages().size() - seen.stages().size();
        return left == 0
                ? Optional.empty()
                : Optional.of(note(
                        "stages",
                        Severity.NOTE,
                        seen.stages().size() + " of " + declared.stages().size()
                                + " stages are read: a stage counts when it is over.",
                        "look again from "
                                + declared.stages().get(seen.stages().size()).to()));
    }

    /** The arms as they are at the end of the last stage. */
    private static List<ArmInfo> arms(RolloutSpec spec, RolloutData data) {
        long treated = data.treated().getLast();
        return spec.experiment().arms().stream()
                .map(a -> new ArmInfo(
                        a.name(), a.control(), a.share(), a.control() ? data.randomized() - treated : treated))
                .toList();
    }

    /** Whether as many units were treated at the end of each stage as were planned. */
    private static Diagnostic shares(RolloutSpec spec, RolloutData data) {
        double smallest = 1;
        List<String> found = new ArrayList<>();
        for (int t = 0; t < spec.stages().size(); t++) {
            double planned = spec.stages().get(t).share();
            double expected = planned * data.randomized();
            double error = Math.sqrt(expected * (1 - planned));
            double off = Math.abs(data.treated().get(t) - expected);
            double p = error > 0 ? 2 * Normal.survival(off / error) : off > 0 ? 0 : 1;
            smallest = Math.min(smallest, p * spec.stages().size());
            found.add(data.treated().get(t) + " of " + String.format(Locale.ROOT, "%.0f", expected));
        }
        double threshold = spec.experiment().trust().sampleRatio();
        boolean off = smallest < threshold;
        return note(
                "sample_ratio",
                off ? Severity.INVALIDATES : Severity.PASS,
                "treated " + spec.cluster().map(c -> "clusters of " + c).orElse("units")
                        + " by the end of each stage are " + (off ? "not " : "") + "as planned: "
                        + String.join(", ", found) + ".",
                off ? "find out who was treated when; every unit of the population counts, exposed or not" : "");
    }

    /** Values of the arm column that are no arm: whoever has one counts as untreated. */
    private static Diagnostic unknownArms(RolloutSpec spec, RolloutData data) {
        Map<String, Long> unknown = new TreeMap<>(data.values());
        spec.experiment().arms().forEach(a -> unknown.remove(a.value()));
        if (unknown.isEmpty()) {
            return note("unknown_arms", Severity.PASS, "every exposure row carries a declared arm.", "");
        }
        String found = unknown.entrySet().stream()
                .map(e -> "'" + e.getKey() + "' (" + e.getValue() + " rows)")
                .collect(Collectors.joining(", "));
        return note(
                "unknown_arms",
                Severity.WARNING,
                "column " + spec.experiment().treatment().armColumn() + " holds values that are no declared arm: "
                        + found + "; only '" + spec.treatment().value() + "' counts as treated.",
                "declare the arm with its value, or narrow the filter");
    }

    static Diagnostic note(String check, Severity severity, String message, String advice) {
        return new Diagnostic(check, severity, "", message, List.of(), advice, Map.of(), "");
    }
}
