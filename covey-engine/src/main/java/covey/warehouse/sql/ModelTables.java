package covey.warehouse.sql;

import covey.data.ExperimentData.Freshness;
import covey.metric.Column;
import covey.metric.Link;
import covey.metric.Model;
import covey.metric.Schema;
import covey.result.Reason;
import covey.warehouse.SqlSession;
import covey.warehouse.TableColumn;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The models of a study as they stand in the warehouse, looked up once each. */
public final class ModelTables {
    private final SqlSession session;
    private final Schema schema;
    private final Instant asOf;
    private final Map<String, ModelTable> known = new TreeMap<>();
    private final Set<Link> sound = new HashSet<>();

    public ModelTables(SqlSession session, Schema schema, Instant asOf) {
        this.session = session;
        this.schema = schema;
        this.asOf = asOf;
    }

    /** Model by name; throws when it is not declared, has no table or lacks its time column. */
    public ModelTable of(String name) {
        ModelTable table = known.get(name);
        if (table == null) {
            table = read(name);
            known.put(name, table);
        }
        return table;
    }

    /** Freshness of every model that was looked up. */
    public Map<String, Freshness> freshness() {
        Map<String, Freshness> all = new TreeMap<>();
        known.forEach((name, table) -> all.put(name, table.freshness()));
        return all;
    }

    public Dialect dialect() {
        return session.dialect();
    }

    public Schema schema() {
        return schema;
    }

    private ModelTable read(String name) {
        Model model = schema.model(name)
                .orElseThrow(() -> new CompileException(
                        Reason.QUERY_FAILED,
                        "model '" + name + "' is not declared",
                        "declared models: "
                                + schema.models().stream().map(Model::name).collect(Collectors.joining(", "))));
        List<TableColumn> stored = session.columns(model.table());
        if (stored.isEmpty()) {
            throw new CompileException(
                    Reason.QUERY_FAILED,
                    "model '" + name + "' reads table '" + model.table() + "', which the warehouse does not have",
                    "tables there are: " + String.join(", ", session.tables()));
        }
        Map<String, String> computed = computed(model);
        String source = source(model, stored, computed);
        List<TableColumn> columns = computed.isEmpty() ? stored : session.describe("SELECT * FROM " + source);
        ModelTable bare = new ModelTable(model, columns, source, new Freshness(0, "", "", ""), this);
        return new ModelTable(model, columns, source, freshness(bare), this);
    }

    /** Columns that the model computes: name to expression. */
    private static Map<String, String> computed(Model model) {
        Map<String, String> computed = new LinkedHashMap<>();
        for (Column column : model.columns()) {
            column.expr().filter(e -> !e.equals(column.name())).ifPresent(e -> computed.put(column.name(), e));
        }
        return computed;
    }

    /** A computed column takes the place of a stored one of the same name. */
    private String source(Model model, List<TableColumn> stored, Map<String, String> computed) {
        String table = dialect().quoteTable(model.table());
        if (computed.isEmpty()) {
            return table + " AS t";
        }
        List<String> items = new ArrayList<>();
        stored.stream()
                .filter(c -> !computed.containsKey(c.name()))
                .forEach(c -> items.add("r." + dialect().quote(c.name())));
        computed.forEach(
                (column, expr) -> items.add("(" + expr + ") AS " + dialect().quote(column)));
        return "(SELECT " + String.join(", ", items) + " FROM " + table + " AS r) AS t";
    }

    /** Refuses a table whose link to the unit has conflicts that the project forbids. */
    public void requireSound(ModelTable table, String unit) {
        if (table.linked(unit)) {
            requireSound(table.linkTo(unit));
        }
    }

    /** Refuses a link whose keys lead to several units, where the project says that this must not be. */
    public void requireSound(Link link) {
        if (link.conflicts() != Link.Conflicts.ERROR || !sound.add(link)) {
            return;
        }
        ModelTable bridge = of(link.model());
        long conflicts = session.query(
                        Sql.fill(
                                "SELECT count(*) AS n FROM (SELECT {} AS k FROM {} GROUP BY {} HAVING count(DISTINCT {}) > 1)"
                                        + " AS c",
                                bridge.key(link.from()),
                                bridge.source(),
                                bridge.key(link.from()),
                                bridge.key(link.to())),
                        row -> row.count("n"))
                .getFirst();
        if (conflicts > 0) {
            sound.remove(link);
            throw new CompileException(
                    Reason.JOIN_LOSS,
                    conflicts + " keys '" + link.from() + "' of "
                            + bridge.model().table() + " lead to several '" + link.to()
                            + "', which the link does not allow",
                    "clean the table, or set conflicts: exclude to leave such keys out");
        }
    }

    /** What to say of the first of these models that was looked up and has no rows; empty when all have some. */
    public Optional<CompileException> empty(Collection<String> models) {
        return models.stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .filter(t -> t.freshness().rows() == 0)
                .findFirst()
                .map(ModelTables::noRows);
    }

    private static CompileException noRows(ModelTable table) {
        return new CompileException(
                Reason.NO_DATA,
                "table " + table.model().table() + " of model '" + table.model().name() + "' has no rows",
                "check the file or the load; the types of an empty file's columns are not known");
    }

    /** An empty file has columns of text only: that it is empty is the thing to say. */
    private void requireRowsOfText(ModelTable table) {
        if (table.timed()
                && table.timeColumnKind().filter(k -> k == ColumnKind.TEXT).isPresent()) {
            long rows = session.query("SELECT count(*) AS n FROM " + table.source(), row -> row.count("n"))
                    .getFirst();
            if (rows == 0) {
                throw noRows(table);
            }
        }
    }

    private Freshness freshness(ModelTable table) {
        requireRowsOfText(table);
        Dialect dialect = session.dialect();
        String time = table.timed() ? table.time() : "NULL";
        String epoch = dialect.timestamp(Instant.EPOCH);
        String sql = "SELECT count(*) AS n"
                + (table.timed()
                        ? ", " + dialect.secondsBetween(epoch, "min(" + time + ")") + " AS oldest, "
                                + dialect.secondsBetween(epoch, "max(" + time + ")") + " AS newest"
                        : ", CAST(NULL AS DOUBLE PRECISION) AS oldest, CAST(NULL AS DOUBLE PRECISION) AS newest")
                + " FROM " + table.source()
                + (table.timed() ? " WHERE " + time + " < " + dialect.timestamp(asOf) : "");
        return session.query(sql, row -> {
                    Optional<Instant> oldest = instant(row.maybeNumber("oldest"));
                    Optional<Instant> newest = instant(row.maybeNumber("newest"));
                    return new Freshness(
                            row.count("n"),
                            oldest.map(Instant::toString).orElse(""),
                            newest.map(Instant::toString).orElse(""),
                            newest.map(t -> complete(t, table.model().completeAfter())
                                            .toString())
                                    .orElse(""));
                })
                .getFirst();
    }

    /** Rows count as complete until their newest full hour, but never later than the model's delay allows. */
    private Instant complete(Instant newest, Duration completeAfter) {
        Instant hour = newest.truncatedTo(ChronoUnit.HOURS);
        Instant rounded = hour.equals(newest) ? hour : hour.plus(1, ChronoUnit.HOURS);
        Instant allowed = asOf.minus(completeAfter);
        return rounded.isBefore(allowed) ? rounded : allowed;
    }

    private static Optional<Instant> instant(java.util.OptionalDouble seconds) {
        return seconds.isPresent()
                ? Optional.of(Instant.ofEpochMilli(Math.round(seconds.getAsDouble() * 1000)))
                : Optional.empty();
    }
}
