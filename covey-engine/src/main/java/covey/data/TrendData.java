package covey.data;

import covey.data.ExperimentData.Freshness;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A metric over time.
 *
 * @param columns meaning of the columns of every block: {@code y}, then {@code d} for a ratio
 * @param cells one per period and segment with at least one active unit, in the order of periods, then segments
 * @param undated rows without a time, of all the metric's models
 * @param nullValues rows in the period whose value is NULL: they make a unit active and add nothing
 * @param notFinite rows in the period whose value is NaN or infinite: likewise
 * @param freshness newest row per model
 */
public record TrendData(
        List<String> columns,
        List<Cell> cells,
        long undated,
        long nullValues,
        long notFinite,
        Map<String, Freshness> freshness)
        implements Data {
    public TrendData {
        columns = List.copyOf(columns);
        cells = List.copyOf(cells);
        freshness = Map.copyOf(freshness);
    }

    /**
     * One period and segment.
     *
     * @param period first local day of the period, ISO date; the day of the start for grain {@code none}. A period that the
     *     requested time cuts holds only what lies inside
     * @param segment values of the dimensions in the order they were asked for
     * @param moments moments of the columns over active units; a total is the count times a mean
     * @param quantile the quantile, for a quantile over units
     */
    public record Cell(String period, List<String> segment, Moments moments, OptionalDouble quantile) {
        public Cell {
            segment = List.copyOf(segment);
        }

        /** Sum of a column over all active units. */
        public double total(int column) {
            return moments.n() * moments.mean(column);
        }
    }
}
