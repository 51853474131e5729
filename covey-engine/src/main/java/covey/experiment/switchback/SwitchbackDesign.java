package covey.experiment.switchback;

import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.Requirement;
import covey.data.SwitchbackHistory;
import covey.data.SwitchbackHistoryRequirement;
import covey.data.SwitchbackRequirement;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.PlanReader;
import covey.experiment.spec.PlanRules;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Working;
import covey.result.ArmInfo;
import covey.result.Outcome;
import covey.result.Setting;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Design of a switchback from the user's own history: what it will be able to see, when, and with windows of which length.
 *
 * <p>The history is cut into windows as the period will be, and the schedule is drawn over it again and again, each time
 * analysed by the estimator that will analyse the experiment ({@link covey.stats.switchback.SwitchbackReplay}). Assumes
 * that regions will vary as they did and that effects add.
 */
public final class SwitchbackDesign implements Estimator<SwitchbackPlanSpec, SwitchbackHistory> {
    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                List.of("switchback"),
                "Design of a switchback",
                "Power, detectable effect and length from schedules drawn over the history before the period.",
                ExperimentSettings.ALL,
                List.of("Bojinov, Simchi-Levi, Zhao (2023), Management Science 69"));
    }

    @Override
    public SwitchbackPlanSpec specify(Study study) {
        List<String> designs = descriptor().designs();
        SwitchbackPlanSpec spec =
                SwitchbackPlanSpec.of(SwitchbackReader.read(study, designs), PlanReader.read(study, designs));
        if (!spec.rules().dated()) {
            throw new SpecificationException(
                    study.design().location("history.entry"),
                    "model '" + spec.rules().entry()
                            + "' has no time, and a switchback is planned from windows of time",
                    "name a model with agg_time_dimension in design.history.entry");
        }
        return spec;
    }

    @Override
    public List<Setting> settings(SwitchbackPlanSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(SwitchbackPlanSpec spec) {
        return new SwitchbackHistoryRequirement(
                spec.lengths().stream().map(l -> requirement(l, spec.rules())).toList());
    }

    private static SwitchbackRequirement requirement(SwitchbackSpec length, PlanRules rules) {
        Study study = length.experiment().study();
        Instant now = study.context().asOf();
        return new SwitchbackRequirement(
                study.unit(),
                Exposure.history(rules.entry(), rules.filter()),
                List.of(new ArmValue(ExperimentRequirement.HISTORY, ExperimentRequirement.HISTORY)),
                rules.start(),
                rules.end(),
                study.start().isBefore(now) ? study.start() : now,
                length.every(),
                length.burnIn(),
                length.experiment().metrics().stream().map(m -> m.metric()).toList(),
                study.schema());
    }

    @Override
    public Findings estimate(SwitchbackPlanSpec spec, SwitchbackHistory data, RandomGenerator random) {
        SwitchbackPlanning planning = new SwitchbackPlanning(spec, data);
        ExperimentSpec experiment = spec.declared().experiment();
        List<ArmInfo> arms = experiment.arms().stream()
                .map(a -> new ArmInfo(a.name(), a.control(), a.share(), Math.round(planning.units() * a.share())))
                .toList();
        List<Outcome> rows = planning.outcomes();
        return new Findings(rows, planning.diagnostics(rows), arms, List.of());
    }

    @Override
    public List<Working> workings(SwitchbackPlanSpec spec, SwitchbackHistory data, Working.Asked number) {
        return new SwitchbackPlanning(spec, data).workings(number);
    }
}
