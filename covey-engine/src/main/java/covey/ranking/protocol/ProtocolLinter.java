package covey.ranking.protocol;

import covey.data.RankingData;
import covey.data.RankingRequirement;
import covey.result.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** Every check of an evaluation's protocol, in the order in which a reader wants them. */
public final class ProtocolLinter {
    private ProtocolLinter() {}

    /**
     * The findings.
     *
     * @param need what was asked for
     * @param data what came home
     * @param counted queries that the means are over
     */
    public static List<Diagnostic> check(RankingRequirement need, RankingData data, int... counted) {
        List<Diagnostic> findings = new ArrayList<>();
        findings.addAll(TimeLeakage.check(need));
        boolean lists = need.reading().lists();
        if (lists) {
            findings.addAll(HistoryChecks.check(need, data));
            findings.addAll(QueryChecks.check(data, counted));
        }
        if (need.reading().scores()) {
            findings.add(ScoreChecks.check(data));
        }
        findings.addAll(RowChecks.check(need, data));
        if (lists) {
            findings.addAll(ItemChecks.check(data));
        }
        return findings;
    }
}
