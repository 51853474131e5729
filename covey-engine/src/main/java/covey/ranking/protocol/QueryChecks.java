package covey.ranking.protocol;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who was ranked for: queries without a list, systems over different queries, lists without truth. */
final class QueryChecks {
    static final String SAME = "same_queries";
    static final String UNANSWERED = "queries_without_list";
    static final String UNJUDGED = "lists_without_truth";

    /** Share of the queries with any list that must have one of every system. */
    private static final double COMMON = 0.8;

    /** Share of queries without a list above which it is warned of. */
    private static final double WITHOUT = 0.01;

    private QueryChecks() {}

    static List<Diagnostic> check(RankingData data, int... counted) {
        long any = 0;
        long every = 0;
        long[] missing = new long[data.systems().size()];
        for (int query : counted) {
            int lists = 0;
            for (int s = 0; s < missing.length; s++) {
                boolean listed = listed(data.systems().get(s), query);
                lists += listed ? 1 : 0;
                missing[s] += listed ? 0 : 1;
            }
            any += lists > 0 ? 1 : 0;
            every += lists == missing.length ? 1 : 0;
        }
        List<Diagnostic> findings = new ArrayList<>();
        if (missing.length > 1) {
            findings.add(same(any, every));
        }
        findings.add(unanswered(data, missing, counted.length));
        findings.add(withoutTruth(data));
        return findings;
    }

    private static boolean listed(Lists lists, int query) {
        return lists.offsets().at(query + 1) > lists.offsets().at(query);
    }

    private static Diagnostic same(long any, long every) {
        Map<String, String> values = Finding.values(Map.of("any", any, "every", every));
        String message =
                every + " of " + any + " judged queries that some system has a list for have one of every system";
        if (any > 0 && every < COMMON * any) {
            return Finding.of(
                    SAME,
                    Severity.INVALIDATES,
                    message + ": the systems ranked for different users, and a missing list counts zero",
                    "the lists were made for different users or at different times",
                    "make lists for the same users, or filter the truth to users that all systems ranked for",
                    values);
        }
        return Finding.passed(SAME, message, values);
    }

    private static Diagnostic unanswered(RankingData data, long[] missing, int counted) {
        Map<String, String> values = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        double most = 0;
        for (int s = 0; s < missing.length; s++) {
            String system = data.systems().get(s).system();
            values.put(system, Long.toString(missing[s]));
            parts.add(system + " " + missing[s]);
            most = Math.max(most, counted == 0 ? 0 : (double) missing[s] / counted);
        }
        String message = "of " + counted + " queries with truth, those without a list: " + String.join(", ", parts);
        return most <= WITHOUT
                ? Finding.passed(UNANSWERED, message, values)
                : Finding.of(
                        UNANSWERED,
                        Severity.WARNING,
                        message + "; they count zero",
                        "users the system does not know yet, or lists that were lost",
                        "keep them if users would have seen nothing; else filter the truth to users with a list",
                        values);
    }

    private static Diagnostic withoutTruth(RankingData data) {
        long without = (long) data.queries().size() - data.queries().judged();
        Map<String, String> values = Finding.values(
                Map.of("without", without, "queries", data.queries().size()));
        double share = data.queries().size() == 0
                ? 0
                : (double) without / data.queries().size();
        String message = without + " of " + data.queries().size() + " queries (" + Finding.percent(share)
                + ") have a list and no judgement in the period";
        return share <= 0.5
                ? Finding.passed(UNJUDGED, message, values)
                : Finding.of(
                        UNJUDGED,
                        Severity.NOTE,
                        message + ": the means are over those who came back and chose something",
                        "users who were not active in the period",
                        "say so where the numbers are shown, or take a longer period",
                        values);
    }
}
