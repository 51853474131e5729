package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.label.Label;

/**
 * One when a relevant item stands within the cutoff, else zero; also called hit rate.
 *
 * @param level grade from which an item is relevant
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 */
public record Success(double level, int cutoff) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("Success", level, cutoff);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        return list.relevance(level).within(cutoff) > 0 ? 1 : 0;
    }
}
