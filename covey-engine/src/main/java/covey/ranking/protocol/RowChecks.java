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

/** Rows that could not be used as they stand: duplicates, scores that are no numbers, rows without a key, ties, grades below 0. */
final class RowChecks {
    static final String DUPLICATES = "duplicate_items";
    static final String NOT_FINITE = "scores_not_finite";
    static final String WITHOUT_KEY = "rows_without_key";
    static final String NEGATIVE = "negative_grades";
    static final String TIES = "tied_scores";

    /** Share of tied ranks above which it is warned of. */
    private static final double TIED = 0.05;

    private RowChecks() {}

    static List<Diagnostic> check(RankingRequirement need, RankingData data) {
        List<String> sources = new ArrayList<>();
        sources.add("truth");
        data.systems().forEach(l -> sources.add(l.system()));
        List<Diagnostic> findings = new ArrayList<>();
        Map<String, Long> duplicates = new TreeMap<>();
        Map<String, Long> notFinite = new TreeMap<>();
        Map<String, Long> withoutKey = new TreeMap<>();
        for (String source : sources) {
            long bad = count(data, source, "not_finite");
            long keyless = count(data, source, "without_key");
            long twice = count(data, source, "all_rows") - bad - keyless - count(data, source, "pairs");
            put(notFinite, source, bad);
            put(withoutKey, source, keyless);
            put(duplicates, source, twice);
        }
        findings.add(counted(
                DUPLICATES,
                duplicates,
                "rows that name an item again for the same query",
                "the highest score or grade of them counts",
                need.systems().stream().allMatch(s -> s.time().isEmpty())
                        ? "make each table one row per query and item"
                        : "a trend reads each week by itself; for other metrics keep one list per query by"
                                + " systems.*.filter"));
        findings.add(counted(
                NOT_FINITE,
                notFinite,
                "rows whose score or grade is missing, NaN or infinite",
                "they are left out" + (need.reading().lists() ? ", and the items below them move up" : ""),
                "give every listed item a number"));
        findings.add(counted(
                WITHOUT_KEY,
                withoutKey,
                "rows without a query or an item",
                "they are left out",
                "see where the ids were lost"));
        if (need.reading().lists()) {
            findings.add(negative(data));
            findings.add(ties(data));
        }
        return findings;
    }

    private static long count(RankingData data, String source, String what) {
        return data.counts().of(source + "/" + what);
    }

    private static void put(Map<String, Long> counts, String source, long count) {
        if (count > 0) {
            counts.put(source, count);
        }
    }

    private static Diagnostic counted(
            String check, Map<String, Long> counts, String what, String consequence, String advice) {
        if (counts.isEmpty()) {
            return Finding.passed(check, "no " + what, Map.of());
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((source, count) -> parts.add(source + " " + count));
        return Finding.of(
                check,
                Severity.WARNING,
                what + ": " + String.join(", ", parts) + "; " + consequence,
                "",
                advice,
                Finding.values(counts));
    }

    private static Diagnostic negative(RankingData data) {
        long negative = count(data, "truth", "negative");
        Map<String, String> values = Finding.values(Map.of("negative", negative));
        return negative == 0
                ? Finding.passed(NEGATIVE, "no grade is below 0", values)
                : Finding.of(
                        NEGATIVE,
                        Severity.NOTE,
                        negative + " judgements have a grade below 0; their items count as not judged, as in trec_eval",
                        "",
                        "write 0 for items that were judged not relevant",
                        values);
    }

    private static Diagnostic ties(RankingData data) {
        Map<String, String> values = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        double most = 0;
        for (Lists lists : data.systems()) {
            long tied = 0;
            for (int i = 0; i < lists.tied().size(); i++) {
                tied += lists.tied().at(i);
            }
            double share =
                    lists.tied().size() == 0 ? 0 : (double) tied / lists.tied().size();
            most = Math.max(most, share);
            values.put(lists.system(), Double.toString(share));
            parts.add(lists.system() + " " + Finding.percent(share));
        }
        String message = "ranks whose score equals the one above: " + String.join(", ", parts);
        return most <= TIED
                ? Finding.passed(TIES, message, values)
                : Finding.of(
                        TIES,
                        Severity.WARNING,
                        message + "; among equals the item with the greater id stands first, as in trec_eval",
                        "scores that were rounded or clipped",
                        "write scores in full, or a rank",
                        values);
    }
}
