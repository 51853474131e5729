package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.TieGroups;
import covey.ranking.Ties;
import covey.ranking.label.Label;

/**
 * Area under the precision-recall steps: each hit counts the precision at the rank of the last item of its score, divided by all
 * relevant items. Items of one score enter at once, as one threshold admits them all: without ties it is average precision.
 * Agrees with scikit-learn 1.2.1 {@code average_precision_score} to 1e-12.
 *
 * @param level grade from which an item is relevant
 */
public record StepAveragePrecision(double level) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("AP_step", level, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY.discounted(Discount.RANK).breaking(Ties.GROUPED);
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        TieGroups ties = list.ties();
        double sum = 0;
        int group = 0;
        for (int hit = 0; hit < relevance.hits(); hit++) {
            int rank = relevance.rank(hit);
            group = ties.next(group, rank);
            int end = ties.holds(group, rank) ? ties.last(group) : rank;
            sum += (double) relevance.within(end) / end;
        }
        return relevance.total() == 0 ? 0 : sum / relevance.total();
    }
}
