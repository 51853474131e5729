package covey.ranking.protocol;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.data.RankingRequirement;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Truth that users had before, and lists of which only some leave out what users had. */
final class HistoryChecks {
    static final String OVERLAP = "train_test_overlap";
    static final String ONE_SIDED = "one_sided_filter";

    /** Share of the truth that may be known already before it is warned of. */
    private static final double KNOWN = 0.01;

    /** Times as often as the other system a list may hold what its user had. */
    private static final double TIMES = 10;

    private HistoryChecks() {}

    static List<Diagnostic> check(RankingRequirement need, RankingData data) {
        if (need.history().isEmpty()) {
            return List.of(Finding.of(
                    OVERLAP,
                    Severity.NOTE,
                    "no history is declared, so it is not known whether truth or lists hold what users had before",
                    "",
                    "write history: {model: …}",
                    Map.of()));
        }
        return List.of(overlap(data), oneSided(data));
    }

    private static Diagnostic overlap(RankingData data) {
        long pairs = data.counts().of("truth/pairs");
        long known = data.counts().of("truth/seen_before");
        double share = pairs == 0 ? 0 : (double) known / pairs;
        Map<String, String> values = Finding.values(Map.of("known", known, "pairs", pairs));
        String message = known + " of " + pairs + " judgements (" + Finding.percent(share)
                + ") are of items that their user had before the period";
        return share <= KNOWN
                ? Finding.passed(OVERLAP, message, values)
                : Finding.of(
                        OVERLAP,
                        Severity.WARNING,
                        message + ": who remembers them is rewarded for it",
                        "users come back to what they had, or rows stand in both tables",
                        "leave them out by truth.filter, unless coming back is what is to be predicted",
                        values);
    }

    private static Diagnostic oneSided(RankingData data) {
        Map<String, String> values = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (Lists lists : data.systems()) {
            long known = data.counts().of(lists.system() + "/seen_before");
            double share = lists.items().size() == 0
                    ? 0
                    : (double) known / lists.items().size();
            least = Math.min(least, share);
            most = Math.max(most, share);
            values.put(lists.system(), Double.toString(share));
            parts.add(lists.system() + " " + Finding.percent(share));
        }
        String message = "share of listed items that their user had before: " + String.join(", ", parts);
        return most <= KNOWN || most < TIMES * least
                ? Finding.passed(ONE_SIDED, message, values)
                : Finding.of(
                        ONE_SIDED,
                        Severity.WARNING,
                        message + ": one side leaves out what users had and the other does not",
                        "one system filters what was seen, the other gives ranks to it that cannot count",
                        "filter the lists of all systems alike, then compare",
                        values);
    }
}
