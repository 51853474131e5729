package covey.project.grammar;

import static covey.project.grammar.Key.later;
import static covey.project.grammar.Key.optional;
import static covey.project.grammar.Key.required;
import static covey.project.grammar.ScalarType.COUNT;
import static covey.project.grammar.ScalarType.DURATION;
import static covey.project.grammar.ScalarType.NAME;
import static covey.project.grammar.ScalarType.NUMBER;
import static covey.project.grammar.ScalarType.SHARE;
import static covey.project.grammar.ScalarType.TEXT;

import java.util.List;

/** Keys of {@code models/*.yml}. */
final class ModelGrammar {
    private ModelGrammar() {}

    static Shape file() {
        return new Shape.Keys(
                "models file",
                List.of(
                        optional("models", new Shape.Sequence(model()), "The tables."),
                        optional("links", new Shape.Sequence(link()), "Every way from one unit to another."),
                        optional(
                                "dimensions",
                                new Shape.Sequence(dimension()),
                                "Reusable slices that are not a column."),
                        later("import", "declare the models by hand")));
    }

    private static Shape.Keys model() {
        return new Shape.Keys(
                "model",
                List.of(
                        required("name", NAME, "Name used by metrics and studies."),
                        optional("table", TEXT, "Table or view in the warehouse; the name when absent."),
                        optional("label", TEXT, "Human label."),
                        optional("description", TEXT, "What a row is."),
                        optional("agg_time_dimension", NAME, "Column that dates a row."),
                        optional("complete_after", DURATION, "How long after midnight a day's rows may still arrive."),
                        required("columns", new Shape.Sequence(column()), "Columns that matter.")));
    }

    private static Shape.Keys column() {
        Shape entity = new Shape.Keys(
                "entity",
                List.of(
                        required("name", NAME, "Unit, such as user."),
                        required("type", Shape.word("primary", "foreign"), "Whether it is unique in the table.")));
        Shape dimension = new Shape.Keys(
                "dimension",
                List.of(
                        required("type", Shape.word("categorical", "numeric", "time"), "Kind of values."),
                        optional("as_of", Shape.word("entry", "now"), "entry: the value before entry, never after."),
                        optional("bins", Shape.listOf(NUMBER), "Ascending edges for numbers."),
                        optional("top", COUNT, "How many values are kept; the rest become (other)."),
                        optional("timezone", TEXT, "Zone of a time without one; the project's when absent.")));
        Shape granularity = Shape.word("second", "minute", "hour", "day", "week", "month", "quarter", "year");
        return new Shape.Keys(
                "column",
                List.of(
                        required("name", NAME, "Column."),
                        optional("expr", TEXT, "SQL over the table when it is not a plain column."),
                        optional("label", TEXT, "Human label."),
                        optional("description", TEXT, "One sentence."),
                        optional("entity", entity, "The unit it identifies."),
                        optional("dimension", dimension, "How it slices, dates or adjusts."),
                        optional("granularity", granularity, "Finest step of a time column.")));
    }

    private static Shape link() {
        Shape match = new Shape.Keys(
                "match", List.of(required("at_least", SHARE, "Smallest share of rows that must match.")));
        return new Shape.Keys(
                "link",
                List.of(
                        required("from", NAME, "Unit on the many side."),
                        required("to", NAME, "Unit it belongs to."),
                        optional("model", NAME, "Table that holds both keys."),
                        optional("dimension", NAME, "Column of the unit's own table that holds the other key."),
                        optional("artifact", TEXT, "Artifact of another study that holds both."),
                        optional("weight", NAME, "Column with the strength of a membership."),
                        optional(
                                "cardinality",
                                Shape.word("many_to_one", "one_to_one", "many_to_many"),
                                "How many of one belong to how many of the other; many_to_one when absent."),
                        optional("conflicts", Shape.word("exclude", "error"), "What to do with contradicting keys."),
                        optional(
                                "match",
                                match,
                                "Smallest share of rows that must find their unit; 0.95 when absent.")));
    }

    private static Shape dimension() {
        return new Shape.Keys(
                "dimension",
                List.of(
                        required("name", NAME, "Name used in slices."),
                        required("entity", NAME, "Unit it describes."),
                        optional("label", TEXT, "Human label."),
                        optional("description", TEXT, "One sentence."),
                        optional("model", NAME, "Table keyed by that unit; needed when several are."),
                        optional("column", NAME, "Column of that table."),
                        optional("expr", TEXT, "SQL over that table; may use entry_at."),
                        optional("bins", Shape.listOf(NUMBER), "Ascending edges for numbers."),
                        optional("top", COUNT, "How many values are kept; 20 when absent."),
                        optional("as_of", Shape.word("entry", "now"), "entry: the value before entry, never after."),
                        optional("link", NAME, "Link to follow."),
                        optional("take", Shape.word("primary", "weighted"), "One membership, or all with weights.")));
    }
}
