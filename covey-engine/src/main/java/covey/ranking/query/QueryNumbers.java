package covey.ranking.query;

import covey.data.RankingData;
import java.util.List;

/**
 * Every metric of every counted query's list.
 *
 * @param data lists and truth
 * @param counted queries that count
 * @param metrics names of the metrics, as the study writes them
 * @param values by metric, then by system with the baseline first, then by counted query
 */
@SuppressWarnings("ArrayRecordComponent") // read only, never compared
public record QueryNumbers(RankingData data, int[] counted, List<String> metrics, List<List<double[]>> values) {
    public QueryNumbers {
        metrics = List.copyOf(metrics);
        values = values.stream().map(List::copyOf).toList();
    }

    /** Id of a counted query. */
    public String query(int position) {
        return data.queries().ids().get(counted[position]);
    }

    /** Name of a system. */
    public String system(int system) {
        return data.systems().get(system).system();
    }

    /** Number of systems. */
    public int systems() {
        return data.systems().size();
    }
}
