package covey.warehouse.sql.rollout;

import covey.data.RolloutRequirement;
import covey.data.RolloutRequirement.Stage;
import covey.metric.Aggregate;
import covey.metric.Metric;
import covey.metric.Population;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.DimensionSql;
import covey.warehouse.sql.ModelTable;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.RowSql;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Statements of a staged roll-out: who was treated by when, then moments of each metric over the population. */
final class RolloutSql {
    private static final double SECONDS_A_DAY = 86_400;

    private final RolloutRequirement need;
    private final ModelTables tables;
    private final Dialect dialect;
    private final Function<String, RowSql> rows;

    RolloutSql(RolloutRequirement need, ModelTables tables, Function<String, RowSql> rows) {
        this.need = need;
        this.tables = tables;
        this.dialect = tables.dialect();
        this.rows = rows;
    }

    private String population() {
        ModelTable table = tables.of(need.population());
        String everybody = Sql.fill(
                "SELECT DISTINCT {} AS unit_id\n  FROM {}\n  WHERE {} IS NOT NULL",
                table.key(need.unit()),
                table.source(),
                table.key(need.unit()));
        Population population = need.exposure().population();
        return population.restricted()
                ? Sql.fill(
                        """
                        WITH analysed AS (
                          SELECT unit_id, {} AS entry_at
                          FROM (
                            {}
                          ) AS everybody
                        ),
                        {}
                        SELECT covey_unit AS unit_id
                        FROM population""",
                        dialect.timestamp(need.stages().getFirst().from()),
                        everybody,
                        new DimensionSql(tables, need.unit()).members(population))
                : everybody;
    }

    /**
     * What the units of the population are called from here on: themselves, or the cluster that each is in; a common table
     * expression {@code members} of units with it.
     */
    private String members() {
        if (need.cluster().isEmpty()) {
            return "members AS (\n  SELECT unit_id, unit_id AS grp\n  FROM population\n)";
        }
        DimensionSql.Joined joined =
                new DimensionSql(tables, need.unit()).group(need.cluster().get(), "grp");
        return Sql.fill(
                """
                analysed AS (
                  SELECT unit_id, {} AS entry_at
                  FROM population
                ),
                {},
                grouped AS (
                  SELECT u.unit_id, {}
                  FROM analysed AS u
                  {}
                ),
                members AS (
                  SELECT unit_id, grp
                  FROM grouped
                  WHERE grp IS NOT NULL
                )""",
                dialect.timestamp(need.stages().getFirst().from()),
                String.join(",\n", joined.tables()),
                joined.column(),
                joined.join());
    }

    /** Units of the population, and those of them that had the treatment before the end of each stage. */
    Step treated() {
        ModelTable table = tables.of(need.exposure().model());
        table.require(need.exposure().armColumn());
        String filter = need.exposure().filter();
        List<String> counts = new ArrayList<>();
        for (int t = 0; t < need.stages().size(); t++) {
            counts.add("count(CASE WHEN first_at < "
                    + dialect.timestamp(need.stages().get(t).to()) + " THEN 1 END) AS treated_" + t);
        }
        String sql = Sql.fill(
                """
                WITH population AS (
                  {}
                ),
                {},
                treated AS (
                  SELECT {} AS unit_id, min({}) AS first_at
                  FROM {}
                  WHERE {} = {}{}
                  GROUP BY {}
                ),
                assigned AS (
                  SELECT p.grp, count(*) AS units, min(x.first_at) AS first_at
                  FROM members AS p
                  LEFT JOIN treated AS x ON x.unit_id = p.unit_id
                  GROUP BY p.grp
                )
                SELECT
                  COALESCE(sum(units), 0) AS units,
                  count(*) AS clusters,
                {}
                FROM assigned""",
                population(),
                members(),
                table.unit(need.unit()),
                table.time(),
                table.sourceFor(need.unit()),
                dialect.text("t." + dialect.quote(need.exposure().armColumn())),
                dialect.literal(need.treatment().value()),
                filter.isEmpty() ? "" : " AND (" + filter + ")",
                table.unit(need.unit()),
                Sql.lines(counts));
        return new Step("treated", "Units of the population, and how many were treated by when.", sql, Step.Kind.READ);
    }

    /** Rows of the exposures by the value of their arm column. */
    Step values() {
        ModelTable table = tables.of(need.exposure().model());
        String filter = need.exposure().filter();
        String sql = Sql.fill(
                """
                SELECT {} AS value, count(*) AS exposure_rows
                FROM {}
                WHERE {} IS NOT NULL{}
                GROUP BY 1
                ORDER BY exposure_rows DESC, value
                LIMIT 100""",
                dialect.text("t." + dialect.quote(need.exposure().armColumn())),
                table.sourceFor(need.unit()),
                "t." + dialect.quote(need.exposure().armColumn()),
                filter.isEmpty() ? "" : " AND (" + filter + ")");
        return new Step("values", "Rows of the exposures by the value of their arm column.", sql, Step.Kind.READ);
    }

    /** Moments over the population of a metric's values per day, stage by stage. */
    Step moments(int number, Metric metric) {
        List<String> columns = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        List<String> joins = new ArrayList<>();
        for (int a = 0; a < metric.measure().aggregates().size(); a++) {
            Aggregate aggregate = metric.measure().aggregates().get(a);
            parts.add(totals("part_" + a, aggregate));
            joins.add("LEFT JOIN part_" + a + " ON part_" + a + ".unit_id = p.unit_id");
            for (int t = 0; t < need.stages().size(); t++) {
                columns.add("COALESCE(part_" + a + ".y" + t + ", 0) AS c" + columns.size());
            }
        }
        int k = columns.size() + (need.cluster().isPresent() ? 1 : 0);
        List<String> moments = new ArrayList<>(List.of("count(*) AS n"));
        for (int i = 0; i < k; i++) {
            moments.add("avg(c" + i + ") AS avg_" + i);
            moments.add(dialect.varPop("c" + i) + " AS cov_" + i + "_" + i);
            for (int j = i + 1; j < k; j++) {
                moments.add(dialect.covarPop("c" + i, "c" + j) + " AS cov_" + i + "_" + j);
            }
        }
        String sql = Sql.fill(
                """
                WITH population AS (
                  {}
                ),
                {},
                {},
                units AS (
                  SELECT
                  p.grp,
                  {}
                  FROM members AS p
                  {}
                )
                SELECT
                {}
                FROM {}""",
                population(),
                members(),
                String.join(",\n", parts),
                Sql.lines(columns),
                String.join("\n  ", joins),
                Sql.lines(moments),
                rowsOf(columns.size()));
        return new Step(
                "stages_" + number,
                "Moments over the population of " + Sql.comment(metric.name()) + ", stage by stage.",
                sql,
                Step.Kind.READ);
    }

    /** What moments are taken over: units, or their totals and number by cluster. */
    private String rowsOf(int columns) {
        if (need.cluster().isEmpty()) {
            return "units";
        }
        List<String> totals = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            totals.add("sum(c" + i + ") AS c" + i);
        }
        totals.add(dialect.toDouble("count(*)", ColumnKind.NUMBER) + " AS c" + columns);
        return "(\n  SELECT\n" + Sql.lines(totals) + "\n  FROM units\n  GROUP BY grp\n) AS clusters";
    }

    /** One row per unit: an aggregate per day in every stage. */
    private String totals(String name, Aggregate aggregate) {
        ModelTable table = tables.of(aggregate.model());
        List<String> stages = new ArrayList<>();
        for (int t = 0; t < need.stages().size(); t++) {
            Stage stage = need.stages().get(t);
            double days = Duration.between(stage.from(), stage.to()).toSeconds() / SECONDS_A_DAY;
            String value = "CASE WHEN seen_at >= " + dialect.timestamp(stage.from()) + " AND seen_at < "
                    + dialect.timestamp(stage.to()) + " THEN v END";
            String added = aggregate.function() == Aggregate.Function.SUM
                    ? "sum(" + value + ")"
                    : aggregate.function() == Aggregate.Function.COUNT
                            ? "count(" + value + ")"
                            : "count(DISTINCT " + value + ")";
            stages.add(dialect.toDouble(added, ColumnKind.NUMBER) + " / " + dialect.literal(days) + " AS y" + t);
        }
        return Sql.fill(
                """
                {} AS (
                  SELECT unit_id,
                  {}
                  FROM (
                    SELECT {} AS unit_id, {} AS seen_at, {} AS v
                    FROM {}
                  ) AS events
                  WHERE seen_at >= {} AND seen_at < {}
                  GROUP BY unit_id
                )""",
                name,
                Sql.lines(stages),
                table.unit(need.unit()),
                table.time(),
                rows.apply(aggregate.model()).value(aggregate),
                table.sourceFor(need.unit()),
                dialect.timestamp(need.stages().getFirst().from()),
                dialect.timestamp(need.stages().getLast().to()));
    }
}
