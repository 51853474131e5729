package covey.data;

import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Exposure;
import covey.metric.Metric;
import covey.metric.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Totals per region and time window, with the arm that was on, for the metrics of a switchback.
 *
 * @param unit the region: what is switched
 * @param exposure rows that say from when on a region had which arm, one per window
 * @param arms arms with their value in the arm column
 * @param start start of the first window
 * @param end end of the period; windows that are not over before it, or before {@code asOf}, are left out
 * @param asOf nothing later than this is read
 * @param every length of a window, positive
 * @param burnIn time at the start of a window whose events do not count, shorter than a window
 * @param metrics metrics, measured by the time of their events
 * @param schema what the tables are
 */
public record SwitchbackRequirement(
        String unit,
        Exposure exposure,
        List<ArmValue> arms,
        Instant start,
        Instant end,
        Instant asOf,
        Duration every,
        Duration burnIn,
        List<Metric> metrics,
        Schema schema)
        implements Requirement {
    public SwitchbackRequirement {
        arms = List.copyOf(arms);
        metrics = List.copyOf(metrics);
        if (every.isZero() || every.isNegative() || burnIn.isNegative() || burnIn.compareTo(every) >= 0) {
            throw new IllegalArgumentException("a window of " + every + " with a burn-in of " + burnIn);
        }
    }

    /** Number of whole windows that are over. */
    public int windows() {
        Instant last = asOf.isBefore(end) ? asOf : end;
        return (int) Math.max(0, Duration.between(start, last).dividedBy(every));
    }

    /** End of the last window that is over. */
    public Instant over() {
        return start.plus(every.multipliedBy(windows()));
    }
}
