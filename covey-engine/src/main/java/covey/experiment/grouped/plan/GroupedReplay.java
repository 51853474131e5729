package covey.experiment.grouped.plan;

import covey.data.ExperimentData;
import covey.data.Requirement;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Result;
import covey.experiment.grouped.GroupedEffects;
import covey.experiment.grouped.GroupedSpec.Design;
import covey.experiment.replay.AaReplay;
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
import covey.result.Reason;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A/A replay of clusters, strata, blocks and pairs: the history is read once by its groups, their arms are drawn again and
 * again as the experiment will draw them, and every assignment is analysed as {@code run} will analyse it.
 *
 * <p>Clusters are dealt inside their strata, a coin is tossed for every pair, and units are dealt inside strata by the 4096
 * buckets of a hash, of which a small stratum has about one a unit. So many groups are read as a run reads; of strata and
 * buckets up to 100,000 blocks of moments, some tens of megabytes, which 24 strata have.
 */
public final class GroupedReplay implements Replay<GroupedPlan, ExperimentData> {
    private static final GroupedDesign PLANNER = new GroupedDesign();

    private final int replays;

    /** As many assignments as usual. */
    public GroupedReplay() {
        this(USUAL);
    }

    private GroupedReplay(int replays) {
        this.replays = Replay.enough(replays);
    }

    @Override
    public GroupedReplay times(int other) {
        return new GroupedReplay(other);
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                PLANNER.descriptor().designs(),
                "A/A replay by clusters, strata or pairs",
                "Assigns the history as the experiment will and looks whether the analysis errs as often as it says.",
                ExperimentSettings.ALL,
                List.of("Kohavi, Tang, Xu (2020), Trustworthy Online Controlled Experiments, ch. 19"));
    }

    @Override
    public GroupedPlan specify(Study study) {
        return PLANNER.specify(study);
    }

    @Override
    public List<Setting> settings(GroupedPlan spec) {
        return spec.settings();
    }

    private static boolean strata(GroupedPlan spec) {
        Design design = spec.grouped().design();
        return design == Design.STRATIFIED || design == Design.BLOCKED;
    }

    @Override
    public Requirement requires(GroupedPlan spec) {
        return (strata(spec) ? AaReplay.hashed(spec.plan()) : AaReplay.whole(spec.plan())).groupedBy(spec.history());
    }

    @Override
    public Findings estimate(GroupedPlan spec, ExperimentData data, RandomGenerator random) {
        ExperimentSpec experiment = spec.grouped().experiment();
        Redraw redraw = Redraw.of(spec, data.groups());
        ReplayRows rows = new ReplayRows(experiment, replays);
        Map<Replayed, List<Result>> results = new LinkedHashMap<>();
        for (MetricPlan plan : experiment.metrics()) {
            for (Study.Arm arm : experiment.treatments()) {
                Replayed what =
                        new Replayed(plan, arm.name(), experiment.control().name());
                missing(plan, data)
                        .ifPresentOrElse(why -> rows.missing(what, why), () -> results.put(what, new ArrayList<>()));
            }
        }
        // one assignment at a time: all of them at once would not fit
        for (int r = 0; r < replays && !results.isEmpty(); r++) {
            GroupedEffects split = new GroupedEffects(spec.grouped(), redraw.draw(random));
            results.forEach((what, all) -> all.add(split.effect(what.plan(), what.arm())));
        }
        results.forEach((what, all) -> rows.judge(what, all, redraw.units()));
        return new Findings(rows.outcomes(), rows.diagnostics(), List.of(), List.of());
    }

    private static Optional<Missing> missing(MetricPlan plan, ExperimentData data) {
        if (!plan.quantile()) {
            return HashedHistory.missing(plan, data);
        }
        return Optional.ofNullable(data.failures().get(plan.name()))
                .map(Missing::of)
                .or(() -> Optional.of(new Missing(
                        Reason.NOT_SUPPORTED,
                        "a quantile cannot be put together from groups of units, so it is not replayed",
                        "replay the mean or a proportion above a threshold beside it")));
    }
}
