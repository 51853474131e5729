package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.label.Label;

/**
 * The highest precision at or behind the point where a share of the relevant items has been found (trec_eval
 * {@code iprec_at_recall}); NaN for an empty list at recall zero, as there.
 *
 * @param level grade from which an item is relevant
 * @param recall share of the relevant items
 * @param rounding how the share becomes a number of items
 */
public record InterpolatedPrecision(double level, double recall, RecallPoint rounding) implements RankingMetric {
    @Override
    public String name() {
        String name = Label.of("IPrec", level, Label.ALL) + "@" + Label.number(recall);
        return rounding == RecallPoint.TRUNCATED ? name : Label.with(name, "points=rounded");
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        long wanted = rounding.items(recall, relevance.total());
        if (wanted > relevance.retrieved()) {
            return 0;
        }
        double best = (double) relevance.retrieved() / list.retrieved();
        for (int hit = relevance.retrieved(); hit > 0 && hit >= wanted; hit--) {
            best = RecallPoint.higher(best, hit, relevance.rank(hit - 1));
        }
        return best;
    }
}
