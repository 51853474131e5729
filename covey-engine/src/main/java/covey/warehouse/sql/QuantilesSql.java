package covey.warehouse.sql;

import covey.data.ExperimentData.BucketValue;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileWeek;
import covey.data.ExperimentRequirement;
import covey.stats.distribution.Normal;
import covey.warehouse.Row;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.ValueColumn.Events;
import covey.warehouse.sql.strata.MixSql;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A quantile with the order statistics around it. Over units the ranks are {@code n p -+ z sqrt(n p (1 - p))}; over
 * events they follow the share of events at or below the quantile, whose variance is that of a ratio over units (Deng,
 * Knoblich and Lu 2018, the outer interval). The engine only picks the order statistics; the interval is made in Java.
 *
 * <p>Of units that were assigned together the same is done per group, over units and over events: the share's variance is
 * that between groups, and groups that are not whole are left out.
 *
 * <p>Of units that were assigned inside strata the distribution is that of everybody's mix of strata: a unit counts as many
 * as its stratum has over those of its arm, all arms together over one, and the share's variance is that inside strata
 * (Woodruff 1952; Francisco and Fuller 1991). Strata in which an arm has fewer than two units are one. Of a quantile over
 * events the units without one count too.
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

    /**
     * What the statistics are by.
     *
     * @param slice number of a slice
     * @param weeks whether they are those after each week of a history
     */
    record View(Optional<Integer> slice, boolean weeks) {
        static View of(Optional<Integer> slice) {
            return new View(slice, false);
        }

        static View everyWeek() {
            return new View(Optional.empty(), true);
        }

        String suffix() {
            return weeks ? "_weeks" : slice.map(i -> "_s" + i).orElse("");
        }

        String segment(String prefix) {
            return slice.map(i -> prefix + "s" + i).orElse("''");
        }
    }

    /** Whether groups, not units, are independent: of a history whole clusters, pairs being known by their arms alone. */
    private boolean grouped() {
        boolean history = need.exposure().rehearsed() && need.grouping().arms() == 1;
        return need.grouping().group().isPresent() && (!need.exposure().rehearsed() || history);
    }

    /** Whether units were assigned alone inside strata. */
    private boolean stratified() {
        return need.grouping().group().isEmpty() && !need.grouping().strata().isEmpty();
    }

    /** Whether a history is read week by week. */
    boolean weekly(MetricPlan plan) {
        return need.exposure().buckets() == 1
                && plan.need().overTime()
                && !need.wholeWeeks().isEmpty();
    }

    /** Order statistics of a quantile over units. */
    Step ofUnits(MetricPlan plan, View view) {
        String rows = view.weeks() ? weeksOfUnits(plan) : valuesOf(plan.columns(), view.segment(""), "");
        if (grouped()) {
            String observed = Sql.fill("""
                    {},
                    observed AS (
                      SELECT x.arm, x.segment, x.grp AS unit_id, x.unit_id AS member, x.v
                      FROM (
                        {}
                      ) AS x
                      JOIN whole AS w ON w.grp = x.grp
                    )""", whole(), rows);
            return clustered(plan, "units", observed, view);
        }
        String observed = Sql.fill("observed AS (\n  {}\n)", rows);
        return stratified()
                ? weighted(
                        plan,
                        "units",
                        observed + ",\nunits AS (\n  SELECT arm, segment, stratum, unit_id\n  FROM observed\n)",
                        view)
                : alone(plan, observed, view);
    }

    private String valuesOf(List<ValueColumn> columns, String segment, String condition) {
        String y = columns.getFirst().id();
        return Sql.fill(
                "SELECT arm, {} AS segment{}, unit_id, {} AS v FROM covey_values WHERE excluded = 0 AND {} IS NOT NULL{}",
                segment,
                grouped()
                        ? ", grp"
                        : stratified() ? ", " + MixSql.stratum(dialect, "", need.grouping()) + " AS stratum" : "",
                y,
                y,
                condition);
    }

    /** Values as they were after each week; of a closed window those of the units that had entered. */
    private String weeksOfUnits(MetricPlan plan) {
        List<LocalDate> weeks = need.wholeWeeks();
        return IntStream.range(0, weeks.size())
                .mapToObj(i -> {
                    String day = dialect.literal(weeks.get(i).minusDays(1).toString());
                    return plan.snapshots().isEmpty()
                            ? valuesOf(plan.columns(), day, " AND " + dialect.text("entry_day") + " <= " + day)
                            : valuesOf(plan.snapshots().get(i).columns(), day, "");
                })
                .collect(Collectors.joining("\n  UNION ALL\n  "));
    }

    private Step alone(MetricPlan plan, String observed, View view) {
        String p = dialect.literal(quantile(plan));
        String spread = dialect.literal(z() * Math.sqrt(quantile(plan) * (1 - quantile(plan))));
        String sql = Sql.fill(
                """
                WITH {},
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
                observed,
                p,
                p,
                spread,
                p,
                spread,
                upto() + ",\n" + picked(),
                "k.arm, k.segment, k.units, k.n AS events,\n  k.v_at, k.v_lower, k.v_upper, k.rank_lower, k.rank_upper");
        return step(plan, "units.", sql, view);
    }

    private static Step step(MetricPlan plan, String over, String sql, View view) {
        return new Step(
                plan.id() + "_quantile" + view.suffix(),
                "Order statistics around the quantile of " + Sql.comment(plan.name()) + " over " + over,
                sql,
                Step.Kind.READ);
    }

    /** Order statistics of a quantile over events. */
    Step ofEvents(MetricPlan plan, ModelTable table, EventsSql scan, RowSql rows, View view) {
        String observed = observedEvents(plan, table, scan, rows, view);
        if (!stratified()) {
            return clustered(plan, "events", observed, view);
        }
        String eligible = plan.columns().getFirst().eligible();
        String units = Sql.fill(
                """
                units AS (
                  SELECT u.arm, {} AS segment, {} AS stratum, u.unit_id
                  FROM covey_units AS u{}
                  WHERE u.excluded = 0{}{}
                )""",
                view.weeks() ? "wk.day" : view.segment("u."),
                MixSql.stratum(dialect, "u.", need.grouping()),
                view.weeks() ? "\n  CROSS JOIN weeks AS wk" : "",
                view.weeks() ? " AND u.entry_at < wk.end_at" : "",
                eligible.isEmpty() ? "" : " AND " + eligible);
        return weighted(plan, "events", observed + ",\n" + units, view);
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

    private Step clustered(MetricPlan plan, String over, String observed, View view) {
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
        return step(plan, over + ", with the share below it per " + (grouped() ? "group" : "unit") + ".", sql, view);
    }

    /** The quantile of everybody's mix of strata, with the share below it per unit and stratum. */
    private Step weighted(MetricPlan plan, String over, String observed, View view) {
        return step(
                plan,
                over + ", strata by their units, with the share below it per unit.",
                "WITH " + observed + ",\n" + mix(plan).statement(),
                view);
    }

    private MixSql mix(MetricPlan plan) {
        return new MixSql(dialect, quantile(plan), z());
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
        String sql =
                "WITH " + observedEvents(plan, table, scan, rows, View.of(Optional.empty())) + ",\n" + kept() + """
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

    private String observedEvents(MetricPlan plan, ModelTable table, EventsSql scan, RowSql rows, View view) {
        ValueColumn column = plan.columns().getFirst();
        Events events = (Events) column.source();
        return Sql.fill(
                """
                {}{}observed AS (
                  -- every event of an analysed unit in its window
                  SELECT u.arm, {} AS segment, {} AS unit_id, u.unit_id AS member, e.v
                  FROM covey_units AS u{}{}
                  JOIN (
                    SELECT {} AS unit_id, {}{} AS v
                    FROM {}{}
                  ) AS e ON e.unit_id = u.unit_id
                  WHERE u.excluded = 0 AND e.v IS NOT NULL
                    AND {}{}{}
                )""",
                view.weeks() ? weeks() : "",
                grouped() ? whole() + ",\n" : "",
                view.weeks() ? "wk.day" : view.segment("u."),
                grouped() ? "u.grp" : "u.unit_id",
                grouped() ? "\n  JOIN whole AS w ON w.grp = u.grp" : "",
                view.weeks() ? "\n  CROSS JOIN weeks AS wk" : "",
                table.unit(need.unit()),
                table.timed() ? table.time() + " AS event_at, " : "",
                dialect.toDouble(rows.value(events.aggregate()), ColumnKind.NUMBER),
                table.sourceFor(need.unit()),
                scan.span(),
                events.frame().condition(table.eventTime()),
                column.eligible().isEmpty() ? "" : " AND " + column.eligible(),
                view.weeks() ? during(events.frame()) : "");
    }

    /** Ends of the weeks of a history. */
    private String weeks() {
        return need.wholeWeeks().stream()
                .map(day -> "SELECT " + dialect.literal(day.minusDays(1).toString()) + " AS day, "
                        + dialect.timestamp(day.atStartOfDay(need.zone()).toInstant()) + " AS end_at")
                .collect(Collectors.joining("\n  UNION ALL\n  ", "weeks AS (\n  ", "\n),\n"));
    }

    /** Units that had entered by the end of a week; of an open window with what they did until then. */
    private static String during(Timeframe frame) {
        return " AND u.entry_at < wk.end_at" + (frame instanceof Timeframe.Until ? " AND e.event_at < wk.end_at" : "");
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

    /** Answers of a slice, or of all units for none. */
    List<QuantileCell> cells(List<Answer> rows, MetricPlan plan, String slice) {
        if (stratified()) {
            return mix(plan).cells(rows, slice);
        }
        return rows.stream().map(row -> cell(row, plan, slice)).toList();
    }

    /** Answers after each week of a history. */
    List<QuantileWeek> weeks(List<Answer> rows, MetricPlan plan) {
        Map<String, List<Answer>> weeks = new LinkedHashMap<>();
        rows.forEach(row -> weeks.computeIfAbsent(row.text("segment"), _ -> new ArrayList<>())
                .add(row));
        return weeks.entrySet().stream()
                .flatMap(e -> cells(e.getValue(), plan, "").stream().map(cell -> new QuantileWeek(e.getKey(), cell)))
                .toList();
    }

    private QuantileCell cell(Row row, MetricPlan plan, String slice) {
        long n = row.count("events");
        long units = row.count("units");
        boolean shared = plan.overEvents() || grouped();
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
                shared ? Optional.of(MixSql.shares(row)) : Optional.empty());
    }

    private double z() {
        return Normal.quantile(0.5 + need.level() / 2);
    }

    private static double quantile(MetricPlan plan) {
        return plan.quantile().orElseThrow().quantile();
    }
}
