package covey.ranking.protocol;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which rows of the truth the systems have a score for: they are compared on those that all of them have. */
final class ScoreChecks {
    static final String SAME = "same_rows";

    /** Share of the rows with some score that must have one of every system. */
    private static final double COMMON = 0.8;

    /** Share of rows without a score above which it is warned of. */
    private static final double WITHOUT = 0.01;

    private ScoreChecks() {}

    static Diagnostic check(RankingData data) {
        long judged = data.counts().of("scored/judged");
        long some = data.counts().of("scored/some_system");
        long every = data.counts().of("scored/every_system");
        Map<String, String> values = new TreeMap<>();
        values.put("judged", Long.toString(judged));
        values.put("some_system", Long.toString(some));
        values.put("every_system", Long.toString(every));
        List<String> parts = new ArrayList<>();
        double most = 0;
        for (int k = 1; k <= data.systems().size(); k++) {
            Lists system = data.systems().get(k - 1);
            long without = judged - data.counts().of("scored/system_" + k);
            values.put(system.system(), Long.toString(without));
            parts.add(system.system() + " " + without);
            most = Math.max(most, judged == 0 ? 0 : (double) without / judged);
        }
        String message = "of " + judged + " rows of the truth " + every
                + " have a score of every system and count; without a score: " + String.join(", ", parts);
        if (some > 0 && every < COMMON * some) {
            return Finding.of(
                    SAME,
                    Severity.INVALIDATES,
                    message + ": the systems scored different rows",
                    "the systems scored different users, items or times",
                    "score the same impressions by every system, or filter the truth to those",
                    values);
        }
        return most <= WITHOUT
                ? Finding.passed(SAME, message, values)
                : Finding.of(
                        SAME,
                        Severity.WARNING,
                        message,
                        "rows that were filtered before they were scored, or scores that were lost",
                        "score every impression of the period",
                        values);
    }
}
