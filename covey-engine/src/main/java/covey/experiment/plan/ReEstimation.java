package covey.experiment.plan;

import covey.data.ExperimentData;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.Requirement;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.PlanReader;
import covey.experiment.spec.PlanRules;
import covey.experiment.spec.PlanSpec;
import covey.experiment.spec.ReEstimateRules;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Working;
import covey.metric.Model;
import covey.result.ArmInfo;
import covey.result.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Blinded sample-size re-estimation of a running experiment: the period is extended until the information that the plan
 * is for will be reached.
 *
 * <p>Reads the whole weeks that have passed with all units in one arm, so that no effect can be seen, not even by who
 * runs it: variance and arrivals only. A choice made from these leaves the error of the test as it was, by a fixed test and by bounds
 * whose looks are measured in time or information alike. The variance of all units together contains q(1 − q)δ², which errs to the
 * long side. Never shortens. Gould, Shih (1992), Communications in Statistics 21; Mehta, Tsiatis (2001), Drug
 * Information Journal 35.
 */
public final class ReEstimation implements Estimator<PlanSpec, ExperimentData> {
    /** Analysis of every row, and the check that tells the decision. */
    public static final String ANALYSIS = "re_estimate";

    private final Optional<PlanBasis> basis;

    /**
     * @param basis what the plan promised; without one nothing can be re-estimated
     */
    public ReEstimation(Optional<PlanBasis> basis) {
        this.basis = basis;
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                ExperimentDesign.DESIGNS,
                "Sample-size re-estimation",
                "Length of a running experiment from the variance and the arrivals of all its arms together.",
                ExperimentSettings.ALL,
                List.of(
                        "Gould, Shih (1992), Communications in Statistics 21",
                        "Mehta, Tsiatis (2001), Drug Information Journal 35"));
    }

    @Override
    public PlanSpec specify(Study study) {
        Instant passed = passed(study);
        PlanSpec plan = PlanReader.read(study, ExperimentDesign.DESIGNS);
        PlanRules rules = plan.rules();
        String model = plan.experiment().treatment().model();
        if (rules.reEstimate().method() == ReEstimateRules.Method.NONE) {
            throw new SpecificationException(
                    study.design().location("re_estimate.method"),
                    "design.re_estimate.method is none: the length of " + study.name() + " stands",
                    "write blinded before the period starts");
        }
        if (rules.reEstimate().method() == ReEstimateRules.Method.CONDITIONAL) {
            throw new SpecificationException(
                    study.design().location("re_estimate.method"),
                    study.name() + " is sized again once, by conditional power",
                    "look on the registered day");
        }
        if (study.schema().model(model).flatMap(Model::time).isEmpty()) {
            throw new SpecificationException(
                    plan.experiment().treatment().location(),
                    "model " + model + " has no time, so that nobody knows how fast units arrive",
                    "declare agg_time_dimension");
        }
        return plan.under(new PlanRules(
                rules.power(),
                model,
                plan.experiment().treatment().filter(),
                study.start(),
                passed,
                true,
                OptionalDouble.empty(),
                rules.prior(),
                rules.reEstimate()));
    }

    /** End of the last whole week, so that every day of the week counts alike. */
    private static Instant passed(Study study) {
        Instant now = study.context().asOf();
        var zone = study.schema().zone();
        String from = study.start().atZone(zone).toLocalDate().toString();
        if (!study.start().isBefore(now)) {
            throw new SpecificationException(
                    study.location(),
                    "the period of " + study.name() + " starts on " + from + ": there is nothing to re-estimate from",
                    "plan it again with covey design " + study.name());
        }
        if (!now.isBefore(study.end())) {
            throw new SpecificationException(
                    study.location(),
                    "the period of " + study.name() + " is over since "
                            + study.end().atZone(zone).toLocalDate() + ": its length is decided",
                    "covey run " + study.name());
        }
        int weeks = Extension.whole(study.start(), now);
        if (weeks < 1) {
            throw new SpecificationException(
                    study.location(),
                    study.name() + " runs since " + from + ", less than a week",
                    "come back on " + study.start().atZone(zone).plusWeeks(1).toLocalDate());
        }
        return study.start().atZone(zone).plusWeeks(weeks).toInstant();
    }

    @Override
    public List<Setting> settings(PlanSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(PlanSpec spec) {
        Study.Treatment treatment = spec.experiment().treatment();
        return ExperimentDesign.requirement(
                spec,
                Exposure.blinded(treatment.model(), treatment.armColumn(), treatment.filter()),
                spec.experiment().study().context().asOf());
    }

    @Override
    public Findings estimate(PlanSpec spec, ExperimentData data, RandomGenerator random) {
        Extension extension = new Extension(promised(spec), spec, data);
        ExtensionRows rows = new ExtensionRows(extension);
        List<ArmInfo> arms = spec.experiment().arms().stream()
                .map(a -> new ArmInfo(a.name(), a.control(), a.share(), Math.round(rows.newUnits() * a.share())))
                .toList();
        return new Findings(rows.outcomes(), rows.diagnostics(), arms, List.of());
    }

    private PlanBasis promised(PlanSpec spec) {
        return basis.orElseThrow(() -> new SpecificationException(
                spec.experiment().study().location(),
                spec.name() + " has no plan that could be re-estimated",
                "covey design " + spec.name()));
    }

    @Override
    public List<Working> workings(PlanSpec spec, ExperimentData data, Working.Asked number) {
        return List.of();
    }
}
