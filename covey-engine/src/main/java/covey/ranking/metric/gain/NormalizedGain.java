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
 * G (Buckley 2008): each gain divided by {@code log2(2 + c − s)}, s the gain so far and c what the best list would have had, at
 * least one per rank; over the sum of all gains (trec_eval {@code G}).
 *
 * @param gains from grades to gains
 */
public record NormalizedGain(Gains gains) implements RankingMetric {
    @Override
    public String name() {
        return Label.gain("G", gains, Discount.NONE, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Label.definition(gains, Discount.NONE);
    }

    @Override
    public double of(JudgedList list) {
        IdealWalk walk = list.ideal(gains);
        double best = walk.gain();
        double found = 0;
        double cost = 0;
        double idealSum = 0;
        double sum = 0;
        int entry = 0;
        for (int rank = 1; rank <= list.retrieved() || best > 0; rank++) {
            boolean idealOver = !(best > 0);
            best = idealOver ? 0 : walk.next();
            idealSum += best > 0 ? best : 0;
            cost += idealOver ? 1 : Math.max(best, 1);
            if (entry < list.entries() && list.rank(entry) == rank) {
                double gain = gains.of(list.grade(entry++));
                found += gain;
                sum += gain == 0 ? 0 : gain / Log2.of(2 + cost - found);
            }
            if (entry == list.entries() && !(best > 0)) {
                break;
            }
        }
        return idealSum > 0 ? sum / idealSum : 0;
    }
}
