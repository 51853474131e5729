package covey.experiment.factorial;

import covey.data.ExperimentData;
import covey.data.Requirement;
import covey.experiment.compare.effect.Result;
import covey.experiment.factorial.FactorialSpec.Factor;
import covey.experiment.replay.AaReplay;
import covey.experiment.replay.Deal;
import covey.experiment.replay.HashedHistory;
import covey.experiment.replay.Replay;
import covey.experiment.replay.ReplayRows;
import covey.experiment.replay.ReplayRows.Replayed;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Descriptor;
import covey.method.Findings;
import covey.method.Study;
import covey.result.Setting;
import covey.stats.design.factorial.CellWeights;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A/A replay of a factorial experiment: the 4096 buckets of a hashed history are dealt to the combinations of the factors'
 * levels, and every main effect and two-way interaction is judged.
 */
public final class FactorialReplay implements Replay<FactorialPlan, ExperimentData> {
    private static final FactorialDesign PLANNER = new FactorialDesign();

    private final int replays;

    /** As many assignments as usual. */
    public FactorialReplay() {
        this(USUAL);
    }

    private FactorialReplay(int replays) {
        this.replays = Replay.enough(replays);
    }

    @Override
    public FactorialReplay times(int other) {
        return new FactorialReplay(other);
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                PLANNER.descriptor().designs(),
                "A/A replay of a factorial experiment",
                "Deals the history to the cells and looks whether main effects and interactions err as often as they say.",
                ExperimentSettings.ALL,
                List.of("Kohavi, Tang, Xu (2020), Trustworthy Online Controlled Experiments, ch. 19"));
    }

    @Override
    public FactorialPlan specify(Study study) {
        return PLANNER.specify(study);
    }

    @Override
    public List<Setting> settings(FactorialPlan spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(FactorialPlan spec) {
        return AaReplay.hashed(spec.plan());
    }

    @Override
    public Findings estimate(FactorialPlan spec, ExperimentData data, RandomGenerator random) {
        ExperimentSpec experiment = spec.factorial().experiment();
        Deal deal = Deal.ofAll(experiment.arms());
        List<String> buckets = HashedHistory.buckets(data);
        List<Map<String, String>> splits = IntStream.range(0, replays)
                .mapToObj(_ -> deal.among(buckets, random))
                .toList();
        ReplayRows rows = new ReplayRows(experiment, replays);
        for (MetricPlan plan : experiment.metrics()) {
            HashedHistory.missing(plan, data)
                    .ifPresentOrElse(
                            why -> rows.missing(main(spec.factorial(), plan, 0, 1), why),
                            () -> replay(rows, spec.factorial(), plan, methods(spec.factorial(), plan, data, splits)));
        }
        return new Findings(rows.outcomes(), rows.diagnostics(), List.of(), List.of());
    }

    private static List<FactorialMethod> methods(
            FactorialSpec spec, MetricPlan plan, ExperimentData data, List<Map<String, String>> splits) {
        HashedHistory history = HashedHistory.of(data.metric(plan.name()).orElseThrow());
        return splits.stream()
                .map(s -> new FactorialMethod(spec, plan, history.arms(s), history.covariates(plan)))
                .toList();
    }

    private static Replayed main(FactorialSpec spec, MetricPlan plan, int factor, int level) {
        Factor own = spec.factors().get(factor);
        return new Replayed(plan, own.arm(level), own.arm(0));
    }

    private static void replay(ReplayRows rows, FactorialSpec spec, MetricPlan plan, List<FactorialMethod> methods) {
        long units = methods.getFirst().blocks().arms().values().stream()
                .mapToLong(m -> m.n())
                .sum();
        List<Factor> factors = spec.factors();
        for (int f = 0; f < factors.size(); f++) {
            int factor = f;
            for (int a = 1; a < factors.get(f).levels().size(); a++) {
                int level = a;
                List<Result> main = methods.stream()
                        .map(m -> m.main(factor, level, CellWeights.EQUAL))
                        .toList();
                rows.judge(main(spec, plan, f, a), main, units);
            }
        }
        for (FactorialSpec.Pair pair : spec.pairs()) {
            List<Result> interaction = methods.stream()
                    .map(m -> m.interaction(pair.first(), pair.level(), pair.second(), pair.other()))
                    .toList();
            rows.judge(new Replayed(plan, spec.arm(pair), ""), interaction, units);
        }
    }
}
