package covey.warehouse.sql.label;

import covey.data.LabelRequirement;
import covey.data.LabelRequirement.ItemSource;
import covey.data.LabelRequirement.JudgeSource;
import covey.data.LabelRequirement.LabelSource;
import covey.warehouse.Row;
import covey.warehouse.SqlSession;
import covey.warehouse.TableColumn;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ModelTable;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The population that a sample of items is drawn from, in an order of its own. */
public final class LabelFrame {
    private final SqlSession session;
    private final ModelTables tables;
    private final ItemSource source;
    private final ModelTable table;
    private final Dialect dialect;
    private final String where;

    /**
     * @param session open session; stays open
     * @param need what the label evaluation asks for; only its items are read
     */
    public LabelFrame(SqlSession session, LabelRequirement need) {
        this.session = session;
        this.tables = new ModelTables(session, need.schema(), need.asOf());
        this.source = need.items();
        this.table = tables.of(source.model());
        this.dialect = tables.dialect();
        table.require(source.item());
        List<String> conditions = new ArrayList<>();
        conditions.add(item() + " IS NOT NULL");
        if (!source.filter().isEmpty()) {
            conditions.add("(" + source.filter() + ")");
        }
        if (table.timed()) {
            conditions.add(table.time() + " < " + dialect.timestamp(need.asOf()));
        }
        this.where = String.join(" AND ", conditions);
    }

    private String item() {
        return dialect.text("t." + dialect.quote(source.item()));
    }

    private String stratum() {
        if (source.stratum().isEmpty()) {
            return dialect.literal("all");
        }
        table.require(source.stratum());
        return "COALESCE(" + dialect.text("t." + dialect.quote(source.stratum())) + ", '(missing)')";
    }

    /** Items by stratum, by name. */
    public Map<String, Long> sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        session.each(
                Sql.fill(
                        "SELECT {} AS stratum, count(*) AS n FROM {} WHERE {} GROUP BY 1",
                        stratum(),
                        table.source(),
                        where),
                row -> sizes.put(row.text("stratum"), row.count("n")));
        return sizes;
    }

    /** How far labels differ inside the strata that have some, each item's raters averaged. */
    public Map<String, StratumSpread> spread(LabelSource labels) {
        return spread(labels.model(), labels.filter(), labels.item(), labels.label());
    }

    /** How far the judge's word differs inside the strata. */
    public Map<String, StratumSpread> spread(JudgeSource judge) {
        return spread(judge.model(), judge.filter(), judge.item(), judge.label());
    }

    private Map<String, StratumSpread> spread(String model, String filter, String item, String label) {
        ModelTable said = tables.of(model);
        said.require(item);
        said.require(label);
        String value =
                dialect.toDouble("t." + dialect.quote(label), said.kind(label).orElse(ColumnKind.OTHER));
        Map<String, StratumSpread> spread = new TreeMap<>();
        session.each(
                Sql.fill(
                        """
                        SELECT i.stratum AS stratum, count(*) AS n, avg(l.y) AS mean, avg(l.y * l.y) AS square
                          FROM (SELECT {} AS item_id, {} AS stratum FROM {} WHERE {}) AS i
                          JOIN (SELECT {} AS item_id, avg({}) AS y FROM {} WHERE {} IS NOT NULL AND {}{}
                                 GROUP BY 1) AS l
                            ON l.item_id = i.item_id
                         GROUP BY 1""",
                        item(),
                        stratum(),
                        table.source(),
                        where,
                        dialect.text("t." + dialect.quote(item)),
                        value,
                        said.source(),
                        value,
                        dialect.isFinite(value),
                        filter.isEmpty() ? "" : " AND (" + filter + ")"),
                row -> spread.put(
                        row.text("stratum"),
                        new StratumSpread(row.count("n"), row.number("mean"), row.number("square"))));
        return spread;
    }

    /**
     * Items that labels have a row of, in the order of stratum and id: as {@link #each}, and {@code labels}, what raters said, null
     * while nobody has.
     *
     * @param most items read
     */
    public void drawn(LabelSource labels, int most, Consumer<Row> reader) {
        ModelTable said = tables.of(labels.model());
        said.require(labels.item());
        said.require(labels.label());
        String label = dialect.text("s." + dialect.quote(labels.label()));
        String word = labels.rater().isEmpty()
                ? label
                : "COALESCE(" + dialect.text("s." + dialect.quote(labels.rater())) + ", '(missing)') || ': ' || "
                        + label;
        session.each(
                Sql.fill(
                        """
                        SELECT i.*, l.labels AS labels
                          FROM ({}) AS i
                          JOIN (SELECT {} AS labelled, string_agg({}, '; ' ORDER BY {}) AS labels
                                  FROM (SELECT t.* FROM {}{}) AS s GROUP BY 1) AS l
                            ON l.labelled = i.item_id
                         ORDER BY {}, {}
                         LIMIT {}""",
                        items(),
                        dialect.text("s." + dialect.quote(labels.item())),
                        word,
                        dialect.bytewise(word),
                        said.source(),
                        labels.filter().isEmpty() ? "" : " WHERE (" + labels.filter() + ")",
                        dialect.bytewise("i.stratum"),
                        dialect.bytewise("i.item_id"),
                        Integer.toString(most)),
                reader);
    }

    /** Items that stand in the population more than once. */
    public long twice() {
        return session.query(
                        Sql.fill(
                                "SELECT count(*) AS n FROM (SELECT {} AS item_id FROM {} WHERE {} GROUP BY 1 HAVING count(*) > 1)"
                                        + " AS twice",
                                item(),
                                table.source(),
                                where),
                        row -> row.count("n"))
                .getFirst();
    }

    /** Columns that a rater sees beside the item: all others of the table. */
    public List<String> shown() {
        return table.columns().stream()
                .map(TableColumn::name)
                .filter(c -> !c.equals(source.item()) && !c.equals(source.stratum()) && !c.equals(source.probability()))
                .toList();
    }

    /** Every item in the order of stratum and id: {@code item_id}, {@code stratum}, and {@code c0}, {@code c1}, … of {@link #shown}. */
    public void each(Consumer<Row> reader) {
        session.each(
                Sql.fill("{} ORDER BY {}, {}", items(), dialect.bytewise(stratum()), dialect.bytewise(item())), reader);
    }

    private String items() {
        List<String> shown = shown();
        String columns = shown.stream()
                .map(c -> ", " + dialect.text("t." + dialect.quote(c)) + " AS c" + shown.indexOf(c))
                .collect(Collectors.joining());
        return Sql.fill(
                "SELECT {} AS item_id, {} AS stratum{} FROM {} WHERE {}",
                item(),
                stratum(),
                columns,
                table.source(),
                where);
    }
}
