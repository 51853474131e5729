package covey.ranking.metric.gain;

import covey.ranking.JudgedList;
import covey.ranking.TieGroups;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** Sum over ranks of gain × weight in expectation: every rank of a group of tied items has the group's mean gain. */
final class ExpectedGain {
    private ExpectedGain() {}

    static double of(JudgedList list, int cutoff, DoubleUnaryOperator gain, IntToDoubleFunction weight) {
        TieGroups ties = list.ties();
        double sum = 0;
        int group = 0;
        for (int i = 0; i < list.entries(); ) {
            int rank = list.rank(i);
            group = ties.next(group, rank);
            boolean tied = ties.holds(group, rank);
            if ((tied ? ties.first(group) : rank) > cutoff) {
                break;
            }
            if (!tied) {
                double value = gain.applyAsDouble(list.grade(i++));
                sum += value == 0 ? 0 : value * weight.applyAsDouble(rank);
                continue;
            }
            double total = 0;
            for (; i < list.entries() && list.rank(i) <= ties.last(group); i++) {
                total += gain.applyAsDouble(list.grade(i));
            }
            sum += total == 0 ? 0 : total / ties.items(group) * weights(ties, group, cutoff, weight);
        }
        return sum;
    }

    private static double weights(TieGroups ties, int group, int cutoff, IntToDoubleFunction weight) {
        double sum = 0;
        for (int rank = ties.first(group); rank <= Math.min(ties.last(group), cutoff); rank++) {
            sum += weight.applyAsDouble(rank);
        }
        return sum;
    }
}
