package covey.experiment.compare;

import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileCells;
import covey.experiment.compare.effect.EffectRows;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.GuardrailRow;
import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Promise;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Everything about one quantile metric. Quantiles have no covariates, no snapshots and cannot be merged, so the
 * analyses that need those say so.
 */
final class QuantileComparison {
    private final ExperimentSpec spec;
    private final MetricPlan plan;
    private final QuantileCells cells;
    private final Estimands estimands;
    private final EffectRows effects;
    private final Looks looks;
    private final QuantileMethod method;

    /** What an effect is made of; for a whole comparison, how it is judged as well. */
    QuantileComparison(ExperimentSpec spec, MetricPlan plan, QuantileCells cells, Looks looks) {
        this.spec = spec;
        this.plan = plan;
        this.cells = cells;
        this.estimands = new Estimands(plan, spec.control().name());
        this.effects = new EffectRows(spec, plan, looks::promise);
        this.looks = looks;
        this.method = new QuantileMethod(spec, cells.quantile());
    }

    MetricComparison compare() {
        Map<String, QuantileCell> whole = byArm("", "");
        List<Outcome> levels = new ArrayList<>();
        for (Study.Arm arm : spec.arms()) {
            levels.add(level(whole, arm.name(), Place.MAIN));
        }
        List<Hypothesis> main = new ArrayList<>();
        List<Outcome> further = new ArrayList<>();
        for (Study.Arm arm : spec.treatments()) {
            Result result = compare(whole, arm.name());
            main.add(looks.main(arm.name(), result));
            Result judged = looks.weighted(arm.name(), result);
            GuardrailRow.of(plan, estimands, arm.name(), judged, looks.judgement(arm.name()))
                    .ifPresent(further::add);
            further.add(effects.otherLift(judged, arm.name()));
            if (!spec.study().exclusions().isEmpty()) {
                further.addAll(effects.of(
                        unsupported("with the excluded units kept"), arm.name(), Place.of("exclusions_kept")));
            }
            if (spec.analysis().postStratify().isPresent()) {
                further.addAll(effects.of(unsupported("post-stratified"), arm.name(), Place.of("post_stratified")));
            }
        }
        List<Outcome> segmentLevels = new ArrayList<>();
        List<Hypothesis> segments = new ArrayList<>();
        segments(segmentLevels, segments);
        return new MetricComparison(
                plan, levels, main, further, segmentLevels, looks.segments(segments), looks.standings());
    }

    private void segments(List<Outcome> levels, List<Hypothesis> hypotheses) {
        for (String slice : spec.study().slices()) {
            List<String> values = cells.arms().stream()
                    .filter(c -> c.slice().equals(slice))
                    .map(QuantileCell::segment)
                    .distinct()
                    .sorted()
                    .toList();
            for (String value : values) {
                Map<String, QuantileCell> arms = byArm(slice, value);
                Place place = Place.segment(slice, value);
                Missing small = Missing.belowMinCell(spec.study().context().minCell());
                for (Study.Arm arm : spec.arms()) {
                    levels.add(
                            shown(arms, arm.name())
                                    ? level(arms, arm.name(), place)
                                    : small.at(estimands.level(place, arm.name())));
                }
                for (Study.Arm arm : spec.treatments()) {
                    boolean both = shown(arms, arm.name())
                            && shown(arms, spec.control().name());
                    hypotheses.add(new Hypothesis(plan, arm.name(), place, both ? compare(arms, arm.name()) : small));
                }
            }
        }
    }

    private boolean shown(Map<String, QuantileCell> arms, String arm) {
        QuantileCell cell = arms.get(arm);
        return cell != null && cell.units() >= spec.study().context().minCell();
    }

    private Map<String, QuantileCell> byArm(String slice, String segment) {
        Map<String, QuantileCell> arms = new TreeMap<>();
        for (QuantileCell cell : cells.arms()) {
            if (cell.slice().equals(slice) && cell.segment().equals(segment)) {
                arms.put(cell.arm(), cell);
            }
        }
        return arms;
    }

    private Outcome level(Map<String, QuantileCell> arms, String arm, Place place) {
        return switch (arm(arms, arm)) {
            case QuantileArm.None none -> none.why().at(estimands.level(place, arm));
            case QuantileArm.Known known ->
                new Estimate(
                        estimands.level(place, arm),
                        known.estimate().value(),
                        OptionalDouble.of(Math.sqrt(known.estimate().variance())),
                        Optional.of(Promise.pointwise(spec.level()).interval(known.interval(), known.method())),
                        Optional.empty(),
                        known.estimate().n(),
                        "");
        };
    }

    /** The comparison in one segment, which is empty for all units. */
    Result compare(String segment, String arm) {
        Map<String, QuantileCell> arms = new TreeMap<>();
        for (QuantileCell cell : cells.arms()) {
            String name = cell.slice().isEmpty() ? "" : cell.slice() + "=" + cell.segment();
            if (name.equals(segment)) {
                arms.put(cell.arm(), cell);
            }
        }
        boolean hidden = !segment.isEmpty()
                && !(shown(arms, arm) && shown(arms, spec.control().name()));
        return hidden ? Missing.belowMinCell(spec.study().context().minCell()) : compare(arms, arm);
    }

    private Result compare(Map<String, QuantileCell> arms, String arm) {
        return method.compare(arms, arm);
    }

    private QuantileArm arm(Map<String, QuantileCell> arms, String arm) {
        return method.arm(arms, arm);
    }

    private Missing unsupported(String what) {
        return new Missing(
                Reason.NOT_SUPPORTED,
                "a quantile cannot be computed " + what + ": order statistics of cells do not merge",
                "read the main analysis");
    }
}
