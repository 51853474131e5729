package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.data.RankingData.Truth;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import java.util.List;
import java.util.stream.IntStream;

/** Every metric of every counted query's list: one pass over a system's lists. */
final class QueryValues {
    /** Queries that one thread measures at a stretch. */
    private static final int PART = 2048;

    private QueryValues() {}

    /** Queries that count: all judged ones, or those with a grade above zero. */
    static int[] counted(RankingData data, boolean withRelevant) {
        Truth truth = data.truth();
        int[] counted = new int[data.queries().judged()];
        int n = 0;
        for (int q = 0; q < counted.length; q++) {
            boolean relevant = false;
            for (int i = truth.offsets().at(q); i < truth.offsets().at(q + 1) && !relevant; i++) {
                relevant = truth.levels().at(truth.grades().at(i)) > 0;
            }
            if (relevant || !withRelevant) {
                counted[n++] = q;
            }
        }
        return java.util.Arrays.copyOf(counted, n);
    }

    /**
     * Values by metric, then by counted query, whose mean is the system's number. A query without a list counts as an empty one.
     * Queries are measured on all cores; each value depends on its own query alone.
     */
    static double[][] of(RankingData data, Lists lists, int[] counted, List<RankingMetric> metrics) {
        double[][] values = new double[metrics.size()][counted.length];
        IntStream.range(0, (counted.length + PART - 1) / PART).parallel().forEach(part -> {
            JudgedList list = new JudgedList();
            int end = Math.min(counted.length, (part + 1) * PART);
            for (int c = part * PART; c < end; c++) {
                read(data, lists, counted[c], list);
                for (int m = 0; m < values.length; m++) {
                    values[m][c] = metrics.get(m).of(list);
                }
            }
        });
        for (int m = 0; m < values.length; m++) {
            values[m] = metrics.get(m).aggregation().linearised(values[m]);
        }
        return values;
    }

    /** Tells a list which of its rows have one score. */
    static void ties(Lists lists, int from, int to, JudgedList list) {
        for (int i = from + 1; i < to; i++) {
            if (lists.tied().at(i) == 1) {
                int first = i - from;
                while (i + 1 < to && lists.tied().at(i + 1) == 1) {
                    i++;
                }
                list.tie(first, i - from + 1);
            }
        }
    }

    private static void read(RankingData data, Lists lists, int query, JudgedList list) {
        Truth truth = data.truth();
        list.clear();
        for (int i = truth.offsets().at(query); i < truth.offsets().at(query + 1); i++) {
            list.judge(truth.levels().at(truth.grades().at(i)));
        }
        int from = lists.offsets().at(query);
        int to = lists.offsets().at(query + 1);
        for (int i = from; i < to; i++) {
            int grade = lists.grades().at(i);
            if (grade > 0) {
                list.retrieve(i - from + 1, truth.levels().at(grade - 1));
            }
        }
        ties(lists, from, to, list);
        list.end(to - from);
    }
}
