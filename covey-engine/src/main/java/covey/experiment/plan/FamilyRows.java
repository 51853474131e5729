package covey.experiment.plan;

import covey.experiment.compare.effect.Estimands;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.MetricInfo.Goal;
import covey.result.Outcome;
import covey.result.Scale;
import covey.stats.distribution.Normal;
import covey.stats.power.FamilyCorrelation;
import covey.stats.power.FamilyPower;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Probability that all, and that any, of the primary comparisons with a declared effect are shown under the correction.
 *
 * <p>Arms hang together as the shares of the design make them, metrics as in the history; where that cannot be read the rows
 * stand for correlations of 0 and .5, between which most pairs of metrics lie. With looks on the way the family is taken
 * at the effects at which a single look would have the same powers.
 */
final class FamilyRows {
    /** Origin of correlations that follow from the shares of the arms. */
    static final String DESIGN = "design";

    /** Origin of correlations that were read. */
    static final String HISTORY = "history";

    private static final List<Double> UNREAD = List.of(0.0, 0.5);
    private static final double CERTAIN = 1 - 1e-12;

    private final ExperimentSpec spec;
    private final Layout layout;
    private final MetricCorrelations metrics;
    private final Map<Estimand, Estimate> powers;
    private final List<Outcome> found = new ArrayList<>();

    private FamilyRows(ExperimentSpec spec, Layout layout, MetricCorrelations metrics, Map<Estimand, Estimate> powers) {
        this.spec = spec;
        this.layout = layout;
        this.metrics = metrics;
        this.powers = powers;
    }

    /** The rows; none where fewer than two primary comparisons have a declared effect. */
    static List<Outcome> of(ExperimentSpec spec, Layout layout, MetricCorrelations metrics, List<Outcome> rows) {
        Map<Estimand, Estimate> powers = new LinkedHashMap<>();
        for (Outcome row : rows) {
            if (row instanceof Estimate power && row.estimand().name().equals("power")) {
                powers.put(row.estimand(), power);
            }
        }
        FamilyRows family = new FamilyRows(spec, layout, metrics, powers);
        if (family.declared() > 1) {
            family.correlations();
            family.powers();
        }
        return family.found;
    }

    private long declared() {
        return metrics.metrics().stream()
                .mapToLong(m -> layout.arms().stream()
                        .filter(a -> power(m, a).isPresent())
                        .count())
                .sum();
    }

    private Optional<Estimate> power(MetricPlan metric, Study.Arm arm) {
        return powers.values().stream()
                .filter(p -> p.estimand().metric().equals(metric.name())
                        && p.estimand().arm().equals(arm.name()))
                .findFirst();
    }

    private void correlations() {
        FamilyCorrelation arms = layout.correlation();
        long n = powers.values().iterator().next().n();
        for (int i = 0; i < arms.size(); i++) {
            for (int j = i + 1; j < arms.size(); j++) {
                found.add(row(
                        estimand(
                                "arm_correlation",
                                layout.arms().get(i).name(),
                                "",
                                Map.of("with", layout.arms().get(j).name())),
                        arms.at(i, j),
                        n));
            }
        }
        for (MetricCorrelations.Pair pair : metrics.read()) {
            found.add(row(
                    estimand(
                            "metric_correlation",
                            "",
                            metrics.metrics().get(pair.first()).name(),
                            Map.of("with", metrics.metrics().get(pair.second()).name())),
                    pair.value().orElseThrow(),
                    pair.units()));
        }
    }

    private void powers() {
        boolean one = metrics.metrics().size() == 1;
        if (one || metrics.known()) {
            powers(one ? DESIGN : HISTORY, 0);
        } else {
            UNREAD.forEach(unread -> powers(String.valueOf(unread), unread));
        }
    }

    private void powers(String origin, double unread) {
        Question question = new Question(
                spec,
                metrics.metrics().getFirst(),
                layout.arms().getFirst(),
                layout.arms().size(),
                Map.of());
        double level = question.level().level();
        FamilyCorrelation correlation = layout.correlation().of(metrics.matrix(unread));
        // a single-step bound is Bonferroni's at the error that has it
        double alpha = question.dunnett() ? level * correlation.size() : 1 - spec.level();
        FamilyPower power = FamilyPower.simulated(
                spec.multiplicity().primary(),
                alpha,
                theta(level / 2),
                correlation,
                spec.study().context().seed());
        long n = powers.values().iterator().next().n();
        Map<String, String> at = Map.of("correlation", origin);
        found.add(row(estimand("power_all", "", "", at), power.all(), n));
        found.add(row(estimand("power_any", "", "", at), power.any(), n));
    }

    /** Expected statistics; comparisons without a declared effect take their share of the error all the same. */
    private double[] theta(double tail) {
        List<Double> theta = new ArrayList<>();
        for (MetricPlan metric : metrics.metrics()) {
            double better = metric.goal() == Goal.DECREASE ? -1 : 1;
            for (Study.Arm arm : layout.arms()) {
                theta.add(power(metric, arm)
                        .map(p -> better * (Normal.quantile(Math.min(CERTAIN, p.value())) - Normal.quantile(tail)))
                        .orElse(0.0));
            }
        }
        return theta.stream().mapToDouble(t -> t).toArray();
    }

    private static Estimate row(Estimand estimand, double value, long n) {
        return new Estimate(estimand, value, OptionalDouble.empty(), Optional.empty(), Optional.empty(), n, "");
    }

    private static Estimand estimand(String name, String arm, String metric, Map<String, String> at) {
        boolean probability = name.startsWith("power");
        return new Estimand(
                PlanRows.ANALYSIS,
                metric,
                name,
                probability ? Scale.PROBABILITY : Scale.LEVEL,
                arm,
                "",
                "",
                at,
                probability ? Estimands.FRACTION : "correlation");
    }
}
