package covey.warehouse.sql.ranking;

import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The statements that bring scores home beside their labels: one row for each judgement that every system has a score for. */
final class ScoreSql {
    private final RankingSql sql;
    private final Dialect dialect;
    private final int systems;

    ScoreSql(RankingSql sql, Dialect dialect, int systems) {
        this.sql = sql;
        this.dialect = dialect;
        this.systems = systems;
    }

    /** Temporary tables, to be dropped. */
    List<String> temporary() {
        return Stream.concat(
                        Stream.of("covey_scored", "covey_scored_units"),
                        IntStream.rangeClosed(1, systems).mapToObj(k -> "covey_score_" + k))
                .toList();
    }

    /** Statements that fill the temporary tables, once the truth is there. */
    List<Step> building() {
        List<Step> steps = new ArrayList<>();
        for (int k = 1; k <= systems; k++) {
            steps.add(build(
                    "score_" + k,
                    "Scores of " + sql.name(k) + ": one row per query and item, the highest.",
                    sql.scores(k)));
        }
        steps.add(build("scored", "Judgements beside the scores of every system.", scored()));
        steps.add(build("scored_units", "Units of rows with every score, numbered.", units()));
        return steps;
    }

    private Step build(String name, String purpose, String select) {
        return new Step(name, purpose, dialect.createTempTable("covey_" + name, select), Step.Kind.BUILD);
    }

    private String each(String separator, IntFunction<String> of) {
        return IntStream.rangeClosed(1, systems).mapToObj(of).collect(Collectors.joining(separator));
    }

    private String scored() {
        // a judgement whose unit is unknown is a unit of its query
        return Sql.fill(
                """
                SELECT CASE WHEN v.unit_id IS NULL THEN {} ELSE {} END AS cluster_id, v.unit_id, v.grade, {}
                  FROM covey_truth AS v
                  {}""",
                "'query ' || " + dialect.text("v.query_id"),
                "'unit ' || v.unit_id",
                each(", ", k -> "s" + k + ".score AS score_" + k),
                each(
                        "\n  ",
                        k -> Sql.fill(
                                "LEFT JOIN covey_score_{} AS s{} ON s{}.query_id = v.query_id AND s{}.item_id = v.item_id",
                                k,
                                k,
                                k,
                                k)));
    }

    private String complete() {
        return each(" AND ", k -> "score_" + k + " IS NOT NULL");
    }

    private String units() {
        return Sql.fill("""
                SELECT cluster_id, unit_id, row_number() OVER (ORDER BY {}) - 1 AS unit_no
                  FROM (
                    SELECT cluster_id, min(unit_id) AS unit_id
                    FROM covey_scored
                    WHERE {}
                    GROUP BY cluster_id
                  ) AS one""", dialect.bytewise("cluster_id"), complete());
    }

    /** How many judgements there are, and how many each system, some system and every system has a score for. */
    Step counting() {
        return new Step(
                "scored_counts",
                "Judgements that the systems have a score for.",
                Sql.fill(
                        """
                        SELECT count(*) AS judged, {},
                            count(*) FILTER (WHERE {}) AS some_system,
                            count(*) FILTER (WHERE {}) AS every_system,
                            (SELECT count(*) FROM covey_scored_units) AS units
                          FROM covey_scored""",
                        each(", ", k -> "count(score_" + k + ") AS system_" + k),
                        each(" OR ", k -> "score_" + k + " IS NOT NULL"),
                        complete()),
                Step.Kind.READ);
    }

    /** The units in their order, with their slices before the period. */
    Step readUnits() {
        return new Step(
                "scored_slices",
                "Slices of the units of the scored rows, as they were before the period.",
                sql.sliced("covey_scored_units", List.of(), "unit_no"),
                Step.Kind.READ);
    }

    /** The rows by unit; within a unit by their values, so that the same tables give the same bytes. */
    Step readRows() {
        String scores = each(", ", k -> "v.score_" + k);
        return new Step(
                "scored_rows",
                "Label and scores of each row, by unit.",
                Sql.fill("""
                        SELECT u.unit_no, v.grade, {}
                          FROM covey_scored AS v
                          JOIN covey_scored_units AS u ON u.cluster_id = v.cluster_id
                          WHERE {}
                          ORDER BY u.unit_no, v.grade, {}""", scores, each(" AND ", k -> "v.score_" + k + " IS NOT NULL"), scores),
                Step.Kind.READ);
    }
}
