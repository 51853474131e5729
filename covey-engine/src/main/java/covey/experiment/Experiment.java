package covey.experiment;

import covey.data.ExperimentData;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.data.Requirement;
import covey.experiment.check.CheckInput;
import covey.experiment.check.Checks;
import covey.experiment.compare.Compared;
import covey.experiment.compare.Comparison;
import covey.experiment.compare.Workings;
import covey.experiment.sequential.LookFindings;
import covey.experiment.spec.ExperimentReader;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Study;
import covey.method.Working;
import covey.result.Diagnostic;
import covey.result.Setting;
import covey.result.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A randomised experiment, looked at once or as it runs: arms compared with control on every metric, from moments.
 *
 * <p>Estimand: the average effect of being exposed to an arm instead of control on the units first exposed in the
 * period, as a difference and relative to the unadjusted control mean. Assumes units assigned independently with the
 * planned shares and no influence between units; the sample-ratio and assignment checks look at the first, nothing
 * here looks at the second. All arithmetic is that of {@code covey.stats}; no random number is drawn.
 */
public final class Experiment implements Estimator<ExperimentSpec, ExperimentData> {
    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                List.of("user_randomized", "holdout", "data_diverted", "co_diverted"),
                "Randomised experiment",
                "Compares every arm with control on every metric, adjusted for what was known before entry,"
                        + " behind a gate of trust checks.",
                ExperimentSettings.ALL,
                List.of(
                        "Welch (1947), Biometrika 34",
                        "Fieller (1954), JRSS B 16",
                        "Deng, Xu, Kohavi, Walker (2013), WSDM",
                        "Lin (2013), Annals of Applied Statistics 7",
                        "Deng, Knoblich, Lu (2018), KDD",
                        "Benjamini, Yekutieli (2005), JASA 100",
                        "Fabijan et al. (2019), KDD",
                        "Lindon, Malek (2022), NeurIPS"));
    }

    @Override
    public ExperimentSpec specify(Study study) {
        return ExperimentReader.read(study, descriptor().designs());
    }

    @Override
    public List<Setting> settings(ExperimentSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(ExperimentSpec spec) {
        return requirement(spec);
    }

    /** Moments per arm, day and segment for the metrics of an experiment. */
    public static ExperimentRequirement requirement(ExperimentSpec spec) {
        Study study = spec.study();
        Study.Treatment treatment = spec.treatment();
        return new ExperimentRequirement(
                study.name(),
                study.unit(),
                new Exposure(treatment.model(), treatment.armColumn(), treatment.filter(), treatment.valid())
                        .of(study.population()),
                spec.arms().stream().map(a -> new ArmValue(a.name(), a.value())).toList(),
                study.start(),
                study.end(),
                study.schema().zone(),
                study.context().asOf(),
                spec.metrics().stream()
                        .map(m -> new MetricNeed(m.metric(), m.covariates(), m.overTime()))
                        .toList(),
                study.slices(),
                study.exclusions().stream()
                        .map(e -> new ExperimentRequirement.Exclusion(e.from(), e.to(), e.reason()))
                        .toList(),
                spec.level(),
                study.schema());
    }

    @Override
    public Findings estimate(ExperimentSpec spec, ExperimentData data, RandomGenerator random) {
        return findings(spec, data, Comparison.of(spec, data));
    }

    /** Numbers that were compared already, with the checks, arms and losses of their data. */
    public static Findings findings(ExperimentSpec spec, ExperimentData data, Compared compared) {
        return new Findings(
                compared.outcomes(),
                diagnostics(
                        Checks.run(new CheckInput(spec, data, compared)),
                        LookFindings.of(spec, data.looks(), compared.standings())),
                Population.arms(spec, data),
                Population.dropped(spec, data));
    }

    /** Those that invalidate first, then warnings, notes, passes. */
    private static List<Diagnostic> diagnostics(List<Diagnostic> checks, List<Diagnostic> looks) {
        return Stream.concat(checks.stream(), looks.stream())
                .sorted(Comparator.comparing(Diagnostic::severity, Comparator.<Severity>reverseOrder()))
                .toList();
    }

    @Override
    public List<Working> workings(ExperimentSpec spec, ExperimentData data, Working.Asked number) {
        return Workings.of(spec, data, number);
    }
}
