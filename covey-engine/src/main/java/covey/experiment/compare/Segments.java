package covey.experiment.compare;

import covey.data.ExperimentData.MetricCells;
import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.compare.effect.LevelRows;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Levels and effects by segment, with the arithmetic of the main analysis. An arm with fewer than {@code min_cell}
 * units in a segment is not shown, and neither is a comparison with it.
 *
 * @param levels rows of levels
 * @param hypotheses one per arm and segment
 */
record Segments(List<Outcome> levels, List<Hypothesis> hypotheses) {
    static Segments of(
            ExperimentSpec spec, MetricPlan plan, MetricCells cells, LevelRows levelRows, Comparer comparer) {
        List<Outcome> levels = new ArrayList<>();
        List<Hypothesis> hypotheses = new ArrayList<>();
        Missing small = Missing.belowMinCell(spec.study().context().minCell());
        for (String slice : spec.study().slices()) {
            Map<String, ArmMoments> segments = ArmMoments.group(
                    cells.columns().size(),
                    cells.cells(),
                    c -> c.slice().equals(slice) && !c.excluded(),
                    c -> c.segment());
            segments.forEach((value, blocks) -> {
                Place place = Place.segment(slice, value);
                for (Study.Arm arm : spec.arms()) {
                    levels.addAll(
                            shown(spec, blocks, arm.name())
                                    ? levelRows.of(blocks.of(arm.name()), arm.name(), place)
                                    : levelRows.missing(small, arm.name(), place));
                }
                for (Study.Arm arm : spec.treatments()) {
                    boolean both = shown(spec, blocks, arm.name())
                            && shown(spec, blocks, spec.control().name());
                    hypotheses.add(new Hypothesis(
                            plan, arm.name(), place, both ? comparer.adjusted(blocks, arm.name()) : small));
                }
            });
        }
        return new Segments(levels, hypotheses);
    }

    private static boolean shown(ExperimentSpec spec, ArmMoments blocks, String arm) {
        return blocks.of(arm).n() >= spec.study().context().minCell();
    }
}
