package covey.experiment.compare;

import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.MetricCells;
import covey.experiment.compare.effect.Correction;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.EffectRows;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Result;
import covey.experiment.sequential.Curve;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Outcome;
import covey.result.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Effects over time, not adjusted: {@code cumulative} over the units entered and the events seen until a day, and
 * {@code by_age} on one day since entry. While looks are followed the cumulative curve has a confidence sequence over all its
 * days; the days since entry promise what today's look promises.
 */
final class OverTimeRows {
    private OverTimeRows() {}

    static List<Outcome> of(ExperimentSpec spec, MetricPlan plan, MetricCells cells, Comparer comparer, Looks looks) {
        EffectRows effects = new EffectRows(spec, plan, looks::promise);
        List<Outcome> rows = new ArrayList<>();
        Map<String, ArmMoments> days = byDay(plan, cells.snapshots());
        for (Study.Arm arm : spec.treatments()) {
            Map<String, Result> results = new LinkedHashMap<>();
            days.forEach((day, blocks) -> results.put(day, comparer.plain(blocks, arm.name())));
            rows.addAll(curve(results, arm.name(), looks, effects, spec.level()));
        }
        Map<String, ArmMoments> ages = byDay(plan, cells.ages());
        ages.keySet().stream().sorted(Comparator.comparingLong(Long::parseLong)).forEach(age -> {
            ArmMoments blocks = ages.getOrDefault(age, new ArmMoments(plan.outcomeColumns(), Map.of()));
            for (Study.Arm arm : spec.treatments()) {
                Place place = Place.of("by_age").at("day_since_entry", age);
                Result result = looks.judged(arm.name(), comparer.plain(blocks, arm.name()));
                if (!same(result)) {
                    rows.addAll(effects.of(result, arm.name(), place));
                }
            }
        });
        return rows;
    }

    private static List<Outcome> curve(
            Map<String, Result> days, String arm, Looks looks, EffectRows effects, double level) {
        List<Effect> seen = days.values().stream()
                .filter(OverTimeRows::varies)
                .map(Effect.class::cast)
                .toList();
        Optional<Curve> curve =
                looks.standing(arm).filter(s -> !s.plain() && !seen.isEmpty()).map(s -> new Curve(s, seen, level));
        List<Outcome> rows = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, Result> day : days.entrySet()) {
            Place place = Place.of("cumulative").at("day", day.getKey());
            if (curve.isPresent() && varies(day.getValue()) && day.getValue() instanceof Effect effect) {
                rows.addAll(effects.of(
                        curve.get().judged(number, effect),
                        arm,
                        place,
                        new Correction(Optional.empty(), curve.get().promise(number), Optional.empty())));
                number++;
            } else {
                rows.addAll(effects.of(day.getValue(), arm, place));
            }
        }
        return rows;
    }

    /** A day on which nobody differs from anybody has nothing to show, and lacks nothing. */
    private static boolean same(Result result) {
        return result instanceof Missing missing && missing.reason() == Reason.ZERO_VARIANCE;
    }

    private static boolean varies(Result result) {
        return result instanceof Effect effect && effect.contrast().standardError() > 0;
    }

    private static Map<String, ArmMoments> byDay(MetricPlan plan, List<Cell> cells) {
        return ArmMoments.group(plan.outcomeColumns(), cells, c -> c.slice().isEmpty() && !c.excluded(), c -> c.day());
    }
}
