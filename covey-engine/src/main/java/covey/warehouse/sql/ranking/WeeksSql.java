package covey.warehouse.sql.ranking;

import covey.data.RankingRequirement;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.Sql;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** What each judged query was shown in each whole week of the period, counted from its start in the project's time zone. */
final class WeeksSql {
    /** Begin of each week, and the end of the last. */
    private final List<Instant> bounds = new ArrayList<>();

    private final RankingRequirement need;

    WeeksSql(RankingRequirement need) {
        this.need = need;
        Instant end = need.end().isBefore(need.asOf()) ? need.end() : need.asOf();
        ZonedDateTime start = need.start().atZone(need.schema().zone());
        for (int w = 0; !start.plusWeeks(w).toInstant().isAfter(end); w++) {
            bounds.add(start.plusWeeks(w).toInstant());
        }
    }

    /** Number of whole weeks. */
    int weeks() {
        return Math.max(0, bounds.size() - 1);
    }

    /** Whether weeks are read. */
    boolean read() {
        return weeks() > 0
                && need.reading().lists()
                && need.systems().stream().noneMatch(s -> s.time().isEmpty());
    }

    /** The week of a row as a number from 0. */
    private String week(Dialect dialect, String time) {
        StringBuilder week = new StringBuilder("CASE");
        for (int w = 0; w < weeks(); w++) {
            week.append(" WHEN ").append(time).append(" < ").append(dialect.timestamp(bounds.get(w + 1)));
            week.append(" THEN ").append(w);
        }
        return week.append(" END").toString();
    }

    /**
     * Lists by query, week and rank.
     *
     * @param k number of the system, from 1
     * @param source its rows
     * @param keys expressions of query, item, score and of an item's order
     * @param usable conditions on rows
     */
    Step rows(int k, ListSource source, List<String> keys, List<String> usable) {
        Dialect dialect = source.table().dialect();
        String time = source.table().time(need.systems().get(k - 1).time());
        List<String> conditions = new ArrayList<>(usable);
        conditions.add(time + " >= " + dialect.timestamp(bounds.getFirst()));
        conditions.add(time + " < " + dialect.timestamp(bounds.getLast()));
        return new Step(
                "list_" + k + "_weeks",
                "What " + Sql.comment(need.systems().get(k - 1).name()) + " showed in each week, the best first.",
                Sql.fill(
                        """
                        SELECT q.query_no, v.week, COALESCE(i.item_no, -1) AS item_no
                          FROM (
                            SELECT query_id, week, item_id,
                              row_number() OVER (PARTITION BY query_id, week ORDER BY score DESC, {} DESC) AS place
                            FROM (
                              SELECT {} AS query_id, {} AS item_id, {} AS week, max({}) AS score
                              FROM {}{}
                              GROUP BY 1, 2, 3
                            ) AS one
                          ) AS v
                          JOIN covey_queries AS q ON q.query_id = v.query_id
                          LEFT JOIN covey_items AS i ON i.item_id = v.item_id
                          WHERE v.place <= {} AND q.judged = 1
                          ORDER BY q.query_no, v.week, v.place""",
                        keys.get(3),
                        keys.get(0),
                        keys.get(1),
                        week(dialect, time),
                        keys.get(2),
                        source.table().source(),
                        ListSource.where(conditions),
                        need.depth()),
                Step.Kind.READ);
    }
}
