package covey.experiment.compare;

import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.GuardrailRow;
import covey.experiment.compare.effect.GuardrailRow.Judgement;
import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.compare.effect.LevelRows;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Promise;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The rows of a metric that has no number: every level and every effect with the same reason. */
public final class MissingComparison {
    private MissingComparison() {}

    /** The rows. */
    public static MetricComparison of(ExperimentSpec spec, MetricPlan plan, Missing why) {
        Estimands estimands = new Estimands(plan, spec.control().name());
        LevelRows levelRows =
                new LevelRows(plan, estimands, spec.level(), spec.study().unit());
        List<Outcome> levels = new ArrayList<>();
        for (Study.Arm arm : spec.arms()) {
            levels.addAll(levelRows.missing(why, arm.name(), Place.MAIN));
        }
        List<Hypothesis> main = new ArrayList<>();
        List<Outcome> further = new ArrayList<>();
        for (Study.Arm arm : spec.treatments()) {
            main.add(new Hypothesis(plan, arm.name(), Place.MAIN, why));
            GuardrailRow.of(
                            plan,
                            estimands,
                            arm.name(),
                            why,
                            new Judgement(Promise.pointwise(spec.level()), UnaryOperator.identity()))
                    .ifPresent(further::add);
        }
        return new MetricComparison(plan, levels, main, further, List.of(), List.of(), Map.of());
    }
}
