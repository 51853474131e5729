package covey.project.grammar;

import static covey.project.grammar.Key.optional;
import static covey.project.grammar.Key.required;
import static covey.project.grammar.ScalarType.DURATION;
import static covey.project.grammar.ScalarType.FRACTION;
import static covey.project.grammar.ScalarType.METRIC_NAME;
import static covey.project.grammar.ScalarType.NAME;
import static covey.project.grammar.ScalarType.NUMBER;
import static covey.project.grammar.ScalarType.POSITIVE;
import static covey.project.grammar.ScalarType.TEXT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys of {@code metrics/*.yml}. */
final class MetricGrammar {
    private static final Key MODEL = required("model", NAME, "Table the rows come from.");
    private static final Key AGG =
            optional("agg", Shape.word("sum", "count", "max", "count_distinct"), "How a unit's rows become one value.");
    private static final Key EXPR = optional("expr", TEXT, "Column or SQL over the model's columns.");
    private static final Key FILTER = optional("filter", TEXT, "SQL condition on rows.");
    private static final Key CAP = optional(
            "cap",
            new Shape.Keys(
                    "cap",
                    List.of(
                            optional("quantile", FRACTION, "Fraction of the pooled per-unit values."),
                            optional("value", NUMBER, "Fixed cap in the metric's unit."),
                            optional("fit", Shape.word("run"), "Where the quantile is read: all arms of the run."))),
            "Upper limit on a unit's value.");

    private MetricGrammar() {}

    static Shape file() {
        Shape metric = new Shape.Variants(
                "metric", "type", types(), List.of("result", "funnel", "composite", "time_to_event"));
        return new Shape.Keys(
                "metrics file",
                List.of(
                        optional("metrics", new Shape.Sequence(metric), "The metrics."),
                        optional("tests", new Shape.Sequence(test()), "Made-up rows and the answers they must give.")));
    }

    private static Map<String, Shape.Keys> types() {
        Shape aggregate = new Shape.Keys("aggregate", List.of(MODEL, AGG, EXPR, FILTER));
        Map<String, Shape.Keys> types = new LinkedHashMap<>();
        types.put("mean", metric(window(false), MODEL, AGG, EXPR, FILTER, CAP));
        types.put("proportion", metric(window(false), MODEL, EXPR, FILTER));
        types.put(
                "ratio",
                metric(
                        window(false),
                        required("numerator", aggregate, "Per-unit numerator."),
                        required("denominator", aggregate, "Per-unit denominator, possibly from another model."),
                        CAP));
        types.put("retention", metric(window(true), MODEL, FILTER));
        types.put(
                "quantile",
                metric(
                        window(false),
                        MODEL,
                        AGG,
                        required("expr", TEXT, "Column or SQL over the model's columns."),
                        FILTER,
                        required("quantile", FRACTION, "Fraction, such as 0.95."),
                        optional("over", Shape.word("unit", "event"), "What the quantile is taken over.")));
        types.put("participation", metric(window(false), MODEL, FILTER));
        return types;
    }

    private static Key window(boolean closed) {
        List<Key> keys = List.of(
                optional("from", DURATION, "Start after entry; 0d when absent."),
                closed
                        ? required("to", DURATION, "End after entry, exclusive.")
                        : optional("to", DURATION, "End after entry, exclusive; the end of the period when absent."));
        Shape shape = new Shape.Keys("window", keys);
        String description = "When a row counts, relative to entry.";
        return closed ? required("window", shape, description) : optional("window", shape, description);
    }

    private static Shape.Keys metric(Key... own) {
        Shape cohort = new Shape.Keys(
                "cohort",
                List.of(
                        required("model", NAME, "Table with one row per unit."),
                        required("entry", NAME, "Column that dates entry.")));
        List<Key> keys = new ArrayList<>(List.of(
                required("name", METRIC_NAME, "Name."),
                required("type", TEXT, "How it is measured."),
                optional("label", TEXT, "Human label."),
                optional("description", TEXT, "One sentence."),
                optional("owner", TEXT, "Who answers for it."),
                optional("tier", Shape.word("draft", "official", "deprecated"), "How far it is trusted."),
                optional("tags", Shape.listOf(TEXT), "Tags."),
                optional("goal", Shape.word("increase", "decrease", "none"), "Wanted direction."),
                optional("unit", TEXT, "Unit of a level, such as clicks per user."),
                optional("delay", DURATION, "Rows this soon after entry do not count."),
                optional("cohort", cohort, "Entry when no study provides one.")));
        keys.addAll(List.of(own));
        return new Shape.Keys("metric", keys);
    }

    private static Shape test() {
        Shape expect = new Shape.Keys(
                "expect",
                List.of(
                        optional("value", NUMBER, "Value in the metric's unit."),
                        optional("std_error", NUMBER, "Standard error."),
                        optional("tolerance", POSITIVE, "Largest absolute difference; 1e-6 when absent.")));
        Shape given = new Shape.Choice(List.of(Shape.of(TEXT), new Shape.Named("model", Shape.of(TEXT))));
        return new Shape.Keys(
                "test",
                List.of(
                        required("metric", METRIC_NAME, "Metric under test."),
                        required("given", given, "File that stands for its table, or a map from model to file."),
                        required("expect", expect, "The answer.")));
    }
}
