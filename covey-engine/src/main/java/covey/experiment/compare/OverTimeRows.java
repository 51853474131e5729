package covey.experiment.compare;

import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.MetricCells;
import covey.experiment.compare.effect.EffectRows;
import covey.experiment.compare.effect.Place;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Effects over time, not adjusted: {@code cumulative} over the units entered and the events seen until a day, and
 * {@code by_age} on one day since entry. The intervals promise what
 * today's promise: they are a picture, not daily looks.
 */
final class OverTimeRows {
    private OverTimeRows() {}

    static List<Outcome> of(
            ExperimentSpec spec, MetricPlan plan, MetricCells cells, Comparer comparer, EffectRows effects) {
        List<Outcome> rows = new ArrayList<>();
        byDay(plan, cells.snapshots()).forEach((day, blocks) -> {
            for (Study.Arm arm : spec.treatments()) {
                Place place = Place.of("cumulative").at("day", day);
                rows.addAll(effects.of(comparer.plain(blocks, arm.name()), arm.name(), place));
            }
        });
        Map<String, ArmMoments> ages = byDay(plan, cells.ages());
        ages.keySet().stream().sorted(Comparator.comparingLong(Long::parseLong)).forEach(age -> {
            ArmMoments blocks = ages.getOrDefault(age, new ArmMoments(plan.outcomeColumns(), Map.of()));
            for (Study.Arm arm : spec.treatments()) {
                Place place = Place.of("by_age").at("day_since_entry", age);
                rows.addAll(effects.of(comparer.plain(blocks, arm.name()), arm.name(), place));
            }
        });
        return rows;
    }

    private static Map<String, ArmMoments> byDay(MetricPlan plan, List<Cell> cells) {
        return ArmMoments.group(plan.outcomeColumns(), cells, c -> c.slice().isEmpty() && !c.excluded(), c -> c.day());
    }
}
