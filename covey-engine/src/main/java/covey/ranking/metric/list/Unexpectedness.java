package covey.ranking.metric.list;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.ranking.metric.similarity.ItemSimilarity;
import covey.ranking.metric.similarity.SimilarityBy;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * How far the list is from what the user had: mean over the list's items i of {@code 1 − mean over items h of the user's history of
 * similarity(i, h)}. Items whose similarity to no item of the history is known are left out; no value when there is none, as for
 * a user without history.
 *
 * <p>Microsoft Recommenders {@code 1 − user_item_serendipity} before relevance, with {@link SimilarityBy#COOCCURRENCE} (1e-6).
 * Cost: a similarity per item and item of the history. Zhang et al. (2012), WSDM 5.
 *
 * @param by what makes items alike
 * @param cutoff ranks looked at
 */
public record Unexpectedness(SimilarityBy by, int cutoff) implements ListMetric {
    @Override
    public String name() {
        return Label.of(by.in("unexpectedness"), 1, cutoff);
    }

    @Override
    public String formula() {
        return "mean over items of 1 - mean similarity to the items the user had: " + by.formula();
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
            double unexpected = of(list, i, similarity);
            if (!Double.isNaN(unexpected)) {
                sum += unexpected;
                n++;
            }
        }
        return sum / n;
    }

    /** How far the item at an index is from what the user had; NaN when that is not known. */
    static double of(RankedItems list, int index, ItemSimilarity similarity) {
        double sum = 0;
        int n = 0;
        for (int h = 0; h < list.histories(); h++) {
            double alike = similarity.of(list.item(index), list.history(h));
            if (!Double.isNaN(alike)) {
                sum += alike;
                n++;
            }
        }
        return 1 - sum / n;
    }
}
