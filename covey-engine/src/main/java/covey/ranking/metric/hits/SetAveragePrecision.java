package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.label.Label;

/**
 * Precision times recall of the whole list as a set (trec_eval {@code set_map}).
 *
 * @param level grade from which an item is relevant
 */
public record SetAveragePrecision(double level) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("SetAP", level, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        double found = relevance.retrieved();
        return list.retrieved() == 0 || relevance.total() == 0
                ? 0
                : found * found / ((double) list.retrieved() * relevance.total());
    }
}
