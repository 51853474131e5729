package covey.experiment.compare;

import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.sequential.Standing;
import covey.experiment.spec.MetricPlan;
import covey.result.Outcome;
import java.util.List;
import java.util.Map;

/**
 * All that was computed for one metric, before multiplicity.
 *
 * @param plan the metric
 * @param levels rows of the arms' levels
 * @param main one hypothesis per arm
 * @param further rows that multiplicity does not touch
 * @param segmentLevels rows of the levels in segments
 * @param segments one hypothesis per arm and segment
 * @param standings where each arm with a number stands
 */
public record MetricComparison(
        MetricPlan plan,
        List<Outcome> levels,
        List<Hypothesis> main,
        List<Outcome> further,
        List<Outcome> segmentLevels,
        List<Hypothesis> segments,
        Map<String, Standing> standings) {
    public MetricComparison {
        standings = Map.copyOf(standings);
        levels = List.copyOf(levels);
        main = List.copyOf(main);
        further = List.copyOf(further);
        segmentLevels = List.copyOf(segmentLevels);
        segments = List.copyOf(segments);
    }

    /** A comparison that is looked at once. */
    public MetricComparison(
            MetricPlan plan,
            List<Outcome> levels,
            List<Hypothesis> main,
            List<Outcome> further,
            List<Outcome> segmentLevels,
            List<Hypothesis> segments) {
        this(plan, levels, main, further, segmentLevels, segments, Map.of());
    }
}
