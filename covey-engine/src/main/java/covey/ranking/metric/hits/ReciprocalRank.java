package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.JudgedList;
import covey.ranking.Relevance;
import covey.ranking.TieAware;
import covey.ranking.TieGroups;
import covey.ranking.label.Label;

/**
 * One over the rank of the first relevant item within the cutoff, else zero.
 *
 * @param level grade from which an item is relevant
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 */
public record ReciprocalRank(double level, int cutoff) implements TieAware {
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

    /** In the group of the first hit the sum over its ranks of 1/rank times the chance that the first hit falls there. */
    @Override
    public double expected(JudgedList list) {
        Relevance relevance = list.relevance(level);
        if (relevance.hits() == 0) {
            return 0;
        }
        TieGroups ties = list.ties();
        int group = ties.next(0, relevance.rank(0));
        if (!ties.holds(group, relevance.rank(0))) {
            return of(list);
        }
        int hits = relevance.within(ties.last(group));
        double sum = 0;
        double noneAbove = 1;
        for (int rank = ties.first(group); rank <= Math.min(ties.last(group), cutoff) && noneAbove > 0; rank++) {
            double left = ties.last(group) - rank + 1;
            sum += noneAbove * hits / left / rank;
            noneAbove *= Math.max(0, left - hits) / left;
        }
        return sum;
    }
}
