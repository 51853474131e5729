package covey.ranking.metric.list;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Relevant where popularity would not have shown it: {@code Σ over relevant items at ranks r ≤ k of max(P_r − P_p, 0) / k} with
 * {@code P_r = (N + 1 − r)/N}, {@code P_p = (N + 1 − p)/N}, p the item's place by popularity (the mean place of ties), P_p = 0 for
 * an item nobody had, N the items of the catalogue. A whole list is divided by its length; no value for an empty one.
 *
 * <p>RecTools {@code Serendipity} where no popularities tie (1e-9).
 *
 * @param cutoff ranks looked at
 */
public record PopularitySerendipity(int cutoff) implements ListMetric {
    @Override
    public String name() {
        return Label.of("serendipity(by=popularity)", 1, cutoff);
    }

    @Override
    public String formula() {
        return "sum over relevant items of max(0, p(rank) - p(place by popularity)) / k, p(r) = (N + 1 - r) / N, N items of the catalogue; 0 for the"
                + " place of an item nobody had";
    }

    @Override
    public Goal goal() {
        return Goal.INCREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.POPULARITY, Need.CATALOGUE);
    }

    @Override
    public double of(RankedItems list, ItemFeatures items) {
        double n = items.catalogue();
        double sum = 0;
        for (int i = 0; i < list.within(cutoff); i++) {
            if (list.relevant(i)) {
                int item = list.item(i);
                double obvious = items.popularity().had().at(item) == 0
                        ? 0
                        : (n + 1 - items.popularity().ranks().at(item)) / n;
                sum += Math.max(0, (n - i) / n - obvious);
            }
        }
        int length = list.within(Integer.MAX_VALUE);
        return length == 0 ? Double.NaN : sum / (cutoff == Label.ALL ? length : cutoff);
    }
}
