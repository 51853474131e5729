package covey.ranking.query;

import covey.data.RankingData;
import java.util.List;

/** Every metric of every counted query's list. */
public final class QueryNumbers {
    private final RankingData data;
    private final int[] counted;
    private final List<String> metrics;
    private final List<List<double[]>> values;

    /**
     * @param data lists and truth
     * @param counted queries that count
     * @param metrics names of the metrics, as the study writes them
     * @param values by metric, then by system with the baseline first, then by counted query
     */
    public QueryNumbers(RankingData data, int[] counted, List<String> metrics, List<List<double[]>> values) {
        this.data = data;
        this.counted = counted.clone();
        this.metrics = List.copyOf(metrics);
        this.values = values.stream().map(List::copyOf).toList();
    }

    public RankingData data() {
        return data;
    }

    public int[] counted() {
        return counted.clone();
    }

    public List<String> metrics() {
        return metrics;
    }

    public List<List<double[]>> values() {
        return values;
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
