package covey.ranking.metric.list;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.ranking.metric.similarity.ItemSimilarity;
import covey.ranking.metric.similarity.SimilarityBy;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Relevant and unexpected: mean over the list's items of their {@link Unexpectedness} where relevant, 0 where not. Items of unknown
 * unexpectedness are left out; no value when there is none, as for a user without history.
 *
 * <p>Microsoft Recommenders {@code user_serendipity} with {@link SimilarityBy#COOCCURRENCE} (1e-6). Another quantity of the same name
 * is {@link PopularitySerendipity}.
 *
 * @param by what makes items alike
 * @param cutoff ranks looked at
 */
public record Serendipity(SimilarityBy by, int cutoff) implements ListMetric {
    @Override
    public String name() {
        return Label.of(by.in("serendipity"), 1, cutoff);
    }

    @Override
    public String formula() {
        return "mean over items of relevant x (1 - mean similarity to the items the user had): " + by.formula();
    }

    @Override
    public Goal goal() {
        return Goal.INCREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.HISTORY, by.need());
    }

    @Override
    public double of(RankedItems list, ItemFeatures items) {
        ItemSimilarity similarity = items.similarity(by);
        double sum = 0;
        int n = 0;
        for (int i = 0; i < list.within(cutoff); i++) {
            double unexpected = Unexpectedness.of(list, i, similarity);
            if (!Double.isNaN(unexpected)) {
                sum += list.relevant(i) ? unexpected : 0;
                n++;
            }
        }
        return sum / n;
    }
}
