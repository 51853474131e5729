package covey.experiment.adapt;

import covey.data.ExperimentData;
import covey.data.Requirement;
import covey.experiment.Experiment;
import covey.experiment.Population;
import covey.experiment.check.CheckInput;
import covey.experiment.check.Checks;
import covey.experiment.compare.Comparison;
import covey.experiment.plan.ExperimentDesign;
import covey.experiment.plan.PlanBasis;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.PlanReader;
import covey.experiment.spec.PlanSpec;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Working;
import covey.result.Setting;
import covey.result.Severity;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Sample-size re-estimation of a running experiment by conditional power, at one interim look that was registered before.
 *
 * <p>Conditional power if the effect is what was seen, against the bound of the last look; between {@code promising_from}
 * and {@code target_power} the period is made longer, in whole weeks, until it is the target or the rules allow no more.
 * Several primary comparisons: the promising one that needs most decides. Information goes on coming in as units did in
 * the history, times what was seen. Assumes metrics with a closed window, so that what comes in later stands alone. The
 * test of later runs weighs the stages as planned, which keeps the error whatever is decided here. Mehta, Pocock (2011),
 * Statistics in Medicine 30; Cui, Hung, Wang (1999), Biometrics 55.
 */
public final class ConditionalReEstimation implements Estimator<PlanSpec, ExperimentData> {
    /** Check that keeps what one metric had shown in one arm. */
    public static final String STAGE = "re_estimate_stage";

    private final Optional<PlanBasis> basis;

    /**
     * @param basis what was planned; without it nothing can be re-estimated
     */
    public ConditionalReEstimation(Optional<PlanBasis> basis) {
        this.basis = basis;
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                ExperimentDesign.DESIGNS,
                "Sample-size re-estimation by conditional power",
                "Length of a running experiment from its effects at one registered interim look.",
                ExperimentSettings.ALL,
                List.of("Cui, Hung, Wang (1999), Biometrics 55", "Mehta, Pocock (2011), Statistics in Medicine 30"));
    }

    @Override
    public PlanSpec specify(Study study) {
        PlanSpec plan = PlanReader.read(study, ExperimentDesign.DESIGNS);
        if (plan.rules().reEstimate().conditional().isEmpty()) {
            throw new SpecificationException(
                    study.design().location("re_estimate.method"),
                    study.name() + " plans no interim look at its effects",
                    "register design.re_estimate: {method: conditional, at: 0.5} before the period starts");
        }
        return plan;
    }

    @Override
    public List<Setting> settings(PlanSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(PlanSpec spec) {
        return Experiment.requirement(spec.experiment());
    }

    @Override
    public Findings estimate(PlanSpec spec, ExperimentData data, RandomGenerator random) {
        PlanBasis planned = basis.orElseThrow(() -> new SpecificationException(
                spec.experiment().study().location(),
                spec.name() + " has no plan that could be re-estimated",
                "covey design " + spec.name()));
        sound(spec, data);
        StretchRows rows = new StretchRows(new Stretch(spec, planned, data));
        return new Findings(
                rows.outcomes(),
                rows.diagnostics(),
                Population.arms(spec.experiment(), data),
                Population.dropped(spec.experiment(), data));
    }

    /** Nothing is decided on data that no verdict may rest on. */
    private static void sound(PlanSpec spec, ExperimentData data) {
        Checks.run(new CheckInput(spec.experiment(), data, Comparison.of(spec.experiment(), data))).stream()
                .filter(d -> d.severity() == Severity.INVALIDATES)
                .findFirst()
                .ifPresent(d -> {
                    throw new SpecificationException(
                            spec.experiment().study().location(),
                            "the data of the interim look cannot be trusted, so that nothing is decided: "
                                    + d.message(),
                            "find the cause first, then covey design " + spec.name() + " --re-estimate");
                });
    }

    @Override
    public List<Working> workings(PlanSpec spec, ExperimentData data, Working.Asked number) {
        return List.of();
    }
}
