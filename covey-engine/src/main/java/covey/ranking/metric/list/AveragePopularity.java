package covey.ranking.metric.list;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Average recommendation popularity: mean over the list's items of the users who had the item before.
 *
 * <p>RecTools {@code AvgRecPopularity} (1e-9) with {@link Unseen#COUNTED}; Evidently (a4aa4c2, 1e-9) with
 * {@link Unseen#LEFT_OUT}. No value for an empty list. Yin et al. (2012), VLDB 5.
 *
 * @param unseen what an item nobody had is taken for
 * @param cutoff ranks looked at
 */
public record AveragePopularity(Unseen unseen, int cutoff) implements ListMetric {
    @Override
    public String name() {
        return Label.of(unseen.in("arp"), 1, cutoff);
    }

    @Override
    public String formula() {
        return "mean over items of the users who had it; an item nobody had is "
                + (unseen == Unseen.COUNTED ? "counted as 0" : unseen.words());
    }

    @Override
    public Goal goal() {
        return Goal.DECREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.POPULARITY);
    }

    @Override
    public double of(RankedItems list, ItemFeatures items) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < list.within(cutoff); i++) {
            int users = items.popularity().had().at(list.item(i));
            sum += users;
            n += users > 0 || unseen == Unseen.COUNTED ? 1 : 0;
        }
        return sum / n;
    }
}
