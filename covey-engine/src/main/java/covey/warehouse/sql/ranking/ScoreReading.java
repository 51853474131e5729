package covey.warehouse.sql.ranking;

import covey.data.RankingData.Codes;
import covey.data.RankingData.Scored;
import covey.data.RankingRequirement;
import covey.data.column.Doubles;
import covey.data.column.Ints;
import covey.result.Reason;
import covey.warehouse.SqlSession;
import covey.warehouse.sql.Answer;
import covey.warehouse.sql.CompileException;
import java.util.List;
import java.util.stream.Stream;

/** Brings scored rows home in columns: no object is made for a row. */
final class ScoreReading {
    private final SqlSession session;
    private final RankingRequirement need;
    private final ScoreSql sql;

    ScoreReading(SqlSession session, RankingRequirement need, ScoreSql sql) {
        this.session = session;
        this.need = need;
        this.sql = sql;
    }

    /** The rows that every system has a score for. */
    Scored scored(Answer counts) {
        long rows = counts.count("every_system");
        if (rows > Math.min(need.mostRows(), Integer.MAX_VALUE - 8)) {
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    rows + " rows have a score of every system, and at most " + need.mostRows() + " are brought home",
                    "evaluate a sample of users by truth.filter, or raise analysis.most_rows");
        }
        int n = (int) rows;
        int[] units = new int[n];
        double[] labels = new double[n];
        List<double[]> scores = need.systems().stream().map(_ -> new double[n]).toList();
        List<String> columns = Stream.iterate(1, k -> k + 1)
                .limit(scores.size())
                .map(k -> "score_" + k)
                .toList();
        int[] at = new int[1];
        session.each(sql.readRows().sql(), row -> {
            units[at[0]] = (int) row.count("unit_no");
            labels[at[0]] = row.number("grade");
            for (int s = 0; s < scores.size(); s++) {
                scores.get(s)[at[0]] = row.number(columns.get(s));
            }
            at[0]++;
        });
        return new Scored(
                Ints.over(units),
                (int) counts.count("units"),
                Doubles.over(labels),
                scores.stream().map(Doubles::over).toList(),
                slices());
    }

    private List<Codes> slices() {
        if (need.slices().isEmpty()) {
            return List.of();
        }
        List<Vocabulary> slices = need.slices().stream().map(Vocabulary::new).toList();
        session.each(sql.readUnits().sql(), row -> {
            for (int i = 0; i < slices.size(); i++) {
                slices.get(i).add(row.text("s" + (i + 1)));
            }
        });
        return slices.stream().map(Vocabulary::codes).toList();
    }
}
