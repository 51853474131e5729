package covey.ranking.metric.count;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.label.Label;

/**
 * Relevant items retrieved (trec_eval {@code num_rel_ret}).
 *
 * @param level grade from which an item is relevant
 */
public record RelevantRetrieved(double level) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("NumRelRet", level, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        return list.relevance(level).retrieved();
    }
}
