package covey.warehouse.sql.ranking;

import covey.data.RankingRequirement;
import covey.warehouse.sql.DimensionSql;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Queries whose unit is in the study's population, by what the unit was before the period. */
final class MembersSql {
    static final String TABLE = "covey_members";

    private final RankingRequirement need;
    private final ModelTables tables;

    MembersSql(RankingRequirement need, ModelTables tables) {
        this.need = need;
        this.tables = tables;
    }

    /**
     * Every query and whether it is inside.
     *
     * @param queries selects of {@code query_id} and {@code unit_id}, from the truth and from each system
     * @param unit the unit in the kind of its own column
     */
    List<Step> building(Supplier<List<String>> queries, String unit) {
        if (!need.population().restricted()) {
            return List.of();
        }
        String select = Sql.fill(
                """
                WITH one AS (
                  SELECT query_id, min(unit_id) AS unit_id
                  FROM (
                    {}
                  ) AS every
                  WHERE query_id IS NOT NULL
                  GROUP BY query_id
                ),
                analysed AS (
                  SELECT DISTINCT {} AS unit_id, {} AS entry_at
                  FROM one
                  WHERE unit_id IS NOT NULL
                ),
                {}
                SELECT one.query_id, CASE WHEN p.covey_unit IS NULL THEN 0 ELSE 1 END AS inside
                FROM one
                LEFT JOIN population AS p ON {} = one.unit_id""",
                String.join("\n    UNION ALL\n    ", queries.get()),
                unit,
                tables.dialect().timestamp(need.start()),
                new DimensionSql(tables, need.unit()).members(need.population()),
                tables.dialect().text("p.covey_unit"));
        return List.of(new Step(
                "members",
                "Queries, and whether their unit is in the population.",
                tables.dialect().createTempTable(TABLE, select),
                Step.Kind.BUILD));
    }

    /** Queries outside. */
    List<Step> counting() {
        return need.population().restricted()
                ? List.of(new Step(
                        "outside",
                        "Queries outside the population.",
                        "SELECT COALESCE(sum(1 - inside), 0) AS queries FROM " + TABLE,
                        Step.Kind.READ))
                : List.of();
    }

    /** Conditions on rows, and that their query is inside, or missing, which is counted elsewhere. */
    List<String> inside(List<String> conditions, String query) {
        List<String> all = new ArrayList<>(conditions);
        if (need.population().restricted()) {
            all.add(Sql.fill("({} IS NULL OR {} IN (SELECT query_id FROM {} WHERE inside = 1))", query, query, TABLE));
        }
        return all;
    }
}
