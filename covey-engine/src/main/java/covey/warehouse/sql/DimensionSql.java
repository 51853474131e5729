package covey.warehouse.sql;

import covey.data.Groups.Membership;
import covey.metric.Column;
import covey.metric.Dimension;
import covey.metric.Population;
import covey.result.Reason;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Slices and numeric attributes of units, as they were at entry. */
public final class DimensionSql {
    private final Dialect dialect;
    private final ModelTables tables;
    private final String unit;

    /**
     * @param unit unit that the dimensions describe
     */
    public DimensionSql(ModelTables tables, String unit) {
        this.dialect = tables.dialect();
        this.tables = tables;
        this.unit = unit;
    }

    /**
     * What a dimension adds to the query of the units {@code u}.
     *
     * @param tables common table expressions over {@code analysed}
     * @param column select item
     * @param join join to {@code u}
     */
    public record Joined(List<String> tables, String column, String join) {
        public Joined {
            tables = List.copyOf(tables);
        }
    }

    /** The i-th slice, column {@code s<i>}: bins, or the most frequent values, {@code (other)} and {@code (missing)}. */
    public Joined slice(String name, int i) {
        Dimension dimension = dimension(name);
        String table = "slice_" + i;
        String join = "LEFT JOIN " + table + " ON " + table + ".unit_id = u.unit_id";
        if (!dimension.bins().isEmpty()) {
            String values = perUnit(dimension, table, dialect.toDouble(expr(dimension)));
            return new Joined(List.of(values), binned(dimension.bins(), table + ".value") + " AS s" + i, join);
        }
        String values = perUnit(dimension, table, dialect.text(expr(dimension)));
        String top = Sql.fill("""
                {}_top AS (
                  SELECT value
                  FROM {}
                  WHERE value IS NOT NULL
                  GROUP BY value
                  ORDER BY count(*) DESC, {}
                  LIMIT {}
                )""", table, table, dialect.bytewise("value"), dimension.top());
        String column = Sql.fill("""
                CASE
                    WHEN {}.value IS NULL THEN '(missing)'
                    WHEN {}_top.value IS NULL THEN '(other)'
                    ELSE {}.value
                  END AS s{}""", table, table, table, i);
        return new Joined(
                List.of(values, top),
                column,
                join + "\nLEFT JOIN " + table + "_top ON " + table + "_top.value = " + table + ".value");
    }

    /** A dimension by whose values units were assigned together: every value is kept, NULL where it is unknown. */
    public Joined group(String name, String column) {
        Dimension dimension = dimension(name);
        String table = "group_" + column;
        String join = "LEFT JOIN " + table + " ON " + table + ".unit_id = u.unit_id";
        boolean bins = !dimension.bins().isEmpty();
        String values =
                perUnit(dimension, table, bins ? dialect.toDouble(expr(dimension)) : dialect.text(expr(dimension)));
        String value = bins ? binned(dimension.bins(), table + ".value") : table + ".value";
        return new Joined(List.of(values), value + " AS " + column, join);
    }

    /**
     * The i-th attribute, column {@code attr_<i>}. Units without a value get the average, so that they neither drop out nor
     * shift the adjustment.
     */
    public Joined attribute(String name, int i) {
        Dimension dimension = dimension(name);
        String table = "attribute_" + i;
        String number = dialect.toDouble(expr(dimension));
        String finite = "CASE WHEN " + dialect.isFinite(number) + " THEN " + number + " END";
        String value = table + ".value";
        return new Joined(
                List.of(perUnit(dimension, table, finite)),
                "COALESCE(" + value + ", avg(" + value + ") OVER (), 0) AS attr_" + i,
                "LEFT JOIN " + table + " ON " + table + ".unit_id = u.unit_id");
    }

    /**
     * The units of a population, {@code covey_unit}: common table expressions over {@code analysed}, the last of them
     * named {@code population}. Dimensions with bins are the numbers themselves.
     */
    public String members(Population population) {
        List<String> parts = new ArrayList<>();
        List<String> columns = new ArrayList<>(List.of("u.unit_id AS covey_unit", "u.entry_at"));
        List<String> joins = new ArrayList<>();
        for (String name : population.dimensions()) {
            Dimension dimension = dimension(name);
            String table = "population_" + (joins.size() + 1);
            String expr = expr(dimension);
            boolean truth =
                    tables.of(dimension.model()).kind(dimension.expr()).orElse(ColumnKind.OTHER) == ColumnKind.BOOLEAN;
            boolean number = dimension.numeric() || !dimension.bins().isEmpty();
            parts.add(perUnit(
                    dimension,
                    table,
                    truth
                            ? "CASE WHEN " + expr + " THEN 1 WHEN NOT " + expr + " THEN 0 END"
                            : number ? dialect.toDouble(expr) : dialect.text(expr)));
            columns.add(table + ".value" + (truth ? " = 1" : "") + " AS " + dialect.quote(name));
            joins.add("\n    LEFT JOIN " + table + " ON " + table + ".unit_id = u.unit_id");
        }
        parts.add(Sql.fill("""
                population AS (
                  -- units of which the condition is true, with the values they had at entry
                  SELECT covey_unit
                  FROM (
                    SELECT {}
                    FROM analysed AS u{}
                  ) AS described
                  WHERE ({})
                )""", String.join(", ", columns), String.join("", joins), population.filter()));
        return String.join(",\n", parts);
    }

    /** The query of one dimension alone, to ask the engine whether it can be read. */
    public String probe(String name) {
        Dimension dimension = dimension(name);
        ModelTable table = tables.of(dimension.model());
        return "SELECT " + expr(dimension) + " AS probe, " + table.unit(unit) + " AS unit_id FROM "
                + table.sourceFor(unit) + " CROSS JOIN (SELECT " + dialect.timestamp(Instant.EPOCH)
                + " AS entry_at) AS u";
    }

    /** The value of a dimension per unit; of a table with versions the last one at or before entry. */
    private String perUnit(Dimension dimension, String name, String value) {
        ModelTable table = tables.of(dimension.model());
        boolean primary = table.model()
                .entity(unit)
                .flatMap(Column::entity)
                .filter(Column.Entity::primary)
                .isPresent();
        String from = Sql.fill(
                "FROM {}\n  JOIN (SELECT unit_id AS covey_unit, entry_at FROM analysed) AS u ON u.covey_unit = {}",
                table.sourceFor(unit),
                table.unit(unit));
        if (primary || !table.timed()) {
            return Sql.fill("""
                    {} AS (
                      -- {}
                      SELECT u.covey_unit AS unit_id, max({}) AS value
                      {}
                      GROUP BY u.covey_unit
                    )""", name, Sql.comment(dimension.name()), value, from);
        }
        return Sql.fill(
                """
                {}_versions AS (
                  -- {}: every version dated at or before entry, the last one first
                  SELECT
                    u.covey_unit AS unit_id,
                    {} AS value,
                    row_number() OVER (PARTITION BY u.covey_unit ORDER BY {} DESC, {} DESC) AS version
                  {}
                  WHERE {} <= u.entry_at
                ),
                {} AS (
                  SELECT unit_id, value
                  FROM {}_versions
                  WHERE version = 1
                )""",
                name,
                Sql.comment(dimension.name()),
                value,
                table.time(),
                dialect.bytewise(dialect.text(expr(dimension))),
                from,
                table.time(),
                name,
                name);
    }

    /** How the units of {@code covey_units} belong to the values in a column of theirs, by the rows of a dimension. */
    String memberships(String name, String column, Instant start) {
        Dimension dimension = dimension(name);
        ModelTable table = tables.of(dimension.model());
        boolean dated = kind(name) == Membership.Kind.DATED;
        String value = dimension.bins().isEmpty()
                ? dialect.text(expr(dimension))
                : binned(dimension.bins(), dialect.toDouble(expr(dimension)));
        String time = dated ? table.time() : dialect.timestamp(Instant.EPOCH);
        return Sql.fill(
                """
                WITH held AS (
                  -- every membership of an analysed unit
                  SELECT u.covey_unit AS unit_id, u.entry_at, u.{} AS grp, {} AS since, {} AS value
                  FROM {}
                  JOIN (
                    SELECT unit_id AS covey_unit, entry_at, {} FROM covey_units WHERE {} IS NOT NULL
                  ) AS u ON u.covey_unit = {}
                ),
                edges AS (
                  SELECT
                    unit_id, max(since) AS newest,
                    max(CASE WHEN since <= entry_at THEN since END) AS at_entry
                  FROM held
                  GROUP BY unit_id
                ),
                members AS (
                  SELECT
                    h.unit_id,
                    max(CASE WHEN h.since = e.newest AND h.value = h.grp THEN 1 ELSE 0 END) AS still,
                    count(DISTINCT CASE WHEN h.since = e.at_entry THEN h.value END) AS at_once,
                    max(CASE WHEN e.at_entry > {} THEN 1 ELSE 0 END) AS late
                  FROM held AS h
                  JOIN edges AS e ON e.unit_id = h.unit_id
                  GROUP BY h.unit_id
                )
                SELECT
                  count(*) AS units,
                  count(CASE WHEN still = 0 THEN 1 END) AS moved,
                  count(CASE WHEN at_once > 1 THEN 1 END) AS several,
                  count(CASE WHEN late = 1 THEN 1 END) AS late
                FROM members""",
                column,
                time,
                value,
                table.sourceFor(unit),
                column,
                column,
                table.unit(unit),
                dialect.timestamp(start));
    }

    /** What is known of the time at which a unit got its value. */
    Membership.Kind kind(String name) {
        ModelTable table = tables.of(dimension(name).model());
        boolean primary = table.model()
                .entity(unit)
                .flatMap(Column::entity)
                .filter(Column.Entity::primary)
                .isPresent();
        return primary ? Membership.Kind.ATTRIBUTE : table.timed() ? Membership.Kind.DATED : Membership.Kind.UNDATED;
    }

    private String binned(List<Double> edges, String x) {
        StringBuilder sql = new StringBuilder(
                "CASE\n    WHEN " + x + " IS NULL OR " + x + " = " + dialect.literal(Double.NaN) + " THEN '(missing)'");
        sql.append(Sql.fill("\n    WHEN {} < {} THEN '< {}'", x, number(edges.getFirst()), number(edges.getFirst())));
        for (int i = 0; i + 1 < edges.size(); i++) {
            String from = number(edges.get(i));
            String to = number(edges.get(i + 1));
            sql.append(Sql.fill("\n    WHEN {} < {} THEN '[{}, {})'", x, to, from, to));
        }
        return sql.append("\n    ELSE '>= ")
                .append(number(edges.getLast()))
                .append("'\n  END")
                .toString();
    }

    private static String number(double edge) {
        return edge == Math.rint(edge) ? String.format(Locale.ROOT, "%.0f", edge) : Double.toString(edge);
    }

    private String expr(Dimension dimension) {
        boolean column = tables.of(dimension.model()).kind(dimension.expr()).isPresent();
        return column ? "t." + dialect.quote(dimension.expr()) : "(" + dimension.expr() + ")";
    }

    /** Dimension by name. */
    public Dimension dimension(String name) {
        return tables.schema()
                .dimension(name, unit)
                .orElseThrow(() -> new CompileException(
                        Reason.QUERY_FAILED,
                        "no dimension '" + name + "' of unit '" + unit + "'",
                        "declare it as a dimension column of a model whose primary entity is " + unit));
    }
}
