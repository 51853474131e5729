package covey.ranking.metric.count;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;

/**
 * Items retrieved (trec_eval {@code num_ret}).
 */
public record Retrieved() implements RankingMetric {
    @Override
    public String name() {
        return "NumRet";
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        return list.retrieved();
    }
}
