package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.label.Label;

/**
 * One over the rank of the first relevant item within the cutoff, else zero.
 *
 * @param level grade from which an item is relevant
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 */
public record ReciprocalRank(double level, int cutoff) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("RR", level, cutoff);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY.discounted(Discount.RANK);
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        return relevance.within(cutoff) > 0 ? 1.0 / relevance.rank(0) : 0;
    }
}
