package covey.ranking.metric.list;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Share of the list's items that are of the long tail: outside the smallest set of most popular items that has
 * {@value Popularity#HEAD} of the history, all that tie with its last item counted in. No value for an empty list.
 *
 * <p>Abdollahpouri, Burke and Mobasher (2019), FLAIRS 32 ({@code APLT}).
 *
 * @param cutoff ranks looked at
 */
public record LongTailShare(int cutoff) implements ListMetric {
    @Override
    public String name() {
        return Label.of("long_tail", 1, cutoff);
    }

    @Override
    public String formula() {
        return "share of items outside the smallest set of most popular items that has " + Popularity.HEAD
                + " of the history";
    }

    @Override
    public Goal goal() {
        return Goal.INCREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.POPULARITY);
    }

    @Override
    public double of(RankedItems list, ItemFeatures items) {
        int n = list.within(cutoff);
        int tail = 0;
        for (int i = 0; i < n; i++) {
            tail += items.popularity().had().at(list.item(i))
                            < items.popularity().headFrom()
                    ? 1
                    : 0;
        }
        return (double) tail / n;
    }
}
