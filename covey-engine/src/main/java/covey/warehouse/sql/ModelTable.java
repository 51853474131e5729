package covey.warehouse.sql;

import covey.data.ExperimentData.Freshness;
import covey.metric.Column;
import covey.metric.Column.DimensionType;
import covey.metric.Link;
import covey.metric.Model;
import covey.result.Reason;
import covey.warehouse.TableColumn;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.dialect.TimeKind;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model as it stands in the warehouse: how to read its rows, find their unit and date them.
 *
 * @param model the model
 * @param columns columns of its rows, those that the model computes included
 * @param source FROM item with alias {@code t}
 * @param freshness how fresh it is
 * @param tables the other models, for links
 */
public record ModelTable(
        Model model, List<TableColumn> columns, String source, Freshness freshness, ModelTables tables) {
    public ModelTable {
        columns = List.copyOf(columns);
    }

    public Dialect dialect() {
        return tables.dialect();
    }

    /** FROM item that also reaches the unit through a link, when the table does not hold it. */
    public String sourceFor(String unit) {
        if (model.entity(unit).isPresent()) {
            return source;
        }
        Link link = linkTo(unit);
        ModelTable bridge = tables.of(link.model());
        return Sql.fill(
                """
                {}
                  LEFT JOIN (
                    -- {} to {}: keys that lead to several are left out
                    SELECT {} AS link_key, min({}) AS link_unit
                    FROM {}
                    GROUP BY {}
                    HAVING count(DISTINCT {}) = 1
                  ) AS l ON l.link_key = {}""",
                source,
                Sql.comment(link.from()),
                Sql.comment(unit),
                bridge.key(link.from()),
                bridge.key(unit),
                bridge.source(),
                bridge.key(link.from()),
                bridge.key(unit),
                key(link.from()));
    }

    /** Expression of the unit over {@link #sourceFor}. */
    public String unit(String unit) {
        return linked(unit) ? "l.link_unit" : key(unit);
    }

    /** Kind of the column that holds the unit, here or where the link leads. */
    public Optional<ColumnKind> unitKind(String unit) {
        return linked(unit)
                ? tables.of(linkTo(unit).model()).unitKind(unit)
                : model.entity(unit).flatMap(c -> kind(c.name()));
    }

    /** Whether a link is needed to reach the unit. */
    public boolean linked(String unit) {
        return model.entity(unit).isEmpty();
    }

    /** What is wrong when only such a share of the rows finds its unit through the link; empty when it is enough. */
    public Optional<CompileException> unmatched(String unit, double share) {
        Link link = linkTo(unit);
        return share >= link.matchAtLeast()
                ? Optional.empty()
                : Optional.of(new CompileException(
                        Reason.JOIN_LOSS,
                        percent(share) + " of the rows of " + model.name() + " find their " + unit + " through "
                                + link.model() + ", and the link asks for " + percent(link.matchAtLeast())
                                + "; the rest are not taken for zeros",
                        "complete " + link.model() + ", or set match_at_least of the link from " + link.from() + " to "
                                + unit + " to the share that you accept"));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    public Link linkTo(String unit) {
        return tables.schema().links().stream()
                .filter(l -> l.to().equals(unit) && model.entity(l.from()).isPresent())
                .findFirst()
                .orElseThrow(() -> new CompileException(
                        Reason.QUERY_FAILED,
                        "model '" + model.name() + "' has no column for unit '" + unit + "', and no link leads there",
                        "mark the column: entity: {name: " + unit + ", type: foreign}, or declare a link"));
    }

    /** The column that holds a unit, over alias {@code t}. */
    public String key(String unit) {
        Column column = model.entity(unit)
                .orElseThrow(() -> new CompileException(
                        Reason.QUERY_FAILED,
                        "model '" + model.name() + "' has no column for unit '" + unit + "'",
                        "mark the column: entity: {name: " + unit + ", type: foreign}"));
        require(column.name());
        return "t." + dialect().quote(column.name());
    }

    /** A number never meets a text key by accident: such a join finds nothing on one engine and fails on another. */
    public void requireSameKey(ModelTable other, String unit) {
        Optional<ColumnKind> here = unitKind(unit);
        Optional<ColumnKind> there = other.unitKind(unit);
        if (here.isPresent() && there.isPresent() && here.get() != there.get()) {
            throw new CompileException(
                    Reason.JOIN_LOSS,
                    "unit '" + unit + "' is " + word(there.get()) + " in "
                            + other.model().name() + " and " + word(here.get()) + " in " + model.name()
                            + ": the two cannot be joined",
                    "give one of the columns an expr, such as expr: CAST("
                            + model.entity(unit).map(Column::name).orElse(unit + "_id") + " AS TEXT)");
        }
    }

    private static String word(ColumnKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public boolean timed() {
        return model.time().isPresent();
    }

    /** Time of a row as a naive UTC timestamp over alias {@code t}; asked only of a timed model. */
    public String time() {
        return time(model.time().orElseThrow().name());
    }

    /** A column of times as a naive UTC timestamp over alias {@code t}; in the zone it declares, or the project's. */
    public String time(String column) {
        require(column);
        ZoneId zone = model.columns().stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .flatMap(Column::dimension)
                .flatMap(DimensionType::timezone)
                .map(ZoneId::of)
                .orElse(tables.schema().zone());
        return dialect().utc("t." + dialect().quote(column), timeKind(column), zone);
    }

    /** How a row's time is compared with a unit's entry. */
    public Timeframe.EventTime eventTime() {
        return new Timeframe.EventTime(
                dialect(), timed() && timeKind() == TimeKind.DATE ? Optional.of(zone()) : Optional.empty());
    }

    /** What the time column holds; empty without one, or where the table lacks it. */
    public Optional<ColumnKind> timeColumnKind() {
        return model.time().flatMap(c -> kind(c.name()));
    }

    /** How the time column counts. */
    public TimeKind timeKind() {
        return timeKind(model.time().orElseThrow().name());
    }

    private TimeKind timeKind(String column) {
        require(column);
        ColumnKind kind = kind(column).orElseThrow();
        return TimeKind.of(kind)
                .orElseThrow(() -> new CompileException(
                        Reason.QUERY_FAILED,
                        "column '" + column + "' of " + model.table() + " dates the rows but is " + word(kind)
                                + ", not a time",
                        "give the column an expr that makes it a timestamp, such as expr: CAST(" + column
                                + " AS TIMESTAMP)"));
    }

    /** Zone of the time column, declared or the project's. */
    public ZoneId zone() {
        return model.time()
                .flatMap(Column::dimension)
                .flatMap(DimensionType::timezone)
                .map(ZoneId::of)
                .orElse(tables.schema().zone());
    }

    /** Whether the time column's zone was declared or is carried by the values. */
    public boolean zoneNamed() {
        return timeKind() == TimeKind.ZONED
                || model.time()
                        .flatMap(Column::dimension)
                        .flatMap(DimensionType::timezone)
                        .isPresent();
    }

    /** Kind of a column; of two that differ in case only, the one spelt alike. */
    public Optional<ColumnKind> kind(String name) {
        return columns.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .or(() -> columns.stream()
                        .filter(c -> c.name().equalsIgnoreCase(name))
                        .findFirst())
                .map(TableColumn::kind);
    }

    /** Refuses a column that the table does not have. */
    public void require(String name) {
        if (kind(name).isEmpty()) {
            String known = columns.stream().map(TableColumn::name).sorted().collect(Collectors.joining(", "));
            throw new CompileException(
                    Reason.QUERY_FAILED,
                    "table " + model.table() + " of model '" + model.name() + "' has no column '" + name + "'",
                    "its columns are: " + known);
        }
    }
}
