package covey.ranking.metric.gain;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.Gains;
import covey.ranking.IdealWalk;
import covey.ranking.JudgedList;
import covey.ranking.Log2;
import covey.ranking.RankingMetric;
import covey.ranking.label.Label;

/**
 * nDCG averaged over the items with gain: at each one retrieved the DCG so far over the ideal DCG so far, at each one missing the DCG
 * of the whole list over the whole ideal (trec_eval {@code ndcg_rel}).
 *
 * @param gains from grades to gains
 */
public record NdcgAtRelevant(Gains gains) implements RankingMetric {
    @Override
    public String name() {
        return Label.gain("nDCG_rel", gains, Discount.LOG2, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Label.definition(gains, Discount.LOG2);
    }

    @Override
    public double of(JudgedList list) {
        IdealWalk walk = list.ideal(gains);
        double dcg = 0;
        double ideal = 0;
        double sum = 0;
        int found = 0;
        int wanted = 0;
        boolean more = walk.gain() > 0;
        for (int i = 0; i < list.entries(); i++) {
            double gain = gains.of(list.grade(i));
            int rank = list.rank(i);
            while (more && wanted < rank) {
                double best = walk.next();
                more = best > 0;
                if (more) {
                    ideal += best / Log2.of(++wanted + 1);
                }
            }
            if (gain != 0) {
                dcg += gain / Log2.of(rank + 1);
            }
            if (gain > 0) {
                sum += dcg / ideal;
                found++;
            }
        }
        while (more) {
            double best = walk.next();
            more = best > 0;
            if (more) {
                ideal += best / Log2.of(++wanted + 1);
            }
        }
        sum += (double) (wanted - found) * dcg / ideal;
        return sum > 0 ? sum / wanted : 0;
    }
}
