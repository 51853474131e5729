package covey.experiment.twosided;

import covey.data.ExperimentData;
import covey.data.ExperimentRequirement;
import covey.data.Requirement;
import covey.data.TwoSidedData;
import covey.data.TwoSidedRequirement;
import covey.experiment.replay.AaReplay;
import covey.experiment.replay.Replay;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.PlanSpec;
import covey.method.Descriptor;
import covey.method.Findings;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Outcome;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A/A replay of both sides of a market: each is split by its own units, independently of the other. */
public final class TwoSidedReplay implements Replay<TwoSidedPlanSpec, TwoSidedData> {
    private static final TwoSidedDesign PLANNER = new TwoSidedDesign();

    private final AaReplay side;

    /** As many splits as usual. */
    public TwoSidedReplay() {
        this(new AaReplay());
    }

    private TwoSidedReplay(AaReplay side) {
        this.side = side;
    }

    @Override
    public TwoSidedReplay times(int replays) {
        return new TwoSidedReplay(side.times(replays));
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                PLANNER.descriptor().designs(),
                "A/A replay of two sides",
                "Splits the history of each side and looks whether the analysis errs as often as it says.",
                ExperimentSettings.ALL,
                List.of("Kohavi, Tang, Xu (2020), Trustworthy Online Controlled Experiments, ch. 19"));
    }

    @Override
    public TwoSidedPlanSpec specify(Study study) {
        return PLANNER.specify(study);
    }

    @Override
    public List<Setting> settings(TwoSidedPlanSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(TwoSidedPlanSpec spec) {
        List<ExperimentRequirement> sides =
                spec.sides().stream().map(AaReplay::hashed).toList();
        return new TwoSidedRequirement(sides);
    }

    @Override
    public Findings estimate(TwoSidedPlanSpec spec, TwoSidedData data, RandomGenerator random) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (int i = 0; i < spec.sides().size(); i++) {
            PlanSpec own = spec.sides().get(i);
            ExperimentData seen = data.sides().get(i);
            Findings found = side.estimate(own, seen, random);
            outcomes.addAll(found.outcomes());
            diagnostics.addAll(found.diagnostics());
        }
        return new Findings(outcomes, diagnostics, List.of(), List.of());
    }
}
