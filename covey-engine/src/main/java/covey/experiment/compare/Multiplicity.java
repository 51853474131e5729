package covey.experiment.compare;

import covey.experiment.compare.effect.Correction;
import covey.experiment.compare.effect.Correction.Further;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.compare.effect.Promise;
import covey.experiment.sequential.Standing;
import covey.experiment.spec.ExperimentSpec;
import covey.result.AdjustedPValue;
import covey.result.Coverage;
import covey.result.MetricInfo.Role;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.multiplicity.PValueAdjustment.Guarantee;
import covey.stats.multiplicity.SimultaneousLevel;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Corrects families of hypotheses and chooses the interval that goes with each procedure.
 *
 * <ul>
 *   <li>one hypothesis, or procedure {@code none}: nothing is corrected;
 *   <li>family-wise procedures: the interval shown in {@code main} is simultaneous (Bonferroni over the family) and
 *       the plain one stands in {@code pointwise}. Step-down tests may reject where the simultaneous interval holds
 *       zero, because the interval is that of the single-step procedure;
 *   <li>false-discovery procedures: the plain interval stays in {@code main} beside the corrected p-value, and the
 *       selected have a false-coverage-rate interval in {@code multiplicity}.
 * </ul>
 *
 * Dunnett's comparison of arms gives simultaneous intervals with its own bound; an experiment that was looked at on the way
 * is corrected by Bonferroni instead.
 *
 * Hypotheses without a number are not tested and do not count in the family.
 */
final class Multiplicity {
    private final double level;
    private final Map<Hypothesis.Key, Correction> corrections = new HashMap<>();

    private Multiplicity(double level) {
        this.level = level;
    }

    /**
     * Corrects the families of these metrics.
     *
     * @param where what else a family spans, as it is named after its metrics and arms; empty for nothing
     */
    static Multiplicity of(ExperimentSpec spec, List<MetricComparison> metrics, String where) {
        Multiplicity result = new Multiplicity(spec.level());
        for (Role role : Role.values()) {
            List<MetricComparison> members =
                    metrics.stream().filter(m -> m.plan().role() == role).toList();
            String name = role == Role.GUARDRAIL ? "guardrail" : role.name().toLowerCase(Locale.ROOT);
            if (role == Role.PRIMARY && spec.multiplicity().dunnett() && once(members)) {
                result.manyToOne(members, name + " metrics x arms" + where);
            } else if (role != Role.GUARDRAIL) {
                result.correct(
                        members.stream().flatMap(m -> m.main().stream()).toList(),
                        role == Role.PRIMARY
                                ? spec.multiplicity().primary()
                                : spec.multiplicity().secondary(),
                        name + " metrics x arms" + where);
            }
            result.correct(
                    members.stream().flatMap(m -> m.segments().stream()).toList(),
                    spec.multiplicity().slices(),
                    name + " metrics x arms x segments" + where);
        }
        return result;
    }

    Correction of(Hypothesis hypothesis) {
        return corrections.getOrDefault(hypothesis.key(), Correction.none(level));
    }

    /** Looks on the way spend the error of each hypothesis apart, which Dunnett's bound does not answer for. */
    private static boolean once(List<MetricComparison> metrics) {
        return metrics.stream().flatMap(m -> m.standings().values().stream()).allMatch(Standing::plain);
    }

    private void manyToOne(List<MetricComparison> metrics, String family) {
        int tested = (int) metrics.stream().filter(m -> !effects(m).isEmpty()).count();
        for (MetricComparison metric : metrics) {
            List<Effect> arms = effects(metric);
            if (arms.isEmpty()) {
                continue;
            }
            ManyToOne compared = ManyToOne.of(arms, tested);
            String over = "Dunnett over " + arms.size() + " arms" + (tested > 1 ? ", Bonferroni over " + tested : "");
            Promise shown = new Promise(level, compared.drawn(level), Coverage.SIMULTANEOUS, ", " + over);
            for (Hypothesis hypothesis : metric.main()) {
                if (hypothesis.result() instanceof Effect effect) {
                    AdjustedPValue p = new AdjustedPValue(
                            compared.adjusted(effect), family + " (" + arms.size() * tested + ")", over);
                    corrections.put(
                            hypothesis.key(),
                            new Correction(
                                    Optional.of(p),
                                    shown,
                                    Optional.of(new Further("pointwise", Promise.pointwise(level)))));
                }
            }
        }
    }

    private static List<Effect> effects(MetricComparison metric) {
        return metric.main().stream()
                .map(Hypothesis::result)
                .filter(Effect.class::isInstance)
                .map(Effect.class::cast)
                .toList();
    }

    private void correct(List<Hypothesis> hypotheses, PValueAdjustment procedure, String family) {
        List<Hypothesis> tested =
                hypotheses.stream().filter(h -> h.result() instanceof Effect).toList();
        int m = tested.size();
        if (m < 2 || procedure == PValueAdjustment.NONE) {
            return;
        }
        double[] adjusted = procedure.adjust(
                tested.stream().mapToDouble(Multiplicity::pValue).toArray());
        int selected = 0;
        for (double p : adjusted) {
            selected += p <= 1 - level ? 1 : 0;
        }
        for (int i = 0; i < m; i++) {
            AdjustedPValue p = new AdjustedPValue(adjusted[i], family + " (" + m + ")", label(procedure));
            boolean chosen = adjusted[i] <= 1 - level;
            corrections.put(
                    tested.get(i).key(),
                    procedure.guarantee() == Guarantee.FAMILYWISE_ERROR
                            ? simultaneous(p, m)
                            : falseCoverage(p, chosen ? selected : 0, m));
        }
    }

    private Correction simultaneous(AdjustedPValue p, int m) {
        Promise shown = new Promise(
                level, SimultaneousLevel.simultaneousLevel(level, m), Coverage.SIMULTANEOUS, ", Bonferroni over " + m);
        return new Correction(Optional.of(p), shown, Optional.of(new Further("pointwise", Promise.pointwise(level))));
    }

    private Correction falseCoverage(AdjustedPValue p, int selected, int m) {
        if (selected == 0) {
            return new Correction(Optional.of(p), Promise.pointwise(level), Optional.empty());
        }
        Promise further = new Promise(
                level,
                SimultaneousLevel.fcrLevel(level, selected, m),
                Coverage.FALSE_COVERAGE_RATE,
                ", false coverage rate, " + selected + " of " + m + " selected");
        return new Correction(
                Optional.of(p), Promise.pointwise(level), Optional.of(new Further("multiplicity", further)));
    }

    private static double pValue(Hypothesis hypothesis) {
        return hypothesis.result() instanceof Effect effect ? effect.test().pValue() : 1;
    }

    private static String label(PValueAdjustment procedure) {
        return switch (procedure) {
            case NONE -> "none";
            case BONFERRONI -> "Bonferroni";
            case HOLM -> "Holm";
            case HOCHBERG -> "Hochberg";
            case HOMMEL -> "Hommel";
            case BENJAMINI_HOCHBERG -> "Benjamini-Hochberg";
            case BENJAMINI_YEKUTIELI -> "Benjamini-Yekutieli";
        };
    }
}
