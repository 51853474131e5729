package covey.data;

import covey.data.ExperimentData.Failure;
import covey.data.ExperimentData.Freshness;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the warehouse returns for a switchback: the schedule as it was kept, and totals per region and window.
 *
 * @param counts what became of the rows of the schedule
 * @param windows regions by windows with the arm that was on; regions and windows without a row are absent
 * @param metrics totals per metric
 * @param failures metrics that could not be measured, by name
 * @param freshness newest row per model
 * @param looks earlier looks at the same experiment
 */
public record SwitchbackData(
        ScheduleCounts counts,
        List<Window> windows,
        List<MetricWindows> metrics,
        Map<String, Failure> failures,
        Map<String, Freshness> freshness,
        LookHistory looks)
        implements Data {
    public SwitchbackData {
        windows = List.copyOf(windows);
        metrics = List.copyOf(metrics);
        failures = Map.copyOf(failures);
        freshness = Map.copyOf(freshness);
        // data that were stored before looks were recorded have none
        looks = looks == null ? LookHistory.NONE : looks;
    }

    @Override
    public SwitchbackData after(LookHistory earlier) {
        return new SwitchbackData(counts, windows, metrics, failures, freshness, earlier);
    }

    /**
     * Rows of the schedule.
     *
     * @param rows rows within filter
     * @param outside rows that start no window of the period that is over
     * @param incomplete rows without region, arm or time
     * @param offGrid rows that start between two windows, so that windows would overlap
     * @param repeated rows beyond the first of their region, window and arm
     * @param conflicting regions and windows with several arms, left out
     * @param unknownArm rows whose arm is not declared
     */
    public record ScheduleCounts(
            long rows, long outside, long incomplete, long offGrid, long repeated, long conflicting, long unknownArm) {}

    /**
     * One region in one window.
     *
     * @param region value of the unit
     * @param window number of the window, from 0
     * @param arm arm that was on
     */
    public record Window(String region, int window, String arm) {}

    /**
     * Totals of one metric.
     *
     * @param metric metric name
     * @param values totals of regions and windows with at least one row after the burn-in
     * @param nullValues rows whose value is NULL, or whose filter is neither true nor false
     * @param notFinite rows whose value is NaN or infinite
     */
    public record MetricWindows(String metric, List<Value> values, long nullValues, long notFinite) {
        public MetricWindows {
            values = List.copyOf(values);
        }
    }

    /**
     * Totals of a region in a window.
     *
     * @param region value of the unit
     * @param window number of the window
     * @param y numerator, or the value itself
     * @param d denominator of a ratio, else 1
     */
    public record Value(String region, int window, double y, double d) {}

    /** Totals of a metric. */
    public Optional<MetricWindows> metric(String name) {
        return metrics.stream().filter(m -> m.metric().equals(name)).findFirst();
    }
}
