package covey.experiment.plan;

import covey.data.ExperimentData;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.data.Requirement;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.PlanReader;
import covey.experiment.spec.PlanRules;
import covey.experiment.spec.PlanSpec;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Study;
import covey.method.Working;
import covey.result.ArmInfo;
import covey.result.MetricInfo.Role;
import covey.result.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Design of a randomised experiment from the user's own history: what it will be able to see, when, and what it would
 * take to see what was asked.
 *
 * <p>A unit enters the history with its first row of the entry model in it, as it would have entered the experiment with
 * its first exposure; the same script that will measure the experiment measures the history, weeks of entry and exposure
 * included. Assumes that units will arrive and vary as they did, and that treatment leaves the variance as it is, except
 * of a proportion. All formulas are those of {@code covey.stats.power}; no random number is drawn.
 */
public final class ExperimentDesign implements Estimator<PlanSpec, ExperimentData> {
    /** Designs that randomise the unit of analysis itself, so that its variance is the one of the history. */
    public static final List<String> DESIGNS = List.of("user_randomized", "holdout", "data_diverted", "co_diverted");

    /** What helps when the history is too short for a metric. */
    public static final String EARLIER =
            "start the history earlier (design.history.start), or shorten the lookback of the"
                    + " covariates, which takes its beginning";

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                DESIGNS,
                "Design of an experiment",
                "Power, detectable effect, sample size and duration from the history before the period.",
                ExperimentSettings.ALL,
                List.of(
                        "Cohen (1988), Statistical Power Analysis",
                        "Lin (2013), Annals of Applied Statistics 7",
                        "Deng, Knoblich, Lu (2018), KDD",
                        "O'Hagan, Stevens, Campbell (2005), Pharmaceutical Statistics 4"));
    }

    @Override
    public PlanSpec specify(Study study) {
        return PlanReader.read(study, DESIGNS);
    }

    @Override
    public List<Setting> settings(PlanSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(PlanSpec spec) {
        return history(spec);
    }

    /** The history as an experiment in which nobody was treated, its units entering as given. */
    public static ExperimentRequirement requirement(PlanSpec spec, Exposure exposure) {
        Study study = spec.experiment().study();
        PlanRules rules = spec.rules();
        return requirement(spec, exposure, asOf(study, rules));
    }

    /**
     * Windows may close after the history, but never after anybody is treated; a table without time is read whole.
     */
    private static Instant asOf(Study study, PlanRules rules) {
        Instant now = study.context().asOf();
        if (rules.dated()) {
            return study.start().isBefore(now) ? study.start() : now;
        }
        return study.end().isAfter(now) ? study.end() : now;
    }

    /** The units of one arm, measured up to an instant. */
    static ExperimentRequirement requirement(PlanSpec spec, Exposure exposure, Instant asOf) {
        Study study = spec.experiment().study();
        PlanRules rules = spec.rules();
        boolean told = exposure.buckets() == 1;
        boolean several = told
                && exposure.armColumn().isEmpty()
                && spec.experiment().metrics(Role.PRIMARY).size() > 1;
        return new ExperimentRequirement(
                study.name(),
                study.unit(),
                exposure.of(study.population()),
                List.of(new ArmValue(ExperimentRequirement.HISTORY, ExperimentRequirement.HISTORY)),
                rules.start(),
                rules.end(),
                study.schema().zone(),
                asOf,
                spec.experiment().metrics().stream()
                        .map(m -> new MetricNeed(m.metric(), m.covariates(), told, several && m.role() == Role.PRIMARY))
                        .toList(),
                List.of(),
                List.of(),
                spec.experiment().level(),
                study.schema());
    }

    @Override
    public Findings estimate(PlanSpec spec, ExperimentData data, RandomGenerator random) {
        return plan(spec, data, new UnitLayout(spec.experiment()));
    }

    @Override
    public List<Working> workings(PlanSpec spec, ExperimentData data, Working.Asked number) {
        return workings(spec, data, new UnitLayout(spec.experiment()), number);
    }

    /** The plan of an experiment laid out otherwise than by unit. */
    public static Findings plan(PlanSpec spec, ExperimentData data, Layout layout) {
        Planning planning = new Planning(spec, data, layout);
        List<Study.Arm> arms = new ArrayList<>(List.of(spec.experiment().control()));
        arms.addAll(layout.arms());
        List<ArmInfo> infos = arms.stream()
                .map(a -> new ArmInfo(
                        a.name(), a.control(), a.share(), Math.round(layout.counted(planning.units()) * a.share())))
                .toList();
        return new Findings(planning.outcomes(), planning.diagnostics(), infos, List.of());
    }

    /** How a number of such a plan came about. */
    public static List<Working> workings(PlanSpec spec, ExperimentData data, Layout layout, Working.Asked number) {
        return new PlanWorkings(new Planning(spec, data, layout)).of(number);
    }

    /** Whoever was active in the history, as it stands when the history ends. */
    public static ExperimentRequirement standing(PlanSpec spec) {
        PlanRules rules = spec.rules();
        return requirement(spec, Exposure.standing(rules.entry(), rules.filter()));
    }

    /** The history as an experiment in which nobody was treated. */
    public static ExperimentRequirement history(PlanSpec spec) {
        PlanRules rules = spec.rules();
        return requirement(spec, Exposure.history(rules.entry(), rules.filter()));
    }
}
