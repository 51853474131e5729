package covey.warehouse.sql.label;

import covey.data.LabelRequirement;
import covey.data.LabelRequirement.ItemSource;
import covey.warehouse.Row;
import covey.warehouse.SqlSession;
import covey.warehouse.TableColumn;
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
    private final ItemSource source;
    private final ModelTable table;
    private final Dialect dialect;
    private final String where;

    /**
     * @param session open session; stays open
     * @param need what the label evaluation asks for; only its items are read
     */
    public LabelFrame(SqlSession session, LabelRequirement need) {
        ModelTables tables = new ModelTables(session, need.schema(), need.asOf());
        this.session = session;
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
        List<String> shown = shown();
        String columns = shown.stream()
                .map(c -> ", " + dialect.text("t." + dialect.quote(c)) + " AS c" + shown.indexOf(c))
                .collect(Collectors.joining());
        session.each(
                Sql.fill(
                        "SELECT {} AS item_id, {} AS stratum{} FROM {} WHERE {} ORDER BY {}, {}",
                        item(),
                        stratum(),
                        columns,
                        table.source(),
                        where,
                        dialect.bytewise(stratum()),
                        dialect.bytewise(item())),
                reader);
    }
}
