package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.data.RankingData.Truth;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import java.util.Arrays;

/**
 * How far judgements that are missing could move a comparison. Each unjudged item of either list up to the cutoff is given the
 * highest grade if that favours one system: it stands higher in its list than in the other's, or is in its list alone; all
 * others stay not relevant. For metrics that only add up gains these are the extremes; for those that divide by an ideal or by
 * the number of relevant items they come close.
 */
final class UnjudgedBounds {
    private static final int ABSENT = Integer.MAX_VALUE;

    private final RankingData data;
    private final RankingMetric metric;
    private final int cutoff;
    private final double highest;
    private final JudgedList judged = new JudgedList();
    private final int[][] rankOf;

    UnjudgedBounds(RankingData data, RankingMetric metric, int cutoff) {
        this.data = data;
        this.metric = metric;
        this.cutoff = cutoff;
        this.highest = Arrays.stream(data.truth().levels().toArray()).max().orElse(1);
        this.rankOf = new int[2][data.items().size()];
        for (int[] ranks : rankOf) {
            Arrays.fill(ranks, ABSENT);
        }
    }

    /** Values of baseline and candidate by counted query, with the unjudged in favour of one of them: 0 or 1. */
    double[][] favouring(int favoured, Lists baseline, Lists candidate, int[] counted) {
        Lists[] pair = {baseline, candidate};
        double[][] values = new double[2][counted.length];
        for (int c = 0; c < counted.length; c++) {
            int query = counted[c];
            for (int s = 0; s < 2; s++) {
                rank(pair[s], query, rankOf[s], 0);
            }
            for (int s = 0; s < 2; s++) {
                values[s][c] = value(pair, query, s, favoured);
            }
            for (int s = 0; s < 2; s++) {
                rank(pair[s], query, rankOf[s], ABSENT);
            }
        }
        for (int s = 0; s < 2; s++) {
            values[s] = metric.aggregation().linearised(values[s]);
        }
        return values;
    }

    /** Notes the rank of each item of a list, or forgets it. */
    private void rank(Lists lists, int query, int[] ranks, int as) {
        int from = lists.offsets().at(query);
        int to = end(lists, query);
        for (int i = from; i < to; i++) {
            ranks[lists.items().at(i)] = as == ABSENT ? ABSENT : i - from + 1;
        }
    }

    private int end(Lists lists, int query) {
        long most = (long) lists.offsets().at(query) + cutoff;
        return (int) Math.min(most, lists.offsets().at(query + 1));
    }

    private double value(Lists[] pair, int query, int system, int favoured) {
        judged.clear();
        Truth truth = data.truth();
        for (int i = truth.offsets().at(query); i < truth.offsets().at(query + 1); i++) {
            judged.judge(truth.levels().at(truth.grades().at(i)));
        }
        // every item that is given a grade stands in the favoured list
        for (int i = pair[favoured].offsets().at(query); i < end(pair[favoured], query); i++) {
            if (chosen(pair[favoured], i, favoured)) {
                judged.judge(highest);
            }
        }
        Lists lists = pair[system];
        int from = lists.offsets().at(query);
        int to = lists.offsets().at(query + 1);
        for (int i = from; i < to; i++) {
            int grade = lists.grades().at(i);
            if (i < end(lists, query) && chosen(lists, i, favoured)) {
                judged.retrieve(i - from + 1, highest);
            } else if (grade > 0) {
                judged.retrieve(i - from + 1, truth.levels().at(grade - 1));
            }
        }
        QueryValues.ties(lists, from, to, judged);
        judged.end(to - from);
        return metric.of(judged);
    }

    private boolean chosen(Lists lists, int row, int favoured) {
        int grade = lists.grades().at(row);
        boolean unjudged = grade == 0 || data.truth().levels().at(grade - 1) < 0;
        int item = lists.items().at(row);
        return unjudged && rankOf[favoured][item] < rankOf[1 - favoured][item];
    }

    /** Share of the ranks up to the cutoff, over all counted queries, that hold an unjudged item. */
    double share(Lists lists, int[] counted) {
        long unjudged = 0;
        long ranks = 0;
        for (int query : counted) {
            for (int i = lists.offsets().at(query); i < end(lists, query); i++) {
                int grade = lists.grades().at(i);
                unjudged += grade == 0 || data.truth().levels().at(grade - 1) < 0 ? 1 : 0;
                ranks++;
            }
        }
        return ranks == 0 ? Double.NaN : (double) unjudged / ranks;
    }

    /** Share of the ranks up to the cutoff whose score equals that of a neighbour. */
    double tied(Lists lists, int[] counted) {
        long tied = 0;
        long ranks = 0;
        for (int query : counted) {
            int to = lists.offsets().at(query + 1);
            for (int i = lists.offsets().at(query); i < end(lists, query); i++) {
                boolean next = i + 1 < to && lists.tied().at(i + 1) == 1;
                tied += lists.tied().at(i) == 1 || next ? 1 : 0;
                ranks++;
            }
        }
        return ranks == 0 ? Double.NaN : (double) tied / ranks;
    }
}
