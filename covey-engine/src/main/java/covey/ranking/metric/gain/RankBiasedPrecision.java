package covey.ranking.metric.gain;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.Gains;
import covey.ranking.IdealWalk;
import covey.ranking.JudgedList;
import covey.ranking.TieAware;
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
public record RankBiasedPrecision(double persistence, int cutoff, Gains gains) implements TieAware {
    @Override
    public String name() {
        return Label.with(Label.gain("RBP", gains, Discount.GEOMETRIC, cutoff), "p=" + Label.number(persistence));
    }

    @Override
    public Definition definition() {
        return Label.definition(gains, Discount.GEOMETRIC);
    }

    @Override
    public double of(JudgedList list) {
        Scale scale = scale(list);
        double sum = 0;
        double weight = 1;
        int rank = 1;
        for (int i = 0; i < list.entries() && list.rank(i) <= cutoff; i++) {
            double gain = scale.gain(gains, list.grade(i));
            for (; rank < list.rank(i); rank++) {
                weight *= persistence;
            }
            sum += gain == 0 ? 0 : gain * weight;
        }
        return (1 - persistence) * sum;
    }

    @Override
    public double expected(JudgedList list) {
        Scale scale = scale(list);
        return (1 - persistence)
                * ExpectedGain.of(
                        list, cutoff, grade -> scale.gain(gains, grade), rank -> Math.pow(persistence, rank - 1));
    }

    private record Scale(double low, double high) {
        double gain(Gains gains, double grade) {
            if (grade < 0) {
                return 0;
            }
            double gain = gains.of(grade);
            return low < 0 || high > 1 ? (gain - low) / (high - low) : gain;
        }
    }

    private Scale scale(JudgedList list) {
        double low = 0;
        double high = 0;
        IdealWalk walk = list.ideal(gains);
        for (int i = 0; i < walk.size(); i++) {
            low = Math.min(low, walk.gainOf(i));
            high = Math.max(high, walk.gainOf(i));
        }
        return new Scale(low, high);
    }
}
