package covey.ranking.reference;

import covey.data.column.Ints;
import covey.ranking.BeyondMetric;
import covey.ranking.metric.exposure.Exposure;
import covey.ranking.metric.exposure.ExposureMetric;
import covey.ranking.metric.list.ItemFeatures;
import covey.ranking.metric.list.ListMetric;
import covey.ranking.metric.list.Popularity;
import covey.ranking.metric.list.RankedItems;
import covey.ranking.metric.similarity.CategorySimilarity;
import covey.ranking.metric.similarity.CooccurrenceCosine;
import covey.ranking.metric.similarity.ItemSimilarity;
import covey.ranking.metric.similarity.SimilarityBy;
import covey.ranking.names.BeyondNames;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Users with what they had and the lists they got, measured by the names that a study writes. Items may have any ids. */
final class Users {
    private final Map<String, Integer> items = new LinkedHashMap<>();
    private final Map<Integer, Integer> categories = new HashMap<>();
    private final Map<String, List<Integer>> had = new TreeMap<>();
    private final Map<String, List<Listed>> lists = new TreeMap<>();

    private record Listed(int item, double grade) {}

    int item(String id) {
        return items.computeIfAbsent(id, _ -> items.size());
    }

    void category(String item, int category) {
        categories.put(item(item), category);
    }

    void had(String user, String item) {
        had.computeIfAbsent(user, _ -> new ArrayList<>()).add(item(item));
    }

    /** Adds the item at the next rank of a user's list. */
    void list(String user, String item, double grade) {
        lists.computeIfAbsent(user, _ -> new ArrayList<>()).add(new Listed(item(item), grade));
    }

    /** The metric of all lists, or its mean over the users that it has a value for. */
    double value(String name) {
        return BeyondNames.metric(name).orElseThrow() instanceof ExposureMetric exposure
                ? exposed(exposure)
                : perUser(name).values().stream()
                        .filter(v -> !Double.isNaN(v))
                        .mapToDouble(v -> v)
                        .average()
                        .orElse(Double.NaN);
    }

    /** The metric of each user's list; NaN where it has no value. */
    Map<String, Double> perUser(String name) {
        BeyondMetric metric = BeyondNames.metric(name).orElseThrow();
        ItemFeatures features = features();
        Map<String, Double> values = new TreeMap<>();
        lists.forEach((user, _) -> values.put(user, ((ListMetric) metric).of(ranked(user), features)));
        return values;
    }

    private RankedItems ranked(String user) {
        RankedItems list = new RankedItems();
        lists.get(user).forEach(l -> list.rank(l.item(), l.grade()));
        had.getOrDefault(user, List.of()).forEach(list::had);
        return list;
    }

    private double exposed(ExposureMetric metric) {
        Exposure exposure = new Exposure(
                items.size(),
                items.size(),
                Ints.over(IntStream.range(0, items.size()).map(_ -> -1).toArray()),
                0);
        lists.keySet().forEach(user -> exposure.add(ranked(user), metric.cutoff()));
        return metric.of(exposure);
    }

    private ItemFeatures features() {
        int[] users = new int[items.size()];
        List<Integer> all = new ArrayList<>();
        List<Integer> offsets = new ArrayList<>(List.of(0));
        had.values().forEach(one -> {
            one.stream().sorted().forEach(all::add);
            one.forEach(i -> users[i]++);
            offsets.add(all.size());
        });
        Ints category = Ints.over(IntStream.range(0, items.size())
                .map(i -> categories.getOrDefault(i, -1))
                .toArray());
        Map<SimilarityBy, ItemSimilarity> similarities = new EnumMap<>(SimilarityBy.class);
        similarities.put(SimilarityBy.CATEGORY, new CategorySimilarity(category));
        similarities.put(SimilarityBy.COOCCURRENCE, new CooccurrenceCosine(items.size(), ints(offsets), ints(all)));
        return new ItemFeatures(
                items.size(),
                Popularity.of(Ints.over(users), had.size()),
                category,
                1 + categories.values().stream().mapToInt(c -> c).max().orElse(-1),
                similarities);
    }

    private static Ints ints(List<Integer> values) {
        return Ints.over(values.stream().mapToInt(v -> v).toArray());
    }
}
