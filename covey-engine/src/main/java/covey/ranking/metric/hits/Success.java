package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.Relevance;
import covey.ranking.TieAware;
import covey.ranking.TieGroups;
import covey.ranking.label.Label;

/**
 * One when a relevant item stands within the cutoff, else zero; also called hit rate.
 *
 * @param level grade from which an item is relevant
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 */
public record Success(double level, int cutoff) implements TieAware {
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

    /** In the group of the first hit, {@code 1 − Π (n − r − i)/(n − i)} over its ranks to the cutoff; n items, r of them hits. */
    @Override
    public double expected(JudgedList list) {
        Relevance relevance = list.relevance(level);
        if (relevance.hits() == 0) {
            return 0;
        }
        TieGroups ties = list.ties();
        int group = ties.next(0, relevance.rank(0));
        if (!ties.holds(group, relevance.rank(0)) || ties.last(group) <= cutoff) {
            return of(list);
        }
        int hits = relevance.within(ties.last(group));
        double none = 1;
        for (int rank = ties.first(group); rank <= cutoff; rank++) {
            double left = ties.last(group) - rank + 1;
            none *= Math.max(0, left - hits) / left;
        }
        return 1 - none;
    }
}
