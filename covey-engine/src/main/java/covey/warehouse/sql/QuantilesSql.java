package covey.warehouse.sql;

import covey.data.ExperimentData.BucketValue;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentRequirement;
import covey.stats.distribution.Normal;
import covey.stats.moment.Moments;
import covey.warehouse.Row;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.ValueColumn.Events;
import java.util.Optional;

/**
 * A quantile with the order statistics around it. Over units the ranks are {@code n p -+ z sqrt(n p (1 - p))}; over
 * events they follow the share of events at or below the quantile, whose variance is that of a ratio over units (Deng,
 * Knoblich and Lu 2018, the outer interval). The engine only picks the order statistics; the interval is made in Java.
 *
 * <p>Of units that were assigned together the same is done per group, over units and over events: the share's variance is
 * that between groups, and groups that are not whole are left out.
 *
 * <p>A rank outside the sample is read at its edge, and its fraction, below 0 or above 1, tells so.
 */
final class QuantilesSql {
    private static final int MOST_VALUES = 400_000;

    private final ExperimentRequirement need;
    private final Dialect dialect;

    QuantilesSql(ExperimentRequirement need, Dialect dialect) {
        this.need = need;
        this.dialect = dialect;
    }

    /** Whether groups, not units, are independent. */
    private boolean grouped() {
        return need.grouping().group().isPresent() && !need.exposure().rehearsed();
    }

    /** Order statistics of a quantile over units. */
    Step overUnits(MetricPlan plan, Optional<Integer> slice) {
        return grouped() ? clustered(plan, "units", groupedUnits(plan, slice), slice) : alone(plan, slice);
    }

    private Step alone(MetricPlan plan, Optional<Integer> slice) {
        String y = plan.columns().getFirst().id();
        String p = dialect.literal(quantile(plan));
        String spread = dialect.literal(z() * Math.sqrt(quantile(plan) * (1 - quantile(plan))));
        String sql = Sql.fill(
                """
                WITH observed AS (
                  SELECT arm, {} AS segment, {} AS v
                  FROM covey_values
                  WHERE excluded = 0 AND {} IS NOT NULL
                ),
                ranks AS (
                  SELECT
                    arm, segment, count(*) AS n, count(*) AS units,
                    ceil(count(*) * {} - 1e-9) AS rank_at,
                    floor(count(*) * {} - {} * sqrt(count(*))) AS rank_lower,
                    ceil(count(*) * {} + {} * sqrt(count(*))) + 1 AS rank_upper
                  FROM observed
                  GROUP BY arm, segment
                ),
                {}
                SELECT {}
                FROM picked AS k
                ORDER BY k.arm, k.segment""",
                segment("", slice),
                y,
                y,
                p,
                p,
                spread,
                p,
                spread,
                upto() + ",\n" + picked(),
                "k.arm, k.segment, k.units, k.n AS events,\n  k.v_at, k.v_lower, k.v_upper, k.rank_lower, k.rank_upper");
        return new Step(
                plan.id() + "_quantile" + suffix(slice),
                "Order statistics around the quantile of " + Sql.comment(plan.name()) + " over units.",
                sql,
                Step.Kind.READ);
    }

    /** Order statistics of a quantile over events. */
    Step overEvents(MetricPlan plan, ModelTable table, EventsSql scan, RowSql rows, Optional<Integer> slice) {
        return clustered(plan, "events", observedEvents(plan, table, scan, rows, slice), slice);
    }

    /** Values of units by group. */
    private String groupedUnits(MetricPlan plan, Optional<Integer> slice) {
        String y = plan.columns().getFirst().id();
        return Sql.fill("""
                {},
                observed AS (
                  SELECT u.arm, {} AS segment, u.grp AS unit_id, u.unit_id AS member, u.{} AS v
                  FROM covey_values AS u
                  JOIN whole AS w ON w.grp = u.grp
                  WHERE u.excluded = 0 AND u.{} IS NOT NULL
                )""", whole(), segment("u.", slice), y, y);
    }

    /** Groups that have the arms of a whole one. */
    private String whole() {
        return Sql.fill("""
                whole AS (
                  SELECT grp
                  FROM covey_units
                  WHERE excluded = 0 AND grp IS NOT NULL
                  GROUP BY grp
                  HAVING count(DISTINCT arm) = {}
                )""", String.valueOf(need.grouping().arms()));
    }

    private Step clustered(MetricPlan plan, String over, String observed, Optional<Integer> slice) {
        String sql = "WITH " + observed + ",\n" + sizes() + ",\n" + upto() + ",\n"
                + atQuantile(plan) + ",\n" + shares() + ",\n" + eventRanks(plan) + ",\n" + picked()
                + """

                SELECT
                  k.arm, k.segment, k.units, s.members, k.n AS events,
                  k.v_at, k.v_lower, k.v_upper, k.rank_lower, k.rank_upper,
                  r.avg_b, r.avg_d, r.var_b, r.cov_bd, r.var_d
                FROM picked AS k
                JOIN ranks AS r ON r.arm = k.arm AND r.segment = k.segment
                JOIN sizes AS s ON s.arm = k.arm AND s.segment = k.segment
                ORDER BY k.arm, k.segment""";
        return new Step(
                plan.id() + "_quantile" + suffix(slice),
                "Order statistics around the quantile of " + Sql.comment(plan.name()) + " over " + over
                        + ", with the share below it per " + (grouped() ? "group" : "unit") + ".",
                sql,
                Step.Kind.READ);
    }

    /**
     * The values themselves by bucket of a hashed history, since order statistics of buckets do not merge: as many buckets as
     * have {@value #MOST_VALUES} values together, which is what is split in memory hundreds of times.
     */
    Step valuesOfUnits(MetricPlan plan) {
        String y = plan.columns().getFirst().id();
        String sql = Sql.fill("""
                WITH observed AS (
                  SELECT arm, {} AS v
                  FROM covey_values
                  WHERE excluded = 0 AND {} IS NOT NULL
                ),
                {}
                SELECT o.arm, 0 AS unit_number, o.v, count(*) AS c
                FROM observed AS o
                JOIN kept AS k ON k.arm = o.arm
                GROUP BY o.arm, o.v
                ORDER BY o.arm, o.v""", y, y, kept());
        return values(plan, sql);
    }

    /** The same over events, unit by unit. */
    Step valuesOfEvents(MetricPlan plan, ModelTable table, EventsSql scan, RowSql rows) {
        String sql = "WITH " + observedEvents(plan, table, scan, rows, Optional.empty()) + ",\n" + kept() + """
                ,
                per_unit AS (
                  SELECT o.arm, o.unit_id, o.v, count(*) AS c
                  FROM observed AS o
                  JOIN kept AS k ON k.arm = o.arm
                  GROUP BY o.arm, o.unit_id, o.v
                )
                SELECT arm, dense_rank() OVER (PARTITION BY arm ORDER BY unit_id) AS unit_number, v, c
                FROM per_unit
                ORDER BY arm, unit_number, v""";
        return values(plan, sql);
    }

    private static Step values(MetricPlan plan, String sql) {
        return new Step(
                plan.id() + "_values",
                "Values of " + Sql.comment(plan.name()) + " by bucket, to be split in memory.",
                sql,
                Step.Kind.READ);
    }

    /** Buckets in order until there are values enough: a hash says nothing of the metric. */
    private static String kept() {
        return """
                bucket_sizes AS (
                  SELECT arm, count(*) AS n
                  FROM observed
                  GROUP BY arm
                ),
                running AS (
                  SELECT arm, sum(n) OVER (ORDER BY arm) AS upto
                  FROM bucket_sizes
                ),
                kept AS (
                  SELECT arm
                  FROM running
                  WHERE upto <= %d
                )""".formatted(MOST_VALUES);
    }

    /** One row of {@link #valuesOfUnits} or {@link #valuesOfEvents}. */
    static BucketValue value(Row row) {
        return new BucketValue(row.text("arm"), (int) row.count("unit_number"), row.number("v"), row.count("c"));
    }

    private String observedEvents(
            MetricPlan plan, ModelTable table, EventsSql scan, RowSql rows, Optional<Integer> slice) {
        ValueColumn column = plan.columns().getFirst();
        Events events = (Events) column.source();
        return Sql.fill(
                """
                {}observed AS (
                  -- every event of an analysed unit in its window
                  SELECT u.arm, {} AS segment, {} AS unit_id, u.unit_id AS member, e.v
                  FROM covey_units AS u{}
                  JOIN (
                    SELECT {} AS unit_id, {}{} AS v
                    FROM {}{}
                  ) AS e ON e.unit_id = u.unit_id
                  WHERE u.excluded = 0 AND e.v IS NOT NULL
                    AND {}{}
                )""",
                grouped() ? whole() + ",\n" : "",
                segment("u.", slice),
                grouped() ? "u.grp" : "u.unit_id",
                grouped() ? "\n  JOIN whole AS w ON w.grp = u.grp" : "",
                table.unit(need.unit()),
                table.timed() ? table.time() + " AS event_at, " : "",
                dialect.toDouble(rows.value(events.aggregate()), ColumnKind.NUMBER),
                table.sourceFor(need.unit()),
                scan.span(),
                events.frame().condition(table.eventTime()),
                column.eligible().isEmpty() ? "" : " AND " + column.eligible());
    }

    private static String sizes() {
        return """
                sizes AS (
                  SELECT arm, segment, count(*) AS n, count(DISTINCT member) AS members
                  FROM observed
                  GROUP BY arm, segment
                )""";
    }

    /** Running counts over the different values. */
    private static String upto() {
        return """
                counts AS (
                  SELECT arm, segment, v, count(*) AS c
                  FROM observed
                  GROUP BY arm, segment, v
                ),
                upto AS (
                  SELECT arm, segment, v, sum(c) OVER (PARTITION BY arm, segment ORDER BY v) AS upto
                  FROM counts
                )""";
    }

    private String atQuantile(MetricPlan plan) {
        return Sql.fill("""
                at_quantile AS (
                  SELECT x.arm, x.segment, min(x.v) AS v_at
                  FROM upto AS x
                  JOIN sizes AS s ON s.arm = x.arm AND s.segment = x.segment
                  WHERE x.upto >= ceil(s.n * {} - 1e-9)
                  GROUP BY x.arm, x.segment
                )""", dialect.literal(quantile(plan)));
    }

    /** Moments over units of the events at or below the quantile and of all events. */
    private String shares() {
        String b = dialect.toDouble("b", ColumnKind.NUMBER);
        String d = dialect.toDouble("d", ColumnKind.NUMBER);
        return Sql.fill("""
                per_unit AS (
                  SELECT o.arm, o.segment, o.unit_id, count(*) AS d, count(CASE WHEN o.v <= q.v_at THEN 1 END) AS b
                  FROM observed AS o
                  JOIN at_quantile AS q ON q.arm = o.arm AND q.segment = o.segment
                  GROUP BY o.arm, o.segment, o.unit_id
                ),
                shares AS (
                  SELECT
                    arm, segment, count(*) AS units, sum(d) AS n,
                    avg({}) AS avg_b, avg({}) AS avg_d, {} AS var_b, {} AS cov_bd, {} AS var_d
                  FROM per_unit
                  GROUP BY arm, segment
                )""", b, d, dialect.varPop(b), dialect.covarPop(b, d), dialect.varPop(d));
    }

    private String eventRanks(MetricPlan plan) {
        String p = dialect.literal(quantile(plan));
        return Sql.fill("""
                spreads AS (
                  SELECT *, var_b - 2 * {} * cov_bd + {} * {} * var_d AS spread
                  FROM shares
                ),
                halves AS (
                  SELECT *, {} * sqrt(CASE WHEN spread > 0 THEN spread ELSE 0 END / units) / avg_d AS half
                  FROM spreads
                ),
                ranks AS (
                  SELECT
                    arm, segment, n, units, avg_b, avg_d, var_b, cov_bd, var_d,
                    ceil(n * {} - 1e-9) AS rank_at,
                    floor(n * ({} - half)) AS rank_lower,
                    ceil(n * ({} + half)) + 1 AS rank_upper
                  FROM halves
                )""", p, p, p, dialect.literal(z()), p, p, p);
    }

    /** Values at the three ranks. */
    private static String picked() {
        return """
                picked AS (
                  SELECT
                    x.arm, x.segment,
                    max(r.units) AS units, max(r.n) AS n,
                    max(r.rank_lower) AS rank_lower, max(r.rank_upper) AS rank_upper,
                    min(CASE WHEN x.upto >= r.rank_at THEN x.v END) AS v_at,
                    min(CASE WHEN x.upto >= r.rank_lower THEN x.v END) AS v_lower,
                    COALESCE(min(CASE WHEN x.upto >= r.rank_upper THEN x.v END), max(x.v)) AS v_upper
                  FROM upto AS x
                  JOIN ranks AS r ON r.arm = x.arm AND r.segment = x.segment
                  GROUP BY x.arm, x.segment
                )""";
    }

    /** One answer row. */
    QuantileCell cell(Row row, MetricPlan plan, String slice) {
        long n = row.count("events");
        long units = row.count("units");
        boolean shared = plan.overEvents() || grouped();
        Optional<Moments> shares = shared
                ? Optional.of(Moments.ofPopulation(
                        units, new double[] {row.number("avg_b"), row.number("avg_d")}, new double[][] {
                            {row.number("var_b"), row.number("cov_bd")}, {row.number("cov_bd"), row.number("var_d")}
                        }))
                : Optional.empty();
        return new QuantileCell(
                row.text("arm"),
                slice,
                slice.isEmpty() ? "" : row.text("segment"),
                shared ? row.count("members") : units,
                n,
                row.number("v_at"),
                row.number("v_lower"),
                row.number("v_upper"),
                row.number("rank_lower") / n,
                row.number("rank_upper") / n,
                shares);
    }

    private double z() {
        return Normal.quantile(0.5 + need.level() / 2);
    }

    private static double quantile(MetricPlan plan) {
        return plan.quantile().orElseThrow().quantile();
    }

    private static String segment(String prefix, Optional<Integer> slice) {
        return slice.map(i -> prefix + "s" + i).orElse("''");
    }

    private static String suffix(Optional<Integer> slice) {
        return slice.map(i -> "_s" + i).orElse("");
    }
}
