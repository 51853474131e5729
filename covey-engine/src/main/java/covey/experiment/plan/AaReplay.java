package covey.experiment.plan;

import covey.data.ExperimentData;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.Requirement;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.PlanReader;
import covey.experiment.spec.PlanRules;
import covey.experiment.spec.PlanSpec;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Working;
import covey.result.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A/A replay: splits the history, where nothing was done, again and again as the experiment will split its units, and
 * looks whether p-values are uniform and intervals cover zero as often as they say.
 *
 * <p>One scan puts every unit into one of 4096 buckets by a hash and returns the moments of each bucket; a split draws
 * buckets into arms and merges their moments, so that thousands of splits cost no further query and each is analysed by
 * the very code that will analyse the experiment. Assumes that the hash is unrelated to the metric. The buckets
 * themselves are drawn once: with 4096 of them the variance between buckets is within 2 % of that between units, which
 * moves a coverage of .95 by at most .0025. A metric that is no sum, a quantile, cannot be replayed this way.
 */
public final class AaReplay implements Estimator<PlanSpec, ExperimentData> {
    /** Splits when not told otherwise. */
    public static final int USUAL = 200;

    private final int replays;

    /**
     * @param replays number of splits, at least 20
     */
    public AaReplay(int replays) {
        if (replays < 20) {
            throw new IllegalArgumentException("a replay needs at least 20 splits, not " + replays);
        }
        this.replays = replays;
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                ExperimentDesign.DESIGNS,
                "A/A replay",
                "Splits the history as the experiment will and looks whether the analysis errs as often as it says.",
                ExperimentSettings.ALL,
                List.of("Kohavi, Tang, Xu (2020), Trustworthy Online Controlled Experiments, ch. 19"));
    }

    @Override
    public PlanSpec specify(Study study) {
        String design = study.design().text("type", ExperimentDesign.DESIGNS.getFirst());
        if (ExperimentSettings.DESIGNS.contains(design) && !ExperimentDesign.DESIGNS.contains(design)) {
            throw new SpecificationException(
                    study.design().location("type"),
                    "a " + design + " design is not replayed: a replay splits units one by one",
                    "plan it without the replay; replayed are: " + String.join(", ", ExperimentDesign.DESIGNS));
        }
        return PlanReader.read(study, ExperimentDesign.DESIGNS);
    }

    @Override
    public List<Setting> settings(PlanSpec spec) {
        return spec.settings();
    }

    /** The last part of the history that is as long as the period. */
    @Override
    public Requirement requires(PlanSpec spec) {
        PlanRules rules = spec.rules();
        Study study = spec.experiment().study();
        Instant start = rules.end().minus(Duration.between(study.start(), study.end()));
        PlanRules last = rules.from(start.isAfter(rules.start()) && rules.dated() ? start : rules.start());
        return ExperimentDesign.requirement(spec.under(last), Exposure.hashed(rules.entry(), rules.filter()));
    }

    @Override
    public Findings estimate(PlanSpec spec, ExperimentData data, RandomGenerator random) {
        AaSplits splits = new AaSplits(spec.experiment(), data, replays, random);
        return new Findings(splits.outcomes(), splits.diagnostics(), List.of(), List.of());
    }

    @Override
    public List<Working> workings(PlanSpec spec, ExperimentData data, Working.Asked number) {
        return List.of();
    }
}
