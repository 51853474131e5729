package covey.experiment.grouped;

import covey.data.ExperimentData;
import covey.data.ExperimentData.QuantileCell;
import covey.experiment.compare.Looks;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.compare.effect.LevelRows;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Levels and effects by segment from the groups' units in it, with the arithmetic of the main analysis. An arm with fewer
 * than {@code min_cell} units in a segment is not shown, and neither is a comparison with it.
 *
 * @param levels rows of levels
 * @param hypotheses one per arm and segment
 */
record GroupedSegments(List<Outcome> levels, List<Hypothesis> hypotheses) {
    static GroupedSegments of(GroupedSpec grouped, ExperimentData data, Assigned assigned, Looks looks) {
        MetricPlan plan = looks.plan();
        ExperimentSpec spec = grouped.experiment();
        List<Outcome> levels = new ArrayList<>();
        List<Hypothesis> hypotheses = new ArrayList<>();
        LevelRows hidden = new LevelRows(
                plan,
                new Estimands(plan, spec.control().name()),
                spec.level(),
                spec.study().unit());
        Missing small = Missing.belowMinCell(spec.study().context().minCell());
        for (String slice : spec.study().slices()) {
            for (String value : values(data, plan, slice)) {
                Place place = Place.segment(slice, value);
                GroupMethod method = GroupedComparison.method(grouped, data, assigned, plan, place.segment());
                Set<String> shown = shown(spec, method);
                for (Study.Arm arm : spec.arms()) {
                    levels.addAll(
                            shown.contains(arm.name())
                                    ? method.levels(arm.name(), place)
                                    : hidden.missing(small, arm.name(), place));
                }
                for (Study.Arm arm : spec.treatments()) {
                    boolean both = shown.contains(arm.name())
                            && shown.contains(spec.control().name());
                    hypotheses.add(
                            new Hypothesis(plan, arm.name(), place, both ? effect(looks, method, arm.name()) : small));
                }
            }
        }
        return new GroupedSegments(levels, looks.segments(hypotheses));
    }

    private static Result effect(Looks looks, GroupMethod method, String arm) {
        return looks.repeated(arm) ? method.repeated(arm) : method.effect(arm);
    }

    private static Set<String> values(ExperimentData data, MetricPlan plan, String slice) {
        return plan.quantile()
                ? data.quantile(plan.name()).stream()
                        .flatMap(q -> q.arms().stream())
                        .filter(c -> c.slice().equals(slice))
                        .map(QuantileCell::segment)
                        .collect(Collectors.toCollection(TreeSet::new))
                : data.groups().segments(plan.name(), slice);
    }

    private static Set<String> shown(ExperimentSpec spec, GroupMethod method) {
        return spec.arms().stream()
                .map(Study.Arm::name)
                .filter(a -> method.units(a) >= spec.study().context().minCell())
                .collect(Collectors.toSet());
    }
}
