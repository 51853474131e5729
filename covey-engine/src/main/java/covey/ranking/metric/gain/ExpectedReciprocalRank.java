package covey.ranking.metric.gain;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.Gain;
import covey.ranking.Gains;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.label.Label;

/**
 * Expected reciprocal rank (Chapelle et al., CIKM 2009): the reader stops at an item with probability
 * {@code (2^grade − 1)/2^highest}; the expectation of one over the rank of the stop. The highest grade is given, not read from the
 * query: 4 in gdeval and ir-measures.
 *
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 * @param highest highest grade of the scale
 */
public record ExpectedReciprocalRank(int cutoff, double highest) implements RankingMetric {
    @Override
    public String name() {
        return Label.of(highest == 4 ? "ERR" : "ERR(max=" + highest + ")", 1, cutoff);
    }

    @Override
    public Definition definition() {
        return Label.definition(Gains.of(Gain.EXPONENTIAL, 1), Discount.RANK);
    }

    @Override
    public double of(JudgedList list) {
        double sum = 0;
        double reading = 1;
        for (int i = 0; i < list.entries() && list.rank(i) <= cutoff; i++) {
            double grade = list.grade(i);
            if (grade > 0) {
                double stop = (Math.pow(2, grade) - 1) / Math.pow(2, highest);
                sum += reading * stop / list.rank(i);
                reading *= 1 - stop;
            }
        }
        return sum;
    }
}
