package covey.ranking.metric.count;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.label.Label;

/**
 * Relevant items judged (trec_eval {@code num_rel}).
 *
 * @param level grade from which an item is relevant
 */
public record Relevant(double level) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("NumRel", level, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        return list.relevance(level).total();
    }
}
