package covey.experiment.plan;

import covey.experiment.compare.effect.Estimands;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.MetricInfo.Role;
import covey.result.Outcome;
import covey.result.Scale;
import covey.stats.distribution.Normal;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.power.FamilyPower;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Probability that all, and that any, of the primary comparisons with a declared effect are shown under the correction. The
 * history does not say how their statistics depend on one another: the rows stand for correlations of 0 and .5, between
 * which two arms with one control and most pairs of metrics lie.
 */
final class FamilyRows {
    private static final List<Double> CORRELATIONS = List.of(0.0, 0.5);
    private static final double CERTAIN = 1 - 1e-12;

    private FamilyRows() {}

    /** The rows; none where fewer than two primary comparisons have a declared effect. */
    static List<Outcome> of(ExperimentSpec spec, int arms, List<Outcome> rows) {
        List<String> primary =
                spec.metrics(Role.PRIMARY).stream().map(MetricPlan::name).toList();
        List<Estimate> powers = rows.stream()
                .filter(r -> r.estimand().name().equals("power")
                        && primary.contains(r.estimand().metric()))
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .toList();
        if (powers.size() < 2) {
            return List.of();
        }
        double alpha = 1 - spec.level();
        PValueAdjustment procedure = spec.multiplicity().primary();
        int hypotheses = primary.size() * arms;
        Question question = new Question(
                spec, spec.metrics(Role.PRIMARY).getFirst(), spec.treatments().getFirst(), arms, Map.of());
        double level = question.level().level();
        // a single-step bound is Bonferroni's at the error that has it
        double shared = question.dunnett() ? level * hypotheses : alpha;
        double tail = level / 2;
        // comparisons without a declared effect take their share of the error all the same
        double[] theta = new double[hypotheses];
        for (int i = 0; i < powers.size(); i++) {
            theta[i] = Normal.quantile(Math.min(CERTAIN, powers.get(i).value())) - Normal.quantile(tail);
        }
        List<Outcome> found = new ArrayList<>();
        for (double correlation : CORRELATIONS) {
            FamilyPower power = FamilyPower.simulated(
                    procedure,
                    shared,
                    theta,
                    correlation,
                    spec.study().context().seed());
            found.add(
                    row("power_all", correlation, power.all(), powers.getFirst().n()));
            found.add(
                    row("power_any", correlation, power.any(), powers.getFirst().n()));
        }
        return found;
    }

    private static Estimate row(String name, double correlation, double value, long n) {
        Estimand estimand = new Estimand(
                PlanRows.ANALYSIS,
                "",
                name,
                Scale.PROBABILITY,
                "",
                "",
                "",
                Map.of("correlation", String.valueOf(correlation)),
                Estimands.FRACTION);
        return new Estimate(estimand, value, OptionalDouble.empty(), Optional.empty(), Optional.empty(), n, "");
    }
}
