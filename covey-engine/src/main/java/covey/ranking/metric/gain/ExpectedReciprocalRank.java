package covey.ranking.metric.gain;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.Gain;
import covey.ranking.Gains;
import covey.ranking.JudgedList;
import covey.ranking.TieAware;
import covey.ranking.TieGroups;
import covey.ranking.label.Label;
import java.util.Arrays;

/**
 * Expected reciprocal rank (Chapelle et al., CIKM 2009): the reader stops at an item with probability
 * {@code (2^grade − 1)/2^highest}; the expectation of one over the rank of the stop. The highest grade is given, not read from the
 * query: 4 in gdeval and ir-measures.
 *
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 * @param highest highest grade of the scale
 */
public record ExpectedReciprocalRank(int cutoff, double highest) implements TieAware {
    @Override
    public String name() {
        String name = Label.of("ERR", 1, cutoff);
        return highest == 4 ? name : Label.with(name, "max=" + Label.number(highest));
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
                double stop = stop(grade);
                sum += reading * stop / list.rank(i);
                reading *= 1 - stop;
            }
        }
        return sum;
    }

    /**
     * A reader is still reading behind j of n tied items with the mean over all choices of j of them of the product of (1 − stop);
     * the chance to stop at the next is the difference of two such means. Items that nobody stops at leave the product alone.
     */
    @Override
    public double expected(JudgedList list) {
        TieGroups ties = list.ties();
        double sum = 0;
        double reading = 1;
        int group = 0;
        for (int i = 0; i < list.entries(); ) {
            int rank = list.rank(i);
            group = ties.next(group, rank);
            boolean tied = ties.holds(group, rank);
            if ((tied ? ties.first(group) : rank) > cutoff) {
                break;
            }
            if (!tied) {
                double stop = stop(list.grade(i++));
                sum += reading * stop / rank;
                reading *= 1 - stop;
                continue;
            }
            int end = i;
            while (end < list.entries() && list.rank(end) <= ties.last(group)) {
                end++;
            }
            double[] still = still(list, i, end, ties.items(group));
            for (int j = 1; j < still.length && ties.first(group) + j - 1 <= cutoff; j++) {
                sum += reading * (still[j - 1] - still[j]) / (ties.first(group) + j - 1);
            }
            reading *= still[still.length - 1];
            i = end;
        }
        return sum;
    }

    /** Mean product of (1 − stop) over all choices of 0, 1, … of the tied items. */
    private double[] still(JudgedList list, int from, int to, int items) {
        double[] means = new double[items + 1];
        int known = items - (to - from);
        Arrays.fill(means, 0, known + 1, 1);
        for (int i = from; i < to; i++) {
            double on = 1 - stop(list.grade(i));
            known++;
            for (int j = known; j > 0; j--) {
                means[j] = ((known - j) * means[j] + j * on * means[j - 1]) / known;
            }
        }
        return means;
    }

    private double stop(double grade) {
        return grade > 0 ? (Math.pow(2, grade) - 1) / Math.pow(2, highest) : 0;
    }
}
