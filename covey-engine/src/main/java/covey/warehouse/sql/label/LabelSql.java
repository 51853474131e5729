package covey.warehouse.sql.label;

import covey.data.LabelRequirement;
import covey.data.LabelRequirement.ItemSource;
import covey.data.LabelRequirement.JudgeSource;
import covey.data.LabelRequirement.LabelSource;
import covey.result.Reason;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.CompileException;
import covey.warehouse.sql.ModelTable;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The statements of a label evaluation. Ids meet as text, and are ordered bytewise. */
final class LabelSql {
    /** Temporary tables, to be dropped. */
    static final List<String> TEMPORARY =
            List.of("covey_label_items", "covey_label_rows", "covey_label_ratings", "covey_label_judge");

    private final LabelRequirement need;
    private final ModelTables tables;
    private final Dialect dialect;

    LabelSql(LabelRequirement need, ModelTables tables) {
        this.need = need;
        this.tables = tables;
        this.dialect = tables.dialect();
    }

    /** Statements that fill the temporary tables. */
    List<Step> building() {
        return List.of(
                build("items", "The population: one row per item.", items()),
                build("rows", "What people said, item by item, rater by rater.", rows()),
                build("ratings", "One label per item and rater; who contradicts himself is left out.", ratings()),
                build("judge", "What the judge says, one row per item.", judge()));
    }

    /** Statements that read them. */
    List<Step> reading() {
        return List.of(strata(), sample(), labels(), counts());
    }

    private Step build(String name, String purpose, String select) {
        return new Step(
                "label_" + name, purpose, dialect.createTempTable("covey_label_" + name, select), Step.Kind.BUILD);
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
                "column '" + name + "' of " + table.model().table() + " is to be a number or a truth value and is "
                        + kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                "give it an expr in the model, such as expr: CASE " + name + " WHEN 'yes' THEN 1 WHEN 'no' THEN 0 END");
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

    private String items() {
        ItemSource source = need.items();
        ModelTable table = tables.of(source.model());
        String probability =
                source.probability().isEmpty() ? "CAST(NULL AS DOUBLE PRECISION)" : number(table, source.probability());
        String stratum = source.stratum().isEmpty()
                ? dialect.literal("all")
                : "COALESCE(" + dialect.text(column(table, source.stratum())) + ", '(missing)')";
        return Sql.fill(
                """
                SELECT item_id, min(stratum) AS stratum, min(probability) AS probability, count(*) AS times
                  FROM (SELECT {} AS item_id, {} AS stratum, {} AS probability
                  FROM {}{}) AS i
                  GROUP BY item_id""",
                dialect.text(column(table, source.item())),
                stratum,
                probability,
                table.source(),
                where(table, source.filter()));
    }

    private String rows() {
        LabelSource source = need.labels();
        ModelTable table = tables.of(source.model());
        String rater = source.rater().isEmpty()
                ? dialect.literal("rater")
                : "COALESCE(" + dialect.text(column(table, source.rater())) + ", '(missing)')";
        return Sql.fill(
                "SELECT {} AS item_id, {} AS rater_id, {} AS label\n  FROM {}{}",
                dialect.text(column(table, source.item())),
                rater,
                number(table, source.label()),
                table.source(),
                where(table, source.filter()));
    }

    private String ratings() {
        return Sql.fill("""
                SELECT r.item_id, r.rater_id, min(r.label) AS label, max(r.label) AS other
                  FROM covey_label_rows AS r
                  JOIN covey_label_items AS i ON i.item_id = r.item_id
                  WHERE r.label IS NOT NULL AND {}
                  GROUP BY r.item_id, r.rater_id""", dialect.isFinite("r.label"));
    }

    private String judge() {
        if (need.judge().isEmpty()) {
            return "SELECT item_id, CAST(NULL AS DOUBLE PRECISION) AS judged FROM covey_label_items WHERE 1 = 0";
        }
        JudgeSource source = need.judge().get();
        ModelTable table = tables.of(source.model());
        return Sql.fill(
                """
                SELECT item_id, avg(judged) AS judged
                  FROM (SELECT {} AS item_id, {} AS judged
                  FROM {}{}) AS j
                  WHERE item_id IS NOT NULL AND judged IS NOT NULL AND {}
                  GROUP BY item_id""",
                dialect.text(column(table, source.item())),
                number(table, source.label()),
                table.source(),
                where(table, source.filter()),
                dialect.isFinite("judged"));
    }

    private Step strata() {
        return read(
                "label_strata",
                "The population by stratum, and what the judge says of it.",
                Sql.fill("""
                SELECT i.stratum, count(*) AS items, COALESCE(sum(i.probability), 0) AS probabilities,
                    count(j.judged) AS judged, COALESCE(sum(j.judged), 0) AS judged_sum
                  FROM covey_label_items AS i
                  LEFT JOIN covey_label_judge AS j ON j.item_id = i.item_id
                  WHERE i.item_id IS NOT NULL
                  GROUP BY i.stratum
                  ORDER BY {}""", dialect.bytewise("i.stratum")));
    }

    private Step sample() {
        return read(
                "label_sample",
                "The drawn items: those with a row among the labels.",
                Sql.fill("""
                SELECT i.item_id, i.stratum, i.probability, j.judged
                  FROM covey_label_items AS i
                  JOIN (SELECT DISTINCT item_id FROM covey_label_rows) AS r ON r.item_id = i.item_id
                  LEFT JOIN covey_label_judge AS j ON j.item_id = i.item_id
                  ORDER BY {}, {}""", dialect.bytewise("i.stratum"), dialect.bytewise("i.item_id")));
    }

    private Step labels() {
        return read(
                "label_ratings_read",
                "Labels by item and rater.",
                Sql.fill(
                        """
                SELECT i.item_id, r.rater_id, r.label
                  FROM covey_label_ratings AS r
                  JOIN covey_label_items AS i ON i.item_id = r.item_id
                  WHERE r.label = r.other
                  ORDER BY {}, {}, {}""",
                        dialect.bytewise("i.stratum"),
                        dialect.bytewise("i.item_id"),
                        dialect.bytewise("r.rater_id")));
    }

    private Step counts() {
        String outside = need.items().probability().isEmpty()
                ? "0"
                : "(SELECT count(*) FROM covey_label_items WHERE item_id IS NOT NULL"
                        + " AND (probability IS NULL OR NOT (probability > 0 AND probability <= 1)))";
        return read("label_counts", "What was found and left out.", Sql.fill("""
                SELECT (SELECT count(*) FROM covey_label_rows) AS label_rows,
                    (SELECT COALESCE(sum(times), 0) FROM covey_label_items WHERE item_id IS NULL) AS items_without_id,
                    (SELECT count(*) FROM covey_label_items WHERE item_id IS NOT NULL AND times > 1) AS items_twice,
                    (SELECT count(*) FROM covey_label_rows AS r
                      LEFT JOIN covey_label_items AS i ON i.item_id = r.item_id
                      WHERE i.item_id IS NULL) AS labels_without_item,
                    (SELECT count(*) FROM covey_label_rows WHERE label IS NOT NULL AND NOT {}) AS labels_not_finite,
                    (SELECT count(*) FROM covey_label_ratings WHERE label <> other) AS labels_contradicting,
                    (SELECT count(*) FROM covey_label_judge AS j
                      LEFT JOIN covey_label_items AS i ON i.item_id = j.item_id
                      WHERE i.item_id IS NULL) AS judgements_of_unknown_items,
                    {} AS probabilities_outside""", dialect.isFinite("label"), outside));
    }
}
