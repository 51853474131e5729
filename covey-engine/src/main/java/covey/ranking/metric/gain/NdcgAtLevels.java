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
 * nDCG averaged over the ranks at which the ideal gain changes, and the end of the list where that lies behind them (trec_eval
 * {@code Rndcg}); zero without relevant items.
 *
 * @param level grade from which an item is relevant, to decide whether there is one
 * @param gains from grades to gains
 */
public record NdcgAtLevels(double level, Gains gains) implements RankingMetric {
    @Override
    public String name() {
        return Label.gain("RnDCG", gains, Discount.LOG2, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Label.definition(gains, Discount.LOG2);
    }

    @Override
    public double of(JudgedList list) {
        if (list.relevance(level).total() == 0) {
            return 0;
        }
        IdealWalk walk = list.ideal(gains);
        double sum = 0;
        int points = 0;
        double dcg = 0;
        double ideal = 0;
        int entry = 0;
        double before = walk.gain();
        double best = before;
        for (int rank = 1; rank <= list.retrieved() || best > 0; rank++) {
            if (!(best > 0)) {
                // the ideal list ended above: the rest of the list, and its end as a last point
                for (; entry < list.entries(); entry++) {
                    dcg += term(list, entry);
                }
                sum += ideal > 0 ? dcg / ideal : 0;
                points += ideal > 0 ? 1 : 0;
                break;
            }
            best = walk.next();
            if (before != best) {
                sum += ideal > 0 ? dcg / ideal : 0;
                points += ideal > 0 ? 1 : 0;
                before = best;
            }
            if (entry < list.entries() && list.rank(entry) == rank) {
                dcg += term(list, entry++);
            }
            ideal += best > 0 ? best / Log2.of(rank + 1) : 0;
        }
        return sum / points;
    }

    private double term(JudgedList list, int entry) {
        double gain = gains.of(list.grade(entry));
        return gain == 0 ? 0 : gain / Log2.of(list.rank(entry) + 1);
    }
}
