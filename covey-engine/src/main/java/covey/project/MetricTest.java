package covey.project;

import covey.metric.Location;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A metric with made-up rows and the answer they must give.
 *
 * @param metric metric name
 * @param given model to the file that stands for its table, inside the project folder
 * @param expect the answer
 * @param location where it was declared
 */
public record MetricTest(String metric, Map<String, Path> given, Expected expect, Location location) {
    /** Tolerance when none is declared. */
    public static final double DEFAULT_TOLERANCE = 1e-6;

    public MetricTest {
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /**
     * The answer.
     *
     * @param value value in the metric's unit
     * @param stdError standard error in the metric's unit
     * @param tolerance largest absolute difference allowed for each
     */
    public record Expected(OptionalDouble value, OptionalDouble stdError, double tolerance) {}
}
