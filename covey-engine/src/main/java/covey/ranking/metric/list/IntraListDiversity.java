package covey.ranking.metric.list;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.ranking.metric.similarity.ItemSimilarity;
import covey.ranking.metric.similarity.SimilarityBy;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Intra-list diversity: mean of 1 − similarity over all pairs of the list's items. Pairs whose similarity is not known are left
 * out; no value when there is none.
 *
 * <p>Microsoft Recommenders {@code user_diversity} with {@link SimilarityBy#COOCCURRENCE} (1e-6). Cost: a similarity per pair.
 * Ziegler et al. (2005), WWW 14.
 *
 * @param by what makes items alike
 * @param cutoff ranks looked at
 */
public record IntraListDiversity(SimilarityBy by, int cutoff) implements ListMetric {
    @Override
    public String name() {
        return Label.of(by.in("intra_list_diversity"), 1, cutoff);
    }

    @Override
    public String formula() {
        return "mean over pairs of items of 1 - similarity: " + by.formula();
    }

    @Override
    public Goal goal() {
        return Goal.INCREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(by.need());
    }

    @Override
    public double of(RankedItems list, ItemFeatures items) {
        return diversity(list, items.similarity(by), cutoff);
    }

    /** The same by any similarity. */
    public static double diversity(RankedItems list, ItemSimilarity similarity, int cutoff) {
        double sum = 0;
        int pairs = 0;
        for (int i = 1; i < list.within(cutoff); i++) {
            for (int j = 0; j < i; j++) {
                double alike = similarity.of(list.item(i), list.item(j));
                if (!Double.isNaN(alike)) {
                    sum += 1 - alike;
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }
}
