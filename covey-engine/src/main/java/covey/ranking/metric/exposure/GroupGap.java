package covey.ranking.metric.exposure;

import covey.ranking.BeyondMetric;
import covey.ranking.Need;
import covey.ranking.RankingMetric;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Group fairness: the largest less the smallest mean of a metric over groups of users. Groups of fewer than {@value #FEWEST}
 * queries and users of no known group are left out. Even where all groups are served alike the gap is above 0 by chance, the more
 * so the more groups there are: it is for comparing systems on the same users.
 *
 * @param metric metric of one query
 * @param by dimension that makes the groups
 * @param cutoff ranks looked at
 */
public record GroupGap(RankingMetric metric, String by, int cutoff) implements BeyondMetric {
    /** Queries below which a group is left out. */
    public static final int FEWEST = 30;

    @Override
    public String name() {
        return "group_gap(" + metric.name() + ",by=" + by + ")";
    }

    @Override
    public String formula() {
        return "largest less smallest mean of " + metric.name() + " over the values of " + by + " with " + FEWEST
                + " queries or more";
    }

    @Override
    public Goal goal() {
        return Goal.DECREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of();
    }

    /**
     * The gap between groups of given sums.
     *
     * @param sums sum of the metric over each group's queries
     * @param queries number of each group's queries; zero for a group left out
     */
    public static double gap(double[] sums, int[] queries) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int g = 0; g < sums.length; g++) {
            if (queries[g] > 0) {
                least = Math.min(least, sums[g] / queries[g]);
                most = Math.max(most, sums[g] / queries[g]);
            }
        }
        return most - least;
    }
}
