package covey.ranking.metric.count;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.label.Label;

/**
 * Items retrieved that are judged and not relevant (trec_eval {@code num_nonrel_judged_ret}).
 *
 * @param level grade from which an item is relevant
 */
public record OthersRetrieved(double level) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("NumNonRelRet", level, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        return list.judgedWithin(list.retrieved()) - list.relevance(level).retrieved();
    }
}
