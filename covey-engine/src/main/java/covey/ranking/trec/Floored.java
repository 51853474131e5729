package covey.ranking.trec;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;

/**
 * Natural logarithm of a metric, which is taken to be at least 0.00001: its mean over queries is the logarithm of the geometric
 * mean (GMAP, Robertson 2006).
 *
 * @param metric the metric
 */
record Floored(RankingMetric metric) implements RankingMetric {
    /** What lower values are taken for. */
    static final double LEAST = 0.00001;

    @Override
    public String name() {
        return "log " + metric.name();
    }

    @Override
    public Definition definition() {
        return metric.definition();
    }

    @Override
    public double of(JudgedList list) {
        return Math.log(Math.max(metric.of(list), LEAST));
    }
}
