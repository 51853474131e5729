package covey.stats.resample;

import java.util.List;

/**
 * A statistic on all units and without each group of them.
 *
 * @param value the statistic on all units
 * @param without the statistic without each group, in the order of the groups
 */
public record Replicates(double value, List<Double> without) {
    public Replicates {
        without = List.copyOf(without);
    }

    double mean() {
        return without.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
