package covey.result;

import java.util.OptionalDouble;

/**
 * A metric as the study used it; what a reader needs beside the numbers.
 *
 * @param name metric name
 * @param label human label
 * @param description one sentence; may be empty
 * @param kind {@code mean}, {@code proportion}, {@code ratio}, {@code retention}, {@code quantile},
 *     {@code participation}
 * @param role role in the study
 * @param goal wanted direction
 * @param unit unit of a level, such as {@code clicks per user}
 * @param margin non-inferiority margin of a guardrail, positive; empty when none was declared
 * @param marginScale scale of the margin: {@code RELATIVE_DIFFERENCE} or {@code DIFFERENCE}
 * @param definition the definition in YAML, as declared
 * @param version short hash of the definition
 */
public record MetricInfo(
        String name,
        String label,
        String description,
        String kind,
        Role role,
        Goal goal,
        String unit,
        OptionalDouble margin,
        Scale marginScale,
        String definition,
        String version) {
    /** Role of a metric in a study. */
    public enum Role {
        PRIMARY,
        GUARDRAIL,
        SECONDARY
    }

    /** Wanted direction of a metric. */
    public enum Goal {
        INCREASE,
        DECREASE,
        NONE
    }
}
