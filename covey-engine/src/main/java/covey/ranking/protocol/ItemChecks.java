package covey.ranking.protocol;

import covey.data.RankingData;
import covey.data.RankingData.Items;
import covey.data.RankingData.Lists;
import covey.data.RankingData.Truth;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Items that the catalogue does not know, and how much of the truth is about what is popular anyway. */
final class ItemChecks {
    static final String UNKNOWN = "unknown_items";
    static final String POPULAR = "popular_truth";

    /** Share of the items that are its head, by popularity. */
    private static final double HEAD = 0.01;

    /** Share of the relevant judgements about the head above which it is worth a word. */
    private static final double MUCH = 0.3;

    private ItemChecks() {}

    static List<Diagnostic> check(RankingData data) {
        List<Diagnostic> findings = new ArrayList<>();
        if (data.items().declared()) {
            findings.add(unknown(data));
        }
        findings.add(popular(data));
        return findings;
    }

    private static Diagnostic unknown(RankingData data) {
        int catalogue = data.items().catalogue();
        Map<String, String> values = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        for (Lists lists : data.systems()) {
            long unknown = IntStream.range(0, lists.items().size())
                    .filter(i -> lists.items().at(i) >= catalogue)
                    .count();
            if (unknown > 0) {
                values.put(lists.system(), Long.toString(unknown));
                parts.add(lists.system() + " " + unknown);
            }
        }
        long inTruth = IntStream.range(0, data.truth().items().size())
                .filter(i -> data.truth().items().at(i) >= catalogue)
                .count();
        if (inTruth > 0) {
            values.put("truth", Long.toString(inTruth));
            parts.add("truth " + inTruth);
        }
        return parts.isEmpty()
                ? Finding.passed(UNKNOWN, "the catalogue knows every item", values)
                : Finding.of(
                        UNKNOWN,
                        Severity.WARNING,
                        "rows with items that are not in the catalogue: " + String.join(", ", parts)
                                + "; they count as any other item, without category and provider",
                        "the catalogue is older than the lists, or ids are written differently",
                        "complete the catalogue, or compare how ids are written",
                        values);
    }

    private static Diagnostic popular(RankingData data) {
        Items items = data.items();
        int[] popularity = items.popularity().size() == 0 ? truthCounts(data) : popularity(items);
        String by = items.popularity().size() == 0 ? "by the truth itself" : "by history";
        int[] order = IntStream.range(0, popularity.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(popularity[b], popularity[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        int head = (int) Math.ceil(HEAD * order.length);
        boolean[] inHead = new boolean[order.length];
        for (int i = 0; i < head; i++) {
            inHead[order[i]] = true;
        }
        long relevant = 0;
        long inside = 0;
        Truth truth = data.truth();
        for (int i = 0; i < truth.items().size(); i++) {
            if (truth.levels().at(truth.grades().at(i)) > 0) {
                relevant++;
                inside += inHead[truth.items().at(i)] ? 1 : 0;
            }
        }
        double share = relevant == 0 ? 0 : (double) inside / relevant;
        Map<String, String> values = Finding.values(Map.of("head_items", head, "share", share));
        String message = Finding.percent(share) + " of the relevant judgements are about the " + head
                + " most popular items " + by + " (1% of all)";
        return share <= MUCH
                ? Finding.passed(POPULAR, message, values)
                : Finding.of(
                        POPULAR,
                        Severity.NOTE,
                        message + ": a list of what is popular would do well",
                        "",
                        "put a popularity baseline beside the systems",
                        values);
    }

    private static int[] popularity(Items items) {
        return IntStream.range(0, items.size()).map(items.popularity()::at).toArray();
    }

    private static int[] truthCounts(RankingData data) {
        int[] counts = new int[data.items().size()];
        for (int i = 0; i < data.truth().items().size(); i++) {
            counts[data.truth().items().at(i)]++;
        }
        return counts;
    }
}
