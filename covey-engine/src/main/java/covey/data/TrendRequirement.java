package covey.data;

import covey.metric.Metric;
import covey.metric.Schema;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Moments of one metric per period and segment, over the units that were active in the period: those with at least one
 * row of the metric's models in it, whatever the metric's own filter says.
 *
 * @param metric a mean, proportion, ratio or participation, or a quantile over units; its window, which needs an entry,
 *     does not apply, and neither does its cap, which needs a population to be fitted on
 * @param unit unit of analysis
 * @param grain {@code day}, {@code week}, {@code month}, or "none" for one period
 * @param dimensions names of dimensions of the unit; a cell for each combination of their values
 * @param start rows in [start, end)
 * @param end rows in [start, end)
 * @param zone zone in which periods begin
 * @param weekStart first day of a week
 * @param asOf nothing later than this is read
 * @param schema what the tables are
 */
public record TrendRequirement(
        Metric metric,
        String unit,
        String grain,
        List<String> dimensions,
        Instant start,
        Instant end,
        ZoneId zone,
        DayOfWeek weekStart,
        Instant asOf,
        Schema schema)
        implements Requirement {
    public TrendRequirement {
        dimensions = List.copyOf(dimensions);
        if (!List.of("day", "week", "month", "none").contains(grain)) {
            throw new IllegalArgumentException("grain is day, week, month or none, not '" + grain + "'");
        }
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("the period ends at " + end + ", before it starts at " + start);
        }
    }
}
