package covey.metric;

import covey.result.MetricInfo;
import java.util.Optional;

/**
 * A metric, defined once and used everywhere.
 *
 * @param name name
 * @param label human label
 * @param description one sentence; may be empty
 * @param owner owner; may be empty
 * @param tier {@code draft}, {@code official} or {@code deprecated}
 * @param measure how it is measured
 * @param window when events count
 * @param cap upper limit on a unit's value
 * @param goal wanted direction
 * @param unit unit of a level, such as {@code clicks per user}; may be empty
 * @param definition the declaration as written
 * @param location where it was declared
 */
public record Metric(
        String name,
        String label,
        String description,
        String owner,
        String tier,
        Measure measure,
        Window window,
        Optional<Cap> cap,
        MetricInfo.Goal goal,
        String unit,
        String definition,
        Location location) {
    /** The same metric with another unit of its level. */
    public Metric in(String other) {
        return new Metric(
                name, label, description, owner, tier, measure, window, cap, goal, other, definition, location);
    }
}
