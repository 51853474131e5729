package covey.ranking.metric.gain;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.Gains;
import covey.ranking.IdealWalk;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.label.Label;

/**
 * Rank-biased precision (Moffat and Zobel, TOIS 2008): {@code (1 − p)·Σ gain·p^(rank − 1)}, a reader going on to the next item
 * with probability p. Gains have to lie between 0 and 1; others are scaled per query by the range from 0 to its highest, which is
 * what trec_eval 10.0-rc3 is observed to do (its own bounds are never set, so its graded values are not specified).
 *
 * @param persistence probability p of going on
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 * @param gains from grades to gains
 */
public record RankBiasedPrecision(double persistence, int cutoff, Gains gains) implements RankingMetric {
    @Override
    public String name() {
        return Label.gain("RBP(p=" + persistence + ")", gains, Discount.GEOMETRIC, cutoff);
    }

    @Override
    public Definition definition() {
        return Label.definition(gains, Discount.GEOMETRIC);
    }

    @Override
    public double of(JudgedList list) {
        double low = 0;
        double high = 0;
        IdealWalk walk = list.ideal(gains);
        for (int i = 0; i < walk.size(); i++) {
            low = Math.min(low, walk.gainOf(i));
            high = Math.max(high, walk.gainOf(i));
        }
        boolean scaled = low < 0 || high > 1;
        double sum = 0;
        double weight = 1;
        int rank = 1;
        for (int i = 0; i < list.entries() && list.rank(i) <= cutoff; i++) {
            double gain = list.grade(i) < 0 ? 0 : gains.of(list.grade(i));
            if (scaled && list.grade(i) >= 0) {
                gain = (gain - low) / (high - low);
            }
            for (; rank < list.rank(i); rank++) {
                weight *= persistence;
            }
            sum += gain == 0 ? 0 : gain * weight;
        }
        return (1 - persistence) * sum;
    }
}
