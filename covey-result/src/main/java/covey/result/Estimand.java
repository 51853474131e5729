package covey.result;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a number estimates. Two outcomes of one study never share the same estimand.
 *
 * @param analysis which arithmetic: {@code main}, {@code unadjusted}, {@code exclusions_kept}, {@code cumulative}, ...
 * @param metric name of the metric
 * @param name the quantity: {@code mean}, {@code proportion}, {@code ratio}, {@code quantile}, {@code ate},
 *     {@code numerator_per_unit}, {@code denominator_per_unit}, ...
 * @param scale scale of the value
 * @param arm the arm the value is about; empty when it is about no arm
 * @param reference the arm it is compared with; empty for a level
 * @param segment {@code dimension=value}; empty for all units
 * @param at further coordinates, such as {@code day -> 2026-03-05}; sorted by key
 * @param unit unit of the value, such as {@code clicks per user}
 */
public record Estimand(
        String analysis,
        String metric,
        String name,
        Scale scale,
        String arm,
        String reference,
        String segment,
        Map<String, String> at,
        String unit) {
    public Estimand {
        at = java.util.Collections.unmodifiableMap(new TreeMap<>(at));
    }

    /** The same estimand under another analysis. */
    public Estimand in(String otherAnalysis) {
        return new Estimand(otherAnalysis, metric, name, scale, arm, reference, segment, at, unit);
    }
}
