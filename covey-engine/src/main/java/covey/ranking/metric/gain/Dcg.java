package covey.ranking.metric.gain;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.Gains;
import covey.ranking.JudgedList;
import covey.ranking.TieAware;
import covey.ranking.label.Label;

/**
 * Discounted cumulative gain: the sum over ranks to the cutoff of gain / discount (Järvelin and Kekäläinen, TOIS 2002).
 *
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 * @param gains from grades to gains
 * @param discount LOG2 or JARVELIN_KEKALAINEN
 */
public record Dcg(int cutoff, Gains gains, Discount discount) implements TieAware {
    @Override
    public String name() {
        return Label.gain("DCG", gains, discount, cutoff);
    }

    @Override
    public Definition definition() {
        return Label.definition(gains, discount);
    }

    @Override
    public double of(JudgedList list) {
        double sum = 0;
        for (int i = 0; i < list.entries() && list.rank(i) <= cutoff; i++) {
            double gain = gains.of(list.grade(i));
            if (gain != 0) {
                sum += gain / discount.at(list.rank(i));
            }
        }
        return sum;
    }

    @Override
    public double expected(JudgedList list) {
        return ExpectedGain.of(list, cutoff, gains::of, rank -> 1 / discount.at(rank));
    }
}
