package covey.ranking.sampled;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.TieGroups;
import covey.ranking.Ties;
import covey.ranking.label.Label;
import covey.stats.sampledrank.SampledMetricCorrection;
import java.util.HashMap;
import java.util.Map;

/**
 * An estimate of a metric over all items from the rank of the only relevant one among sampled candidates. Single queries' values may lie
 * outside the metric's range; their mean estimates its mean. A relevant item that ties counts with the mean over its ranks; a
 * list without it counts zero.
 *
 * @param metric the metric over all items
 * @param byGrade by grade of the relevant item, the corrected value at sampled rank 1, 2, …
 */
record CorrectedMetric(RankingMetric metric, Map<Double, double[]> byGrade) implements RankingMetric {
    CorrectedMetric {
        byGrade = Map.copyOf(byGrade);
    }

    /**
     * The correction of a metric.
     *
     * @param length number of all items
     * @param grades grades above zero that items have
     */
    static CorrectedMetric of(RankingMetric metric, SampledMetricCorrection correction, int length, double... grades) {
        Map<Double, double[]> byGrade = new HashMap<>();
        JudgedList list = new JudgedList();
        for (double grade : grades) {
            byGrade.put(grade, correction.corrected(rank -> at(metric, list, grade, rank, length)));
        }
        return new CorrectedMetric(metric, byGrade);
    }

    /** The metric of a list of all items with the relevant one at a rank. */
    static double at(RankingMetric metric, JudgedList list, double grade, int rank, int length) {
        list.clear();
        list.judge(grade);
        list.retrieve(rank, grade);
        list.end(length);
        return metric.of(list);
    }

    @Override
    public String name() {
        return Label.with(metric.name(), "sampled=corrected");
    }

    @Override
    public Definition definition() {
        return metric.definition().breaking(Ties.EXPECTED);
    }

    @Override
    public double of(JudgedList list) {
        for (int i = 0; i < list.entries(); i++) {
            double[] values = byGrade.get(list.grade(i));
            if (values != null) {
                return mean(values, list.ties(), list.rank(i));
            }
        }
        return 0;
    }

    private static double mean(double[] values, TieGroups ties, int rank) {
        int group = ties.next(0, rank);
        boolean tied = ties.holds(group, rank);
        int first = tied ? ties.first(group) : rank;
        int last = tied ? ties.last(group) : rank;
        double sum = 0;
        for (int r = first; r <= last; r++) {
            sum += values[Math.min(r, values.length) - 1];
        }
        return sum / (last - first + 1);
    }
}
