package covey.experiment.factorial;

import covey.data.ExperimentData;
import covey.data.Requirement;
import covey.experiment.plan.ExperimentDesign;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.PlanReader;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Study;
import covey.method.Working;
import covey.result.Diagnostic;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Design of a factorial experiment from the user's own history: power of every main effect, to which all units contribute,
 * and of every interaction, which needs many more.
 *
 * <p>The history is that of {@link ExperimentDesign}; the cells' shares enter as
 * {@link covey.stats.power.history.FactorialShares}. Assumes one variance in all cells. No random number is drawn.
 */
public final class FactorialDesign implements Estimator<FactorialPlan, ExperimentData> {
    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                List.of("factorial"),
                "Design of a factorial experiment",
                "Power of main effects and interactions from the history before the period.",
                ExperimentSettings.ALL,
                List.of("Dasgupta, Pillai, Rubin (2015), JRSS B 77"));
    }

    @Override
    public FactorialPlan specify(Study study) {
        List<String> designs = descriptor().designs();
        return new FactorialPlan(FactorialReader.read(study, designs), PlanReader.read(study, designs));
    }

    @Override
    public List<Setting> settings(FactorialPlan spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(FactorialPlan spec) {
        return ExperimentDesign.history(spec.plan());
    }

    @Override
    public Findings estimate(FactorialPlan spec, ExperimentData data, RandomGenerator random) {
        Findings plan = ExperimentDesign.plan(spec.plan(), data, new FactorialLayout(spec));
        List<Diagnostic> diagnostics = new ArrayList<>(plan.diagnostics());
        diagnostics.addAll(new InteractionFindings(spec, plan.outcomes()).all());
        return new Findings(plan.outcomes(), diagnostics, plan.arms(), plan.dropped());
    }

    @Override
    public List<Working> workings(FactorialPlan spec, ExperimentData data, Working.Asked number) {
        return ExperimentDesign.workings(spec.plan(), data, new FactorialLayout(spec), number);
    }
}
