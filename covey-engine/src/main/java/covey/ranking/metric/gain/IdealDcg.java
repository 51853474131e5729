package covey.ranking.metric.gain;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.Gains;
import covey.ranking.IdealWalk;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.label.Label;

/**
 * Discounted cumulative gain of the best order of all judged items of the query, to the cutoff: what nDCG divides by. Items without
 * gain end it.
 *
 * @param cutoff ranks looked at; {@link Label#ALL} for all judged items
 * @param gains from grades to gains
 * @param discount LOG2 or JARVELIN_KEKALAINEN
 */
public record IdealDcg(int cutoff, Gains gains, Discount discount) implements RankingMetric {
    @Override
    public String name() {
        return Label.gain("iDCG", gains, discount, cutoff);
    }

    @Override
    public Definition definition() {
        return Label.definition(gains, discount);
    }

    @Override
    public double of(JudgedList list) {
        IdealWalk ideal = list.ideal(gains);
        double sum = 0;
        if (ideal.gain() > 0) {
            int rank = 1;
            for (double gain = ideal.next(); gain > 0 && rank <= cutoff; gain = ideal.next()) {
                sum += gain / discount.at(rank++);
            }
        }
        return sum;
    }
}
