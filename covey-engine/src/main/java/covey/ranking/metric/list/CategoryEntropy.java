package covey.ranking.metric.list;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Shannon entropy of the categories of one list, {@code −Σ_c q_c log2 q_c} in bits: 0 for a list of one topic, the narrowest bubble.
 * Items without a category are left out; no value for a list without any.
 *
 * @param cutoff ranks looked at
 */
public record CategoryEntropy(int cutoff) implements ListMetric {
    @Override
    public String name() {
        return Label.of("category_entropy", 1, cutoff);
    }

    @Override
    public String formula() {
        return "Shannon entropy in bits of the categories within a list";
    }

    @Override
    public Goal goal() {
        return Goal.INCREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CATEGORY);
    }

    @Override
    public double of(RankedItems list, ItemFeatures items) {
        double entropy = 0;
        for (double share : Shares.shown(list, items, cutoff)) {
            entropy -= share == 0 ? 0 : share * Math.log(share);
        }
        return entropy / Math.log(2);
    }
}
