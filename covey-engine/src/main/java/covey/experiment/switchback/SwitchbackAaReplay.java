package covey.experiment.switchback;

import covey.data.ExperimentData.Failure;
import covey.data.Requirement;
import covey.data.SwitchbackHistory;
import covey.experiment.compare.effect.Missing;
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
import covey.stats.DegenerateDataException;
import covey.stats.switchback.SwitchbackReplay;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A/A replay of a switchback: stretches of the history as long as the period, at random cycles, with the arms of every
 * region and window drawn as the schedule will be ({@link SwitchbackReplay}), and the stable windows compared as {@code run}
 * compares them. With memory beyond the carry-over that is declared intervals hold the truth less often than they say.
 */
public final class SwitchbackAaReplay implements Replay<SwitchbackPlanSpec, SwitchbackHistory> {
    private static final SwitchbackDesign PLANNER = new SwitchbackDesign();

    private final int replays;

    /** As many schedules as usual. */
    public SwitchbackAaReplay() {
        this(USUAL);
    }

    private SwitchbackAaReplay(int replays) {
        this.replays = Replay.enough(replays);
    }

    @Override
    public SwitchbackAaReplay times(int other) {
        return new SwitchbackAaReplay(other);
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                PLANNER.descriptor().designs(),
                "A/A replay of a switchback",
                "Draws schedules over the history and looks whether the analysis errs as often as it says.",
                ExperimentSettings.ALL,
                List.of("Kohavi, Tang, Xu (2020), Trustworthy Online Controlled Experiments, ch. 19"));
    }

    /** The declared length of a window alone. */
    @Override
    public SwitchbackPlanSpec specify(Study study) {
        SwitchbackPlanSpec plan = PLANNER.specify(study);
        return new SwitchbackPlanSpec(List.of(plan.declared()), plan.rules(), plan.settings());
    }

    @Override
    public List<Setting> settings(SwitchbackPlanSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(SwitchbackPlanSpec spec) {
        return PLANNER.requires(spec);
    }

    @Override
    public Findings estimate(SwitchbackPlanSpec spec, SwitchbackHistory data, RandomGenerator random) {
        ExperimentSpec experiment = spec.declared().experiment();
        SwitchbackPlanning planning = new SwitchbackPlanning(spec, data, replays);
        ReplayRows rows = new ReplayRows(experiment, replays);
        for (MetricPlan plan : experiment.metrics()) {
            for (Study.Arm arm : experiment.treatments()) {
                Replayed what =
                        new Replayed(plan, arm.name(), experiment.control().name());
                Failure failure = data.lengths().getFirst().failures().get(plan.name());
                if (failure != null) {
                    rows.missing(what, Missing.of(failure));
                    continue;
                }
                try {
                    SwitchbackReplay replay = planning.replay(plan, arm, 0);
                    rows.judge(what, replay.pValues(), replays - replay.replays(), replay.cells());
                } catch (DegenerateDataException e) {
                    rows.missing(what, Missing.of(e));
                }
            }
        }
        return new Findings(rows.outcomes(), rows.diagnostics(), List.of(), List.of());
    }
}
