package covey.experiment.replay;

import covey.data.ExperimentData;
import covey.data.ExperimentData.QuantileCells;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.Requirement;
import covey.experiment.compare.Comparer;
import covey.experiment.compare.QuantileMethod;
import covey.experiment.compare.effect.Result;
import covey.experiment.plan.ExperimentDesign;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.PlanReader;
import covey.experiment.spec.PlanRules;
import covey.experiment.spec.PlanSpec;
import covey.method.Descriptor;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.result.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A/A replay: splits the history, where nothing was done, again and again as the experiment will split its units, and
 * looks whether p-values are uniform and intervals cover zero as often as they say.
 *
 * <p>One scan puts every unit into one of 4096 buckets by a hash and returns the moments of each bucket; a split draws
 * buckets into arms and merges their moments, so that thousands of splits cost no further query and each is analysed by
 * the very code that will analyse the experiment. Assumes that the hash is unrelated to the metric. The buckets
 * themselves are drawn once: with 4096 of them the variance between buckets is within 2 % of that between units, which
 * moves a coverage of .95 by at most .0025. Of a quantile, which is no sum, the values themselves are read: as many buckets
 * as have 400,000 together, which are split in memory.
 */
public final class AaReplay implements Replay<PlanSpec, ExperimentData> {
    private final int replays;

    /** As many splits as usual. */
    public AaReplay() {
        this(USUAL);
    }

    private AaReplay(int replays) {
        this.replays = Replay.enough(replays);
    }

    @Override
    public AaReplay times(int other) {
        return new AaReplay(other);
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
        if (design.equals("staged_rollout")) {
            throw new SpecificationException(
                    study.design().location("type"),
                    "a staged roll-out is not replayed: its estimate is made of the whole population's means, so that who"
                            + " is treated in a history where nothing was done changes nothing",
                    "read the plan's check plan_drift: the same stages on the history, where there was no treatment");
        }
        if (ExperimentSettings.DESIGNS.contains(design) && !ExperimentDesign.DESIGNS.contains(design)) {
            throw new SpecificationException(
                    study.design().location("type"),
                    "a " + design + " design is not replayed",
                    "plan it without the replay");
        }
        return PlanReader.read(study, ExperimentDesign.DESIGNS);
    }

    @Override
    public List<Setting> settings(PlanSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(PlanSpec spec) {
        return hashed(spec);
    }

    /** The last part of the history that is as long as the period, its units in buckets of a hash. */
    public static ExperimentRequirement hashed(PlanSpec spec) {
        return last(spec, Exposure.hashed(spec.rules().entry(), spec.rules().filter()));
    }

    /** The last part of the history that is as long as the period, its units in one arm. */
    public static ExperimentRequirement whole(PlanSpec spec) {
        return last(spec, Exposure.history(spec.rules().entry(), spec.rules().filter()));
    }

    private static ExperimentRequirement last(PlanSpec spec, Exposure exposure) {
        PlanRules rules = spec.rules();
        Study study = spec.experiment().study();
        Instant start = rules.end().minus(Duration.between(study.start(), study.end()));
        PlanRules last = rules.from(start.isAfter(rules.start()) && rules.dated() ? start : rules.start());
        return ExperimentDesign.requirement(spec.under(last), exposure);
    }

    @Override
    public Findings estimate(PlanSpec spec, ExperimentData data, RandomGenerator random) {
        ExperimentSpec experiment = spec.experiment();
        Deal deal = Deal.ofAll(experiment.arms());
        List<String> buckets = HashedHistory.buckets(data);
        // the same splits for all metrics, so that a strange one is strange for all
        List<Map<String, String>> splits = IntStream.range(0, replays)
                .mapToObj(_ -> deal.among(buckets, random))
                .toList();
        ReplayRows rows = new ReplayRows(experiment, replays);
        for (MetricPlan plan : experiment.metrics()) {
            for (Study.Arm arm : experiment.treatments()) {
                ReplayRows.Replayed what = new ReplayRows.Replayed(
                        plan, arm.name(), experiment.control().name());
                Optional<QuantileCells> values =
                        data.quantile(plan.name()).filter(q -> !q.values().isEmpty());
                if (values.isPresent()) {
                    quantile(rows, what, values.get(), splits);
                } else {
                    HashedHistory.missing(plan, data)
                            .ifPresentOrElse(why -> rows.missing(what, why), () -> moments(rows, what, data, splits));
                }
            }
        }
        return new Findings(rows.outcomes(), rows.diagnostics(), List.of(), List.of());
    }

    /** Values are dealt again, bucket by bucket, and their order statistics picked as the warehouse picks them. */
    private static void quantile(
            ReplayRows rows, ReplayRows.Replayed what, QuantileCells cells, List<Map<String, String>> splits) {
        HashedValues values = new HashedValues(cells, rows.spec().level());
        QuantileMethod method = new QuantileMethod(rows.spec(), cells.quantile());
        List<Result> results = splits.stream()
                .map(split -> method.compare(values.arms(split), what.arm()))
                .toList();
        rows.judge(what, results, values.units());
    }

    private static void moments(
            ReplayRows rows, ReplayRows.Replayed what, ExperimentData data, List<Map<String, String>> splits) {
        HashedHistory history = HashedHistory.of(data.metric(what.plan().name()).orElseThrow());
        Comparer comparer = new Comparer(rows.spec(), what.plan(), history.covariates(what.plan()));
        List<Result> results = splits.stream()
                .map(split -> comparer.adjusted(history.arms(split), what.arm()))
                .toList();
        rows.judge(what, results, history.units());
    }
}
