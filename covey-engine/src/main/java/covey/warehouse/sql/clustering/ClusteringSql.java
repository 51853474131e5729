package covey.warehouse.sql.clustering;

import covey.data.ClusteringRequirement;
import covey.data.ClusteringRequirement.EngagementSource;
import covey.data.ClusteringRequirement.FeatureSource;
import covey.data.ClusteringRequirement.MembershipSource;
import covey.result.Reason;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.dialect.TimeKind;
import covey.warehouse.sql.CompileException;
import covey.warehouse.sql.ModelTable;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The statements of a clustering evaluation. Ids meet as text, and are ordered bytewise. */
final class ClusteringSql {
    static final String BASELINE = "baseline";
    static final String CANDIDATE = "candidate";
    static final String TRUTH = "truth";

    /** Temporary tables, to be dropped. */
    static final List<String> TEMPORARY = List.of(
            "covey_clu_baseline_rows",
            "covey_clu_candidate_rows",
            "covey_clu_truth_rows",
            "covey_clu_entities",
            "covey_clu_engaged",
            "covey_clu_items");

    private final ClusteringRequirement need;
    private final ModelTables tables;
    private final Dialect dialect;

    ClusteringSql(ClusteringRequirement need, ModelTables tables) {
        this.need = need;
        this.tables = tables;
        this.dialect = tables.dialect();
    }

    /** Statements that fill the temporary tables. */
    List<Step> building() {
        List<Step> steps = new ArrayList<>();
        steps.add(build(BASELINE + "_rows", "Memberships of the baseline, once each.", rows(need.baseline())));
        steps.add(build(CANDIDATE + "_rows", "Memberships of the candidate, once each.", rows(need.candidate())));
        need.truth().ifPresent(t -> steps.add(build(TRUTH + "_rows", "Classes of entities, once each.", rows(t))));
        steps.add(build(
                "entities",
                "Entities of either version, numbered by their ids.",
                Sql.fill("""
                SELECT entity_id, row_number() OVER (ORDER BY {}) - 1 AS entity_no
                  FROM (SELECT entity_id FROM covey_clu_baseline_rows
                  UNION SELECT entity_id FROM covey_clu_candidate_rows) AS e
                  WHERE entity_id IS NOT NULL""", dialect.bytewise("entity_id"))));
        need.engagement().ifPresent(e -> {
            steps.add(build("engaged", "Who engaged with what, and whether before the held-back time.", engaged(e)));
            steps.add(build("items", "Items, numbered by their ids.", Sql.fill("""
                SELECT item_id, row_number() OVER (ORDER BY {}) - 1 AS item_no
                  FROM (SELECT DISTINCT item_id FROM covey_clu_engaged WHERE item_id IS NOT NULL) AS i""", dialect.bytewise("item_id"))));
        });
        return steps;
    }

    /** Statements that count what was found. */
    List<Step> counting() {
        List<Step> steps = new ArrayList<>(List.of(counts(BASELINE), counts(CANDIDATE)));
        need.truth().ifPresent(_ -> steps.add(counts(TRUTH)));
        need.features().ifPresent(f -> steps.add(featureCounts(f)));
        need.engagement().ifPresent(_ -> steps.add(engagementCounts()));
        return steps;
    }

    Step readEntities() {
        return read(
                "clu_entities_read",
                "Entities by their ids.",
                "SELECT entity_id FROM covey_clu_entities ORDER BY entity_no");
    }

    /** Reads memberships of a version, run after run. */
    Step readRows(String version) {
        return read(
                "clu_" + version + "_read",
                "Memberships of the " + version + ", run after run.",
                Sql.fill("""
                SELECT r.run, e.entity_no, r.cluster, r.weight
                  FROM covey_clu_{}_rows AS r
                  JOIN covey_clu_entities AS e ON e.entity_id = r.entity_id
                  WHERE r.sound = 1
                  ORDER BY {}, e.entity_no, {}""", version, dialect.bytewise("r.run"), dialect.bytewise("COALESCE(r.cluster, '')")));
    }

    Step readFeatures(FeatureSource source) {
        ModelTable table = tables.of(source.model());
        List<String> values = values(source, table);
        return read(
                "clu_features_read",
                "Features of the entities that have all of them.",
                Sql.fill(
                        """
                SELECT entity_no, {} FROM (SELECT e.entity_no, {}
                  FROM {}
                  JOIN covey_clu_entities AS e ON e.entity_id = {}{}) AS f
                  WHERE {}
                  ORDER BY entity_no""",
                        String.join(", ", numbered(source)),
                        named(values),
                        table.source(),
                        dialect.text(column(table, source.entity())),
                        where(table, source.filter()),
                        finite(source)));
    }

    Step readEngagement() {
        return read("clu_engagement_read", "Engagements by entity and item.", """
                SELECT e.entity_no, i.item_no, g.trained
                  FROM covey_clu_engaged AS g
                  JOIN covey_clu_entities AS e ON e.entity_id = g.user_id
                  JOIN covey_clu_items AS i ON i.item_id = g.item_id
                  ORDER BY e.entity_no, i.item_no""");
    }

    private Step build(String name, String purpose, String select) {
        return new Step("clu_" + name, purpose, dialect.createTempTable("covey_clu_" + name, select), Step.Kind.BUILD);
    }

    private static Step read(String name, String purpose, String sql) {
        return new Step(name, purpose, sql, Step.Kind.READ);
    }

    private String column(ModelTable table, String name) {
        table.require(name);
        return "t." + dialect.quote(name);
    }

    private String number(ModelTable table, String name) {
        ColumnKind kind = table.kind(name).orElse(ColumnKind.OTHER);
        String column = column(table, name);
        if (kind == ColumnKind.NUMBER || kind == ColumnKind.BOOLEAN) {
            return dialect.toDouble(column, kind);
        }
        throw new CompileException(
                Reason.QUERY_FAILED,
                "column '" + name + "' of " + table.model().table() + " is to be a number and is "
                        + kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                "give it an expr in the model, such as expr: CAST(" + name + " AS DOUBLE PRECISION)");
    }

    private String where(ModelTable table, String filter) {
        List<String> conditions = new ArrayList<>();
        if (!filter.isEmpty()) {
            conditions.add("(" + filter + ")");
        }
        if (table.timed()) {
            conditions.add(table.time() + " < " + dialect.timestamp(need.asOf()));
        }
        return conditions.isEmpty() ? "" : "\n  WHERE " + String.join("\n    AND ", conditions);
    }

    /** Equal rows are one; a weight that is no number above 0 makes no membership. */
    private String rows(MembershipSource source) {
        ModelTable table = tables.of(source.model());
        String run = source.runs().isEmpty()
                ? dialect.literal("")
                : "COALESCE(" + dialect.text(column(table, source.runs())) + ", '(missing)')";
        String weight = source.weight().isEmpty() ? "CAST(1 AS DOUBLE PRECISION)" : number(table, source.weight());
        return Sql.fill(
                """
                SELECT run, entity_id, cluster, max(CASE WHEN sound = 1 THEN weight END) AS weight,
                    count(*) AS times, sum(1 - sound) AS unsound, max(sound) AS sound
                  FROM (SELECT run, entity_id, cluster, weight,
                      CASE WHEN {} AND weight > 0 THEN 1 ELSE 0 END AS sound
                    FROM (SELECT {} AS run, {} AS entity_id, {} AS cluster, {} AS weight
                    FROM {}{}) AS r) AS m
                  GROUP BY run, entity_id, cluster""",
                dialect.isFinite("weight"),
                run,
                dialect.text(column(table, source.entity())),
                dialect.text(column(table, source.cluster())),
                weight,
                table.source(),
                where(table, source.filter()));
    }

    private Step counts(String version) {
        String table = "covey_clu_" + version + "_rows";
        return read(
                "clu_" + version + "_counts",
                "What the rows of the " + version + " are.",
                Sql.fill("""
                SELECT (SELECT COALESCE(sum(times), 0) FROM {}) AS membership_rows,
                    (SELECT COALESCE(sum(times), 0) FROM {} WHERE entity_id IS NULL) AS without_entity,
                    (SELECT COALESCE(sum(times - 1), 0) FROM {} WHERE entity_id IS NOT NULL) AS repeated,
                    (SELECT COALESCE(sum(unsound), 0) FROM {} WHERE entity_id IS NOT NULL) AS without_weight,
                    (SELECT count(*) FROM {} AS r LEFT JOIN covey_clu_entities AS e ON e.entity_id = r.entity_id
                      WHERE r.entity_id IS NOT NULL AND e.entity_id IS NULL) AS unknown_entities""", table, table, table, table, table));
    }

    private List<String> values(FeatureSource source, ModelTable table) {
        return source.columns().stream().map(c -> number(table, c)).toList();
    }

    private static List<String> numbered(FeatureSource source) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= source.columns().size(); i++) {
            names.add("f" + i);
        }
        return names;
    }

    private static String named(List<String> values) {
        List<String> named = new ArrayList<>();
        for (String value : values) {
            named.add(value + " AS f" + (named.size() + 1));
        }
        return String.join(", ", named);
    }

    private String finite(FeatureSource source) {
        return numbered(source).stream().map(dialect::isFinite).collect(Collectors.joining(" AND "));
    }

    private Step featureCounts(FeatureSource source) {
        ModelTable table = tables.of(source.model());
        return read(
                "clu_features_counts",
                "What the rows of features are.",
                Sql.fill(
                        """
                SELECT count(*) AS feature_rows, COALESCE(sum(CASE WHEN {} THEN 0 ELSE 1 END), 0) AS not_finite,
                    COALESCE(sum(CASE WHEN entity_no IS NULL THEN 1 ELSE 0 END), 0) AS unknown_entities,
                    count(entity_no) - count(DISTINCT entity_no) AS repeated
                  FROM (SELECT e.entity_no, {}
                  FROM {}
                  LEFT JOIN covey_clu_entities AS e ON e.entity_id = {}{}) AS f""",
                        finite(source),
                        named(values(source, table)),
                        table.source(),
                        dialect.text(column(table, source.entity())),
                        where(table, source.filter())));
    }

    private String time(ModelTable table, String name) {
        if (name.isEmpty()) {
            if (!table.timed()) {
                throw new CompileException(
                        Reason.QUERY_FAILED,
                        "model '" + table.model().name() + "' does not say which column dates its rows",
                        "write engagement.time, or agg_time_dimension in the model");
            }
            return table.time();
        }
        String column = column(table, name);
        TimeKind kind = TimeKind.of(table.kind(name).orElse(ColumnKind.OTHER))
                .orElseThrow(() -> new CompileException(
                        Reason.QUERY_FAILED,
                        "column '" + name + "' of " + table.model().table() + " is no time",
                        "give it an expr in the model, such as expr: CAST(" + name + " AS TIMESTAMP)"));
        return dialect.utc(column, kind, table.zone());
    }

    private String engaged(EngagementSource source) {
        ModelTable table = tables.of(source.model());
        List<String> conditions = new ArrayList<>();
        conditions.add("engaged_at < " + dialect.timestamp(need.asOf()));
        source.from().ifPresent(f -> conditions.add("engaged_at >= " + dialect.timestamp(f)));
        source.until().ifPresent(u -> conditions.add("engaged_at < " + dialect.timestamp(u)));
        return Sql.fill(
                """
                SELECT user_id, item_id, max(CASE WHEN engaged_at < {} THEN 1 ELSE 0 END) AS trained, count(*) AS times
                  FROM (SELECT {} AS user_id, {} AS item_id, {} AS engaged_at
                  FROM {}{}) AS g
                  WHERE {}
                  GROUP BY user_id, item_id""",
                dialect.timestamp(source.after()),
                dialect.text(column(table, source.user())),
                dialect.text(column(table, source.item())),
                time(table, source.time()),
                table.source(),
                source.filter().isEmpty() ? "" : "\n  WHERE (" + source.filter() + ")",
                String.join(" AND ", conditions));
    }

    private Step engagementCounts() {
        return read("clu_engagement_counts", "What the engagements are.", """
                SELECT (SELECT COALESCE(sum(times), 0) FROM covey_clu_engaged) AS engagement_rows,
                    (SELECT COALESCE(sum(times), 0) FROM covey_clu_engaged
                      WHERE user_id IS NULL OR item_id IS NULL) AS without_id,
                    (SELECT count(DISTINCT g.user_id) FROM covey_clu_engaged AS g
                      LEFT JOIN covey_clu_entities AS e ON e.entity_id = g.user_id
                      WHERE g.user_id IS NOT NULL AND e.entity_id IS NULL) AS unknown_users,
                    (SELECT count(*) FROM covey_clu_engaged AS g
                      JOIN covey_clu_entities AS e ON e.entity_id = g.user_id
                      WHERE g.item_id IS NOT NULL) AS pairs""");
    }
}
