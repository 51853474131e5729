package covey.data;

import covey.data.ExperimentData.Failure;
import covey.data.ExperimentData.Freshness;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the warehouse returns for a staged roll-out. Nothing about a single unit is in it.
 *
 * @param units units of the population
 * @param treated units, or clusters, of the population that had the treatment before the end of each stage
 * @param values exposure rows by value of the arm column, as it stands there; the most frequent hundred
 * @param metrics moments per metric
 * @param failures metrics that could not be measured, by name
 * @param freshness newest row per model
 * @param looks earlier looks at the same roll-out
 * @param clusters clusters of the population; 0 where units are treated one by one
 */
public record RolloutData(
        long units,
        List<Long> treated,
        Map<String, Long> values,
        List<MetricStages> metrics,
        Map<String, Failure> failures,
        Map<String, Freshness> freshness,
        LookHistory looks,
        long clusters)
        implements Data {
    public RolloutData {
        treated = List.copyOf(treated);
        values = Map.copyOf(values);
        metrics = List.copyOf(metrics);
        failures = Map.copyOf(failures);
        freshness = Map.copyOf(freshness);
        // data that were stored before looks were recorded have none
        looks = looks == null ? LookHistory.NONE : looks;
    }

    @Override
    public RolloutData after(LookHistory earlier) {
        return new RolloutData(units, treated, values, metrics, failures, freshness, earlier, clusters);
    }

    /** What is treated or not: units or clusters. */
    public long randomized() {
        return clusters > 0 ? clusters : units;
    }

    /**
     * Moments of one metric over the units, or the clusters, of the population.
     *
     * @param metric metric name
     * @param moments a column per stage, in order: values per day; for a ratio the numerators of all stages, then their
     *     denominators; of clusters totals, then a column of their units
     */
    public record MetricStages(String metric, Moments moments) {}

    /** Moments of a metric. */
    public Optional<MetricStages> metric(String name) {
        return metrics.stream().filter(m -> m.metric().equals(name)).findFirst();
    }
}
