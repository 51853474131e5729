package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.History;
import covey.data.RankingData.Lists;
import covey.data.column.Ints;
import covey.ranking.Need;
import covey.ranking.metric.list.ItemFeatures;
import covey.ranking.metric.list.Popularity;
import covey.ranking.metric.list.RankedItems;
import covey.ranking.metric.similarity.CategorySimilarity;
import covey.ranking.metric.similarity.CooccurrenceCosine;
import covey.ranking.metric.similarity.FeatureCosine;
import covey.ranking.metric.similarity.FeatureDistance;
import covey.ranking.metric.similarity.ItemSimilarity;
import covey.ranking.metric.similarity.SimilarityBy;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Lists by item, and what is known of the items, as metrics beyond accuracy see them. */
final class ListedItems {
    private ListedItems() {}

    /** What is known of the items, as far as it is needed. */
    static ItemFeatures features(RankingData data, Set<Need> needs) {
        RankingData.Items items = data.items();
        Map<SimilarityBy, ItemSimilarity> similarities = new EnumMap<>(SimilarityBy.class);
        similarities.put(
                SimilarityBy.CATEGORY, new CategorySimilarity(items.category().codes()));
        if (needs.contains(Need.FEATURES) && items.size() > 0) {
            int dimensions = items.vectors().size() / items.size();
            similarities.put(SimilarityBy.FEATURES, new FeatureCosine(items.vectors(), dimensions));
            similarities.put(SimilarityBy.EUCLIDEAN, new FeatureDistance(items.vectors(), dimensions));
        }
        if (needs.contains(Need.HISTORY)) {
            similarities.put(
                    SimilarityBy.COOCCURRENCE,
                    new CooccurrenceCosine(
                            items.size(),
                            data.history().offsets(),
                            data.history().items()));
        }
        return new ItemFeatures(
                items.catalogue(),
                needs.contains(Need.POPULARITY)
                        ? Popularity.of(items.popularity(), items.historyUsers())
                        : Popularity.UNKNOWN,
                items.category().codes(),
                items.category().values().size(),
                similarities);
    }

    /** Reads the list of a query up to a rank. */
    static void read(RankingData data, Lists lists, int query, int cutoff, RankedItems list) {
        list.clear();
        int from = lists.offsets().at(query);
        int length = Math.min(cutoff, lists.offsets().at(query + 1) - from);
        for (int i = from; i < from + length; i++) {
            int grade = lists.grades().at(i);
            list.rank(
                    lists.items().at(i), grade == 0 ? 0 : data.truth().levels().at(grade - 1));
        }
    }

    /** Adds what the user of a judged query had. */
    static void had(RankingData data, int query, RankedItems list) {
        History history = data.history();
        Ints offsets = history.offsets();
        for (int i = offsets.at(query); i < offsets.at(query + 1); i++) {
            list.had(history.items().at(i));
        }
    }
}
