package covey.ranking.metric.list;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Share of users who got a list: one that fills the cutoff, or without a cutoff one item or more.
 *
 * @param cutoff items that make a list; {@link Label#ALL} for one
 */
public record UserCoverage(int cutoff) implements ListMetric {
    @Override
    public String name() {
        return Label.of("user_coverage", 1, cutoff);
    }

    @Override
    public String formula() {
        return "share of users whose list has " + (cutoff == Label.ALL ? "an item" : cutoff + " items") + " or more";
    }

    @Override
    public Goal goal() {
        return Goal.INCREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of();
    }

    @Override
    public double of(RankedItems list, ItemFeatures items) {
        int needed = cutoff == Label.ALL ? 1 : cutoff;
        return list.within(needed) == needed ? 1 : 0;
    }
}
