package covey.ranking;

/**
 * The geometric mean over queries of a metric, GMAP of average precision (Robertson, CIKM 2006): e to the mean of
 * {@code ln max(value, 0.00001)}. The value of a query is that logarithm (trec_eval {@code gm_map}, {@code gm_bpref}).
 *
 * @param metric the metric
 */
public record GeometricMean(RankingMetric metric) implements RankingMetric {
    /** What lower values are taken for. */
    public static final double LEAST = 0.00001;

    @Override
    public String name() {
        return "GM" + metric.name();
    }

    @Override
    public Definition definition() {
        return metric.definition();
    }

    @Override
    public double of(JudgedList list) {
        return Math.log(Math.max(metric.of(list), LEAST));
    }

    @Override
    public Aggregation aggregation() {
        return Aggregation.GEOMETRIC;
    }
}
