package covey.ranking.trend;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.data.RankingData.Weekly;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The trend of every counted query under every system, over the weeks in which all of them have a number. */
public final class UserTrends {
    private final RankingData data;
    private final int cutoff;
    private final int[] counts;

    private UserTrends(RankingData data, int cutoff) {
        this.data = data;
        this.cutoff = cutoff;
        this.counts = new int[data.items().category().values().size()];
    }

    /** Whole weeks of the period; 0 where lists are read without their time. */
    public static int weeks(RankingData data) {
        return data.systems().getFirst().weekly().weeks();
    }

    /**
     * Trends by system, then by counted query; NaN for a query with too few weeks.
     *
     * @param counted queries that count
     */
    public static List<double[]> of(RankingData data, int[] counted, CategoryEntropyTrend metric) {
        UserTrends trends = new UserTrends(data, metric.cutoff());
        List<double[]> values = new ArrayList<>();
        data.systems().forEach(_ -> values.add(new double[counted.length]));
        for (int c = 0; c < counted.length; c++) {
            double[][] entropies = trends.entropies(counted[c]);
            for (int s = 0; s < entropies.length; s++) {
                values.get(s)[c] = CategoryEntropyTrend.slope(entropies[s]);
            }
        }
        return values;
    }

    /** Entropy by system and week; NaN for every system where one has none. */
    private double[][] entropies(int query) {
        int weeks = weeks(data);
        double[][] entropies = new double[data.systems().size()][weeks];
        for (int w = 0; w < weeks; w++) {
            boolean all = true;
            for (int s = 0; s < entropies.length; s++) {
                entropies[s][w] = entropy(data.systems().get(s), query * weeks + w);
                all &= !Double.isNaN(entropies[s][w]);
            }
            for (int s = 0; s < entropies.length && !all; s++) {
                entropies[s][w] = Double.NaN;
            }
        }
        return entropies;
    }

    private double entropy(Lists lists, int list) {
        Weekly weekly = lists.weekly();
        Arrays.fill(counts, 0);
        int from = weekly.offsets().at(list);
        int length = Math.min(cutoff, weekly.offsets().at(list + 1) - from);
        for (int i = from; i < from + length; i++) {
            int item = weekly.items().at(i);
            int category = item < 0 ? -1 : data.items().category().codes().at(item);
            if (category >= 0) {
                counts[category]++;
            }
        }
        return CategoryEntropyTrend.entropy(counts);
    }
}
