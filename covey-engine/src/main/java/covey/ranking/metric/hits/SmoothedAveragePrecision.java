package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.label.Label;

/**
 * Log odds of average precision (Robertson, ECIR 2012): {@code ln((1 + s)/(1 + R − s))}, s the sum of the precisions at the
 * relevant items (trec_eval {@code yaap}).
 *
 * @param level grade from which an item is relevant
 */
public record SmoothedAveragePrecision(double level) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("yaAP", level, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY.discounted(Discount.RANK);
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        double sum = 0;
        for (int hit = 0; hit < relevance.hits(); hit++) {
            sum += (double) (hit + 1) / relevance.rank(hit);
        }
        return Math.log((1 + sum) / (1 + relevance.total() - sum));
    }
}
