package covey.warehouse.sql.ranking;

import covey.data.RankingRequirement;
import covey.data.RankingRequirement.HistorySource;
import covey.data.RankingRequirement.ItemSource;
import covey.data.RankingRequirement.SystemSource;
import covey.data.RankingRequirement.TruthSource;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.DimensionSql;
import covey.warehouse.sql.ModelTable;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The statements of a ranking evaluation. Queries and items get numbers in the order of their ids, so that the same tables give
 * the same bytes; joins with the judgements, order and cut are the warehouse's work.
 */
final class RankingSql {
    private final RankingRequirement need;
    private final ModelTables tables;
    private final Dialect dialect;
    private final ListSource truth;
    private final List<ListSource> systems;
    private final MembersSql members;
    private final boolean queryIsUnit;
    private final boolean numericQueries;
    private final boolean numericItems;

    RankingSql(RankingRequirement need, ModelTables tables) {
        this.need = need;
        this.tables = tables;
        this.dialect = tables.dialect();
        TruthSource t = need.truth();
        this.truth = new ListSource(tables.of(t.model()), t.query(), t.item(), t.filter());
        this.systems = need.systems().stream()
                .map(s -> new ListSource(tables.of(s.model()), s.query(), s.item(), s.filter()))
                .toList();
        this.members = new MembersSql(need, tables);
        this.queryIsUnit = truth.table()
                .model()
                .entity(need.unit())
                .filter(c -> c.name().equals(t.query()))
                .isPresent();
        this.numericQueries =
                Stream.concat(Stream.of(truth), systems.stream()).allMatch(s -> s.kindOfQuery() == ColumnKind.NUMBER);
        this.numericItems = Stream.concat(Stream.of(truth), systems.stream())
                        .allMatch(s -> s.kindOfItem() == ColumnKind.NUMBER)
                && need.items().map(i -> kind(i.model(), i.item())).orElse(ColumnKind.NUMBER) == ColumnKind.NUMBER
                && need.history().map(h -> kind(h.model(), h.item())).orElse(ColumnKind.NUMBER) == ColumnKind.NUMBER;
    }

    private ColumnKind kind(String model, String column) {
        return tables.of(model).kind(column).orElse(ColumnKind.OTHER);
    }

    /** Temporary tables, to be dropped. */
    List<String> temporary() {
        return Stream.concat(
                        Stream.of(
                                MembersSql.TABLE,
                                "covey_truth",
                                "covey_levels",
                                "covey_history",
                                "covey_queries",
                                "covey_items",
                                "covey_sliced"),
                        IntStream.rangeClosed(1, systems.size()).mapToObj(k -> "covey_list_" + k))
                .toList();
    }

    /** Statements that fill the temporary tables. */
    List<Step> building() {
        List<Step> steps = new ArrayList<>();
        steps.addAll(members.building(this::everyQuery, unitKey()));
        steps.add(build("truth", "What was relevant: one row per query and item, the highest grade.", truth()));
        if (!need.reading().lists()) {
            return steps;
        }
        steps.add(build("levels", "The different grades, numbered from 1.", levels()));
        for (int k = 1; k <= systems.size(); k++) {
            steps.add(build(
                    "list_" + k,
                    "Lists of " + name(k) + ", the best first, cut at rank " + need.depth()
                            + ", with all that tie there.",
                    list(k)));
        }
        need.history()
                .ifPresent(h -> steps.add(
                        build("history", "What users had before the period: one row per user and item.", history(h))));
        steps.add(build("queries", "Queries, numbered: the judged ones first.", queries()));
        steps.add(build("items", "Items, numbered: those of the catalogue first.", items()));
        return steps;
    }

    private Step build(String name, String purpose, String select) {
        return new Step(name, purpose, dialect.createTempTable("covey_" + name, select), Step.Kind.BUILD);
    }

    private static Step read(String name, String purpose, String sql) {
        return new Step(name, purpose, sql, Step.Kind.READ);
    }

    /** Selects of the queries of the truth and of every system, with their units. */
    private List<String> everyQuery() {
        String select = "SELECT {} AS query_id, {} AS unit_id FROM {}{}";
        Stream<String> ofTruth = Stream.of(
                Sql.fill(select, queryKey(truth), unitOf(truth), sourceOfTruth(), ListSource.where(inPeriod(truth))));
        Stream<String> ofLists = systems.stream()
                .map(s -> Sql.fill(select, queryKey(s), unitOf(s), s.table().source(), ListSource.where(known(s))));
        return Stream.concat(ofTruth, ofLists).toList();
    }

    private String sourceOfTruth() {
        return queryIsUnit ? truth.table().source() : truth.table().sourceFor(need.unit());
    }

    private String queryKey(ListSource source) {
        String column = source.column(source.query());
        return numericQueries ? column : dialect.text(column);
    }

    private String itemKey(ListSource source) {
        String column = source.column(source.item());
        return numericItems ? column : dialect.text(column);
    }

    private String byQuery(String expr) {
        return numericQueries ? expr : dialect.bytewise(expr);
    }

    private String byItem(String expr) {
        return numericItems ? expr : dialect.bytewise(expr);
    }

    /** The unit of a row, as text; the query's own where the query is the unit. */
    private String unitOf(ListSource source) {
        ModelTable table = source.table();
        if (queryIsUnit) {
            return dialect.text(source.column(source.query()));
        }
        return table.model().entity(need.unit()).isPresent() || source.equals(truth)
                ? dialect.text(table.unit(need.unit()))
                : "CAST(NULL AS VARCHAR)";
    }

    /** Rows of the truth that lie in the period. */
    private List<String> inPeriod(ListSource source) {
        return source.table().timed()
                ? source.conditions(
                        source.table().time() + " >= " + dialect.timestamp(need.start()),
                        source.table().time() + " < "
                                + dialect.timestamp(need.end().isBefore(need.asOf()) ? need.end() : need.asOf()))
                : source.conditions();
    }

    private List<String> known(ListSource source) {
        return source.table().timed()
                ? source.conditions(source.table().time() + " < " + dialect.timestamp(need.asOf()))
                : source.conditions();
    }

    private String grade() {
        return need.truth().grade().isEmpty()
                ? "CAST(1 AS DOUBLE PRECISION)"
                : truth.number(need.truth().grade());
    }

    private String truth() {
        List<String> conditions = members.inside(inPeriod(truth), queryKey(truth));
        conditions.add(queryKey(truth) + " IS NOT NULL");
        conditions.add(itemKey(truth) + " IS NOT NULL");
        conditions.add(dialect.isFinite(grade()));
        return Sql.fill(
                "SELECT {} AS query_id, {} AS item_id, min({}) AS unit_id, max({}) AS grade\n  FROM {}{}\n  GROUP BY 1, 2",
                queryKey(truth),
                itemKey(truth),
                unitOf(truth),
                grade(),
                sourceOfTruth(),
                ListSource.where(conditions));
    }

    /** Whether the history is read: it is about lists. */
    private boolean history() {
        return need.history().isPresent() && need.reading().lists();
    }

    private static String levels() {
        return "SELECT grade, row_number() OVER (ORDER BY grade) AS code\n"
                + "  FROM (SELECT DISTINCT grade FROM covey_truth) AS g";
    }

    private String score(int k) {
        SystemSource system = need.systems().get(k - 1);
        String number = systems.get(k - 1).number(system.column());
        return system.order() == SystemSource.Order.SCORE ? number : "-" + number;
    }

    private String list(int k) {
        ListSource source = systems.get(k - 1);
        return Sql.fill(
                """
                SELECT query_id, item_id, unit_id, place, list_length,
                    CASE WHEN before = score THEN 1 ELSE 0 END AS tied
                  FROM (
                    SELECT query_id, item_id, unit_id, score,
                      rank() OVER (PARTITION BY query_id ORDER BY score DESC) AS top,
                      row_number() OVER (PARTITION BY query_id ORDER BY score DESC, {} DESC) AS place,
                      count(*) OVER (PARTITION BY query_id) AS list_length,
                      lag(score) OVER (PARTITION BY query_id ORDER BY score DESC, {} DESC) AS before
                    FROM (
                      SELECT {} AS query_id, {} AS item_id, min({}) AS unit_id, max({}) AS score
                      FROM {}{}
                      GROUP BY 1, 2
                    ) AS one
                  ) AS ranked
                  WHERE top <= {}""",
                byItem("item_id"),
                byItem("item_id"),
                queryKey(source),
                itemKey(source),
                unitOf(source),
                score(k),
                source.table().source(),
                ListSource.where(usable(k)),
                need.depth());
    }

    /** Name of a system, for a comment. */
    String name(int k) {
        return Sql.comment(need.systems().get(k - 1).name());
    }

    /** Scores of a system, the highest of each query and item. */
    String scores(int k) {
        ListSource source = systems.get(k - 1);
        return Sql.fill(
                "SELECT {} AS query_id, {} AS item_id, max({}) AS score\n  FROM {}{}\n  GROUP BY 1, 2",
                queryKey(source),
                itemKey(source),
                score(k),
                source.table().source(),
                ListSource.where(usable(k)));
    }

    private List<String> usable(int k) {
        ListSource source = systems.get(k - 1);
        List<String> conditions = members.inside(known(source), queryKey(source));
        conditions.add(queryKey(source) + " IS NOT NULL");
        conditions.add(itemKey(source) + " IS NOT NULL");
        conditions.add(dialect.isFinite(score(k)));
        return conditions;
    }

    private String history(HistorySource h) {
        ListSource source = new ListSource(tables.of(h.model()), h.query(), h.item(), h.filter());
        List<String> conditions = new ArrayList<>(source.conditions());
        if (source.table().timed()) {
            conditions.add(source.table().time() + " < " + dialect.timestamp(need.start()));
        }
        conditions.add(source.column(h.query()) + " IS NOT NULL");
        conditions.add(source.column(h.item()) + " IS NOT NULL");
        return Sql.fill(
                "SELECT DISTINCT {} AS query_id, {} AS item_id\n  FROM {}{}",
                queryKey(source),
                itemKey(source),
                source.table().source(),
                ListSource.where(conditions));
    }

    private String queries() {
        List<String> parts = new ArrayList<>();
        parts.add("SELECT query_id, unit_id, CASE WHEN grade >= 0 THEN 1 ELSE 0 END AS judged FROM covey_truth");
        for (int k = 1; k <= systems.size(); k++) {
            parts.add("SELECT query_id, unit_id, 0 AS judged FROM covey_list_" + k + " WHERE place = 1");
        }
        return Sql.fill("""
                SELECT query_id, unit_id, judged,
                    row_number() OVER (ORDER BY judged DESC, {}) - 1 AS query_no
                  FROM (
                    SELECT query_id, min(unit_id) AS unit_id, max(judged) AS judged
                    FROM (
                      {}
                    ) AS every
                    GROUP BY query_id
                  ) AS one""", byQuery("query_id"), String.join("\n      UNION ALL\n      ", parts));
    }

    private String items() {
        List<String> parts = new ArrayList<>();
        need.items().ifPresent(i -> parts.add(catalogue(i)));
        String others =
                "SELECT item_id, 0 AS listed, CAST(NULL AS VARCHAR) AS category, CAST(NULL AS VARCHAR) AS provider"
                        + " FROM covey_";
        parts.add(others + "truth");
        for (int k = 1; k <= systems.size(); k++) {
            parts.add(others + "list_" + k);
        }
        need.history().ifPresent(_ -> parts.add(others + "history"));
        String popularity = need.history().isPresent()
                ? "\n  LEFT JOIN (SELECT item_id, count(*) AS users FROM covey_history GROUP BY item_id) AS h"
                        + " ON h.item_id = one.item_id"
                : "";
        return Sql.fill(
                """
                SELECT one.item_id, listed, category, provider, {} AS popularity,
                    row_number() OVER (ORDER BY listed DESC, {}) - 1 AS item_no
                  FROM (
                    SELECT item_id, max(listed) AS listed, min(category) AS category, min(provider) AS provider
                    FROM (
                      {}
                    ) AS every
                    GROUP BY item_id
                  ) AS one{}""",
                need.history().isPresent() ? "COALESCE(h.users, 0)" : "0",
                byItem("one.item_id"),
                String.join("\n      UNION ALL\n      ", parts),
                popularity);
    }

    private String catalogue(ItemSource i) {
        ListSource source = new ListSource(tables.of(i.model()), i.item(), i.item(), i.filter());
        String none = "CAST(NULL AS VARCHAR)";
        return Sql.fill(
                "SELECT {} AS item_id, 1 AS listed, {} AS category, {} AS provider FROM {}{}",
                itemKey(source),
                i.category().isEmpty() ? none : dialect.text(source.column(i.category())),
                i.provider().isEmpty() ? none : dialect.text(source.column(i.provider())),
                source.table().source(),
                ListSource.where(source.conditions(source.column(i.item()) + " IS NOT NULL")));
    }

    /** Statements whose answers are small: counts of what is left out, levels. */
    List<Step> counting() {
        List<Step> steps = new ArrayList<>();
        if (need.reading().lists()) {
            steps.add(read("grades", "The different grades.", "SELECT grade, code FROM covey_levels ORDER BY code"));
        }
        steps.addAll(members.counting());
        steps.add(read("truth_counts", "Rows of the truth that cannot be used.", truthCounts()));
        for (int k = 1; k <= systems.size(); k++) {
            steps.add(read("list_" + k + "_counts", "Rows of " + name(k) + " that cannot be used.", listCounts(k)));
        }
        return steps;
    }

    private String truthCounts() {
        String bad = queryKey(truth) + " IS NULL OR " + itemKey(truth) + " IS NULL";
        return Sql.fill(
                """
                SELECT count(*) AS all_rows,
                    count(*) FILTER (WHERE {}) AS without_key,
                    count(*) FILTER (WHERE NOT ({}) AND NOT {}) AS not_finite,
                    (SELECT count(*) FROM covey_truth) AS pairs,
                    (SELECT count(*) FROM covey_truth WHERE grade < 0) AS negative,
                    {} AS seen_before
                  FROM {}{}""",
                bad,
                bad,
                dialect.isFinite(grade()),
                history()
                        ? "(SELECT count(*) FROM covey_truth AS v JOIN covey_history AS h"
                                + " ON h.query_id = v.query_id AND h.item_id = v.item_id)"
                        : "CAST(NULL AS BIGINT)",
                truth.table().source(),
                ListSource.where(members.inside(inPeriod(truth), queryKey(truth))));
    }

    private String listCounts(int k) {
        ListSource source = systems.get(k - 1);
        String pairs = need.reading().lists()
                ? "(SELECT COALESCE(sum(list_length), 0) FROM covey_list_" + k + " WHERE place = 1)"
                : "(SELECT count(*) FROM covey_score_" + k + ")";
        String bad = queryKey(source) + " IS NULL OR " + itemKey(source) + " IS NULL";
        return Sql.fill(
                """
                SELECT count(*) AS all_rows,
                    count(*) FILTER (WHERE {}) AS without_key,
                    count(*) FILTER (WHERE NOT ({}) AND NOT {}) AS not_finite,
                    {} AS pairs,
                    {} AS seen_before
                  FROM {}{}""",
                bad,
                bad,
                dialect.isFinite(score(k)),
                pairs,
                history()
                        ? "(SELECT count(*) FROM covey_list_" + k + " AS v JOIN covey_history AS h"
                                + " ON h.query_id = v.query_id AND h.item_id = v.item_id)"
                        : "CAST(NULL AS BIGINT)",
                source.table().source(),
                ListSource.where(members.inside(known(source), queryKey(source))));
    }

    /** Queries in the order of their numbers, with the slices of their units as they were before the period. */
    Step readQueries() {
        List<String> columns = List.of(dialect.text("q.query_id") + " AS query_id", "q.unit_id", "q.judged");
        return need.slices().isEmpty()
                ? read(
                        "ranked_queries",
                        "Queries and their units.",
                        "SELECT " + String.join(", ", columns) + "\n  FROM covey_queries AS q\n  ORDER BY query_no")
                : read(
                        "ranked_queries",
                        "Queries, their units, and the units' slices as they were before the period.",
                        sliced("covey_queries", columns, "query_no"));
    }

    /** Columns of a table {@code q} and the slices of its units as they were before the period. */
    String sliced(String table, List<String> columns, String order) {
        DimensionSql dimensions = new DimensionSql(tables, need.unit());
        List<DimensionSql.Joined> joined = IntStream.range(0, need.slices().size())
                .mapToObj(i -> dimensions.slice(need.slices().get(i), i + 1))
                .toList();
        Stream<String> values = IntStream.rangeClosed(1, joined.size())
                .mapToObj(i -> "COALESCE(sliced.s" + i + ", '(missing)') AS s" + i);
        return Sql.fill(
                """
                WITH analysed AS (
                  SELECT DISTINCT {} AS unit_id, {} AS entry_at
                  FROM {}
                  WHERE unit_id IS NOT NULL
                ),
                {},
                sliced AS (
                  SELECT u.unit_id, {}
                  FROM analysed AS u
                  {}
                )
                SELECT {}
                FROM {} AS q
                LEFT JOIN sliced ON {} = q.unit_id
                ORDER BY q.{}""",
                unitKey(),
                dialect.timestamp(need.start()),
                table,
                joined.stream().flatMap(j -> j.tables().stream()).collect(Collectors.joining(",\n")),
                joined.stream().map(DimensionSql.Joined::column).collect(Collectors.joining(", ")),
                joined.stream().map(DimensionSql.Joined::join).collect(Collectors.joining("\n  ")),
                Stream.concat(columns.stream(), values).collect(Collectors.joining(", ")),
                table,
                dialect.text("sliced.unit_id"),
                order);
    }

    /** The unit in the kind of its own column, so that it meets the tables of the dimensions. */
    private String unitKey() {
        return truth.table()
                        .unitKind(need.unit())
                        .filter(k -> k == ColumnKind.NUMBER)
                        .isPresent()
                ? "CAST(unit_id AS BIGINT)"
                : "unit_id";
    }

    /** What a system showed in each week. */
    Step weeks(int k, WeeksSql weeks) {
        ListSource source = systems.get(k - 1);
        return weeks.rows(
                k, source, List.of(queryKey(source), itemKey(source), score(k), byItem("item_id")), usable(k));
    }

    /** The feature vectors of the catalogue. */
    Step vectors(ItemSource i) {
        ListSource source = new ListSource(tables.of(i.model()), i.item(), i.item(), i.filter());
        return VectorsSql.read(source, itemKey(source), i.features());
    }
}
