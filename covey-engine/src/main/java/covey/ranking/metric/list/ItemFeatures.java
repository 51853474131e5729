package covey.ranking.metric.list;

import covey.data.column.Ints;
import covey.ranking.metric.similarity.ItemSimilarity;
import covey.ranking.metric.similarity.SimilarityBy;
import java.util.Map;

/**
 * What is known of the items before the period. What a metric needs and is not known must not be asked for.
 *
 * @param catalogue number of items that could be shown, numbered first
 * @param popularity users who had each item
 * @param category category of each item, -1 for none
 * @param categories number of categories
 * @param similarities how alike two items are
 */
public record ItemFeatures(
        int catalogue,
        Popularity popularity,
        Ints category,
        int categories,
        Map<SimilarityBy, ItemSimilarity> similarities) {
    public ItemFeatures {
        similarities = Map.copyOf(similarities);
    }

    /** The similarity of a kind. */
    public ItemSimilarity similarity(SimilarityBy by) {
        ItemSimilarity similarity = similarities.get(by);
        if (similarity == null) {
            throw new IllegalStateException("similarity by " + by + " is not known");
        }
        return similarity;
    }
}
