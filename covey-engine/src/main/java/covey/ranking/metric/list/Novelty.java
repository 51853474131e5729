package covey.ranking.metric.list;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Mean self-information of the list's items: {@code mean of −log2(u_i/U)}, with u_i the users who had item i before and U all
 * users of the history. In bits; items everybody had are worth nothing.
 *
 * <p>Evidently (a4aa4c2) with {@link Unseen#LEFT_OUT}, RecTools with {@link Unseen#COUNTED}, both 1e-6. No value for an empty
 * list. Zhou et al. (2010), PNAS 107.
 *
 * @param unseen what an item nobody had is taken for
 * @param cutoff ranks looked at
 */
public record Novelty(Unseen unseen, int cutoff) implements ListMetric {
    @Override
    public String name() {
        return Label.of(unseen.in("novelty"), 1, cutoff);
    }

    @Override
    public String formula() {
        return "mean over items of -log2(users who had it / all users); an item nobody had is "
                + (unseen == Unseen.COUNTED ? "taken as had by one" : unseen.words());
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
        double sum = 0;
        int n = 0;
        for (int i = 0; i < list.within(cutoff); i++) {
            int users = items.popularity().had().at(list.item(i));
            if (users > 0 || unseen == Unseen.COUNTED) {
                sum += Math.log((double) items.popularity().users() / Math.max(1, users));
                n++;
            }
        }
        return sum / Math.log(2) / n;
    }
}
