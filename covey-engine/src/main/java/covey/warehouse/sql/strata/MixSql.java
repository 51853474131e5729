package covey.warehouse.sql.strata;

import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileStratum;
import covey.data.Grouping;
import covey.stats.moment.Moments;
import covey.warehouse.Row;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A quantile of everybody's mix of strata: a unit counts as many as its stratum has over those of its arm, and the order
 * statistics are read so many standard errors of the weighted share away. Strata in which an arm has fewer than two units are
 * one.
 *
 * @param dialect engine
 * @param p fraction
 * @param z standard errors
 */
public record MixSql(Dialect dialect, double p, double z) {
    /** A cumulative weight counts as reached within rounding. */
    private static final String STATEMENT = """
            armed AS (
              SELECT arm, segment FROM units GROUP BY arm, segment HAVING count(*) >= 2
            ),
            needed AS (
              SELECT segment, count(*) AS arms FROM armed GROUP BY segment
            ),
            counted AS (
              SELECT arm, segment, stratum, count(*) AS n FROM units GROUP BY arm, segment, stratum
            ),
            named AS (
              SELECT
                c.segment, c.stratum,
                CASE WHEN count(CASE WHEN c.n >= 2 THEN 1 END) >= COALESCE(max(n.arms), 0) THEN c.stratum ELSE '(few units)' END AS kept
              FROM counted AS c
              LEFT JOIN needed AS n ON n.segment = c.segment
              GROUP BY c.segment, c.stratum
            ),
            placed AS (
              SELECT u.arm, u.segment, k.kept AS stratum, u.unit_id
              FROM units AS u
              JOIN named AS k ON k.segment = u.segment AND k.stratum = u.stratum
            ),
            cells AS (
              SELECT arm, segment, stratum, count(*) AS n FROM placed GROUP BY arm, segment, stratum
            ),
            totals AS (
              SELECT segment, stratum, sum(n) AS n FROM cells GROUP BY segment, stratum
            ),
            weights AS (
              SELECT c.arm, c.segment, c.stratum, t.n AS everybody, <everybody> / c.n AS w
              FROM cells AS c
              JOIN totals AS t ON t.segment = c.segment AND t.stratum = c.stratum
            ),
            counts AS (
              SELECT o.arm, o.segment, o.v, sum(g.w) AS c
              FROM observed AS o
              JOIN placed AS p ON p.segment = o.segment AND p.unit_id = o.unit_id
              JOIN weights AS g ON g.arm = p.arm AND g.segment = p.segment AND g.stratum = p.stratum
              GROUP BY o.arm, o.segment, o.v
            ),
            upto AS (
              SELECT arm, segment, v, sum(c) OVER (PARTITION BY arm, segment ORDER BY v) * (1 + 1e-9) AS upto
              FROM counts
            ),
            ends AS (
              SELECT arm, segment, sum(c) AS n FROM counts GROUP BY arm, segment
            ),
            at_quantile AS (
              SELECT x.arm, x.segment, min(x.v) AS v_at
              FROM upto AS x
              JOIN ends AS e ON e.arm = x.arm AND e.segment = x.segment
              WHERE x.upto >= e.n * <p>
              GROUP BY x.arm, x.segment
            ),
            per_unit AS (
              SELECT
                p.arm, p.segment, p.stratum, p.unit_id, count(o.v) AS d, count(CASE WHEN o.v <= q.v_at THEN 1 END) AS b
              FROM placed AS p
              JOIN at_quantile AS q ON q.arm = p.arm AND q.segment = p.segment
              LEFT JOIN observed AS o ON o.segment = p.segment AND o.unit_id = p.unit_id
              GROUP BY p.arm, p.segment, p.stratum, p.unit_id
            ),
            shares AS (
              SELECT
                arm, segment, stratum, count(*) AS units, sum(d) AS events, count(CASE WHEN d > 0 THEN 1 END) AS members,
                avg(<b>) AS avg_b, avg(<d>) AS avg_d, <var_b> AS var_b, <cov> AS cov_bd, <var_d> AS var_d
              FROM per_unit
              GROUP BY arm, segment, stratum
            ),
            spreads AS (
              SELECT
                s.arm, s.segment, g.everybody AS n, s.avg_d,
                CASE WHEN s.units > 1 THEN (s.var_b - 2 * <p> * s.cov_bd + <p> * <p> * s.var_d) / (s.units - 1) ELSE 0 END AS v
              FROM shares AS s
              JOIN weights AS g ON g.arm = s.arm AND g.segment = s.segment AND g.stratum = s.stratum
            ),
            halves AS (
              SELECT
                arm, segment,
                <z> * sqrt(sum(n * n * CASE WHEN v > 0 THEN v ELSE 0 END)) / sum(n * avg_d) AS half
              FROM spreads
              GROUP BY arm, segment
            ),
            picked AS (
              SELECT
                x.arm, x.segment, max(h.half) AS half,
                min(CASE WHEN x.upto >= e.n * <p> THEN x.v END) AS v_at,
                min(CASE WHEN x.upto >= e.n * (<p> - h.half) THEN x.v END) AS v_lower,
                COALESCE(min(CASE WHEN x.upto >= e.n * (<p> + h.half) THEN x.v END), max(x.v)) AS v_upper
              FROM upto AS x
              JOIN ends AS e ON e.arm = x.arm AND e.segment = x.segment
              JOIN halves AS h ON h.arm = x.arm AND h.segment = x.segment
              GROUP BY x.arm, x.segment
            )
            SELECT
              k.arm, k.segment, k.v_at, k.v_lower, k.v_upper, k.half, s.stratum, g.everybody,
              s.units, s.events, s.members, s.avg_b, s.avg_d, s.var_b, s.cov_bd, s.var_d
            FROM picked AS k
            JOIN shares AS s ON s.arm = k.arm AND s.segment = k.segment
            JOIN weights AS g ON g.arm = s.arm AND g.segment = s.segment AND g.stratum = s.stratum
            ORDER BY k.arm, k.segment, s.stratum""";

    /** The stratum of a unit in words. */
    public static String stratum(Dialect dialect, String prefix, Grouping grouping) {
        return IntStream.rangeClosed(1, grouping.strata().size())
                .mapToObj(i -> "COALESCE(" + dialect.text(prefix + "str" + i) + ", '(missing)')")
                .collect(Collectors.joining(" || ' / ' || "));
    }

    /**
     * The rest of a statement that has {@code observed} (arm, segment, unit_id, v), the values, and {@code units} (arm, segment,
     * stratum, unit_id), the units that count whether they have a value or not.
     */
    public String statement() {
        String b = dialect.toDouble("b", ColumnKind.NUMBER);
        String d = dialect.toDouble("d", ColumnKind.NUMBER);
        return STATEMENT
                .replace("<everybody>", dialect.toDouble("t.n", ColumnKind.NUMBER))
                .replace("<p>", dialect.literal(p))
                .replace("<z>", dialect.literal(z))
                .replace("<var_b>", dialect.varPop(b))
                .replace("<cov>", dialect.covarPop(b, d))
                .replace("<var_d>", dialect.varPop(d))
                .replace("<b>", b)
                .replace("<d>", d);
    }

    /** Answers of the statement, a row a stratum, in a slice or over all units for none. */
    public List<QuantileCell> cells(List<? extends Row> rows, String slice) {
        Map<String, List<Row>> arms = new LinkedHashMap<>();
        rows.forEach(row -> arms.computeIfAbsent(row.text("arm") + "\n" + row.text("segment"), _ -> new ArrayList<>())
                .add(row));
        return arms.values().stream().map(arm -> cell(arm, slice)).toList();
    }

    private QuantileCell cell(List<Row> strata, String slice) {
        Row first = strata.getFirst();
        return new QuantileCell(
                first.text("arm"),
                slice,
                slice.isEmpty() ? "" : first.text("segment"),
                strata.stream().mapToLong(row -> row.count("members")).sum(),
                strata.stream().mapToLong(row -> row.count("events")).sum(),
                first.number("v_at"),
                first.number("v_lower"),
                first.number("v_upper"),
                p - first.number("half"),
                p + first.number("half"),
                Optional.empty(),
                strata.stream()
                        .map(row -> new QuantileStratum(row.text("stratum"), row.count("everybody"), shares(row)))
                        .toList());
    }

    /** Moments over units of (values at or below the quantile, values). */
    public static Moments shares(Row row) {
        return Moments.ofPopulation(
                row.count("units"), new double[] {row.number("avg_b"), row.number("avg_d")}, new double[][] {
                    {row.number("var_b"), row.number("cov_bd")}, {row.number("cov_bd"), row.number("var_d")}
                });
    }
}
