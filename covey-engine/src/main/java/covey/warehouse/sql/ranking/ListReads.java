package covey.warehouse.sql.ranking;

import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.Sql;

/** The statements that bring items, judgements and lists home once their tables are there. */
final class ListReads {
    /** A row of a list in one number: item number x 512 + tied x 256 + grade code. */
    static final int ITEM = 512;

    static final int TIED = 256;

    private final Dialect dialect;

    ListReads(Dialect dialect) {
        this.dialect = dialect;
    }

    private static Step read(String name, String purpose, String sql) {
        return new Step(name, purpose, sql, Step.Kind.READ);
    }

    Step items() {
        return read(
                "ranked_items",
                "Items with category, provider and popularity.",
                Sql.fill(
                        "SELECT {} AS item_id, listed, category, provider, popularity\n  FROM covey_items\n  ORDER BY item_no",
                        dialect.text("item_id")));
    }

    Step truth() {
        return read("judgements", "Judgements by query and item: item number x 256 + code of the grade.", """
                SELECT q.query_no, CAST(i.item_no * 256 + l.code AS BIGINT) AS judged
                  FROM covey_truth AS v
                  JOIN covey_queries AS q ON q.query_id = v.query_id
                  JOIN covey_items AS i ON i.item_id = v.item_id
                  JOIN covey_levels AS l ON l.grade = v.grade
                  ORDER BY q.query_no, i.item_no""");
    }

    Step history() {
        return read("histories", "What the judged queries' users had before the period, by query and item.", """
                SELECT q.query_no, i.item_no
                  FROM covey_history AS h
                  JOIN covey_queries AS q ON q.query_id = h.query_id
                  JOIN covey_items AS i ON i.item_id = h.item_id
                  WHERE q.judged = 1
                  ORDER BY q.query_no, i.item_no""");
    }

    /** Length of each query's list, cut and whole. */
    Step lengths(int k) {
        return read("list_" + k + "_lengths", "How long each list is, cut and whole.", Sql.fill("""
                        SELECT q.query_no, count(*) AS ranks, max(v.list_length) AS list_length
                          FROM covey_list_{} AS v
                          JOIN covey_queries AS q ON q.query_id = v.query_id
                          GROUP BY q.query_no
                          ORDER BY q.query_no""", k));
    }

    Step list(int k) {
        return read(
                "list_" + k + "_rows",
                "The list by query and rank, joined with the judgements: item number x 512 + tied x 256 + code of the grade.",
                Sql.fill("""
                        SELECT CAST(i.item_no * {} + v.tied * {} + COALESCE(l.code, 0) AS BIGINT) AS ranked
                          FROM covey_list_{} AS v
                          JOIN covey_queries AS q ON q.query_id = v.query_id
                          JOIN covey_items AS i ON i.item_id = v.item_id
                          LEFT JOIN covey_truth AS g ON g.query_id = v.query_id AND g.item_id = v.item_id
                          LEFT JOIN covey_levels AS l ON l.grade = g.grade
                          ORDER BY q.query_no, v.place""", ITEM, TIED, k));
    }
}
