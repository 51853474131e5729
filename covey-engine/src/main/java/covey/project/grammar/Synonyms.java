package covey.project.grammar;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words of other tools, and what they are called here. */
final class Synonyms {
    private static final Map<String, String> KEYS = new HashMap<>();
    private static final Map<String, String> VALUES = new HashMap<>();
    /** Words whose successor is not a key of the same map. */
    private static final Map<String, String> ADVICE = Map.of(
            "measures", "aggregates are written in metrics/*.yml",
            "entities", "give the column itself an entity: {name: ..., type: primary or foreign}",
            "dimensions", "give the column itself a dimension: {type: categorical, numeric or time}",
            "tracking_key", "write it in treatment.exposures.filter, such as experiment_id = 'name'",
            "experiment_id", "write it in treatment.exposures.filter, such as experiment_id = 'name'",
            "type_params", "write model, agg, expr and filter in the metric itself",
            "variation_id", "the arm's value in the table is 'value'; its column is treatment.exposures.arm",
            "ref", "name the model alone");

    static {
        keys("arms", "variations", "variants", "groups", "treatments", "branches", "cells", "buckets");
        keys("share", "weight", "traffic", "allocation", "split", "percentage", "ratio", "coverage", "proportion");
        keys("window", "conversion_window", "attribution_window", "observation_window", "conversion_window_hours");
        keys("delay", "metric_delay", "conversion_delay", "delay_hours", "window_offset");
        keys("models", "semantic_models", "tables", "fact_tables", "sources");
        keys("expr", "sql", "expression", "sql_expression", "column", "value_column", "measure");
        keys("filter", "where", "condition", "conditions", "row_filter", "sql_filter");
        keys("agg", "aggregation", "aggregate", "agg_function", "function", "func");
        keys("table", "relation", "node_relation", "table_name", "source", "sql_table");
        keys("agg_time_dimension", "time_column", "timestamp", "timestamp_column", "time", "default_time");
        keys("goal", "inverse", "direction", "desired_direction", "good_direction", "optimise", "optimize");
        keys("cap", "capping", "winsorize", "winsorise", "winsorization", "winsorisation", "cap_percentile");
        keys("guardrails", "guardrail", "guardrail_metrics");
        keys("primary", "goals", "goal_metrics", "primary_metric", "primary_metrics", "decision_metrics");
        keys("secondary", "secondary_metrics", "secondary_metric", "other");
        keys("start", "start_date", "date_started", "startdate", "begin");
        keys("end", "end_date", "date_ended", "enddate", "until", "stop");
        keys("period", "phases", "dates", "schedule", "start", "end", "start_date", "end_date");
        keys("slices", "segments", "dimensions", "breakdowns", "subgroups", "slice", "segment");
        keys("confidence_level", "alpha", "significance_level", "confidence", "level");
        keys(
                "unit",
                "randomization_unit",
                "unit_of_analysis",
                "id_type",
                "identifier_type",
                "hash_attribute",
                "entity");
        keys("profile", "datasource", "warehouse", "connection", "database");
        keys("timezone", "tz", "time_zone");
        keys("quantile", "percentile");
        keys("label", "display_name", "title");
        keys("adjustment", "regression_adjustment", "cuped", "variance_reduction");
        keys("margin", "non_inferiority_margin", "nim", "tolerance");
        keys("mde", "minimum_detectable_effect", "detectable_effect", "effect_size");
        keys("targets", "outputs");
        keys("default_target", "target");
        keys("url", "host", "jdbc_url", "dsn");
        keys("password", "pass");
        keys("treatment", "assignment", "exposure", "exposures", "arms", "variations", "variants");
        keys("exposures", "assignment_query", "exposure_query", "assignments");
        keys("min_cell", "min_units", "k_anonymity", "minimum_cell");
        keys("exclusions", "exclude", "excluded_periods");
        keys("metrics", "outcomes");
        values("proportion", "binomial", "conversion", "rate", "binary", "boolean");
        values("mean", "count", "revenue", "simple", "duration", "sum", "average", "avg");
        values("quantile", "percentile", "median");
        values("count_distinct", "distinct", "unique", "nunique", "count distinct");
        values("increase", "up", "higher", "positive", "maximize", "maximise");
        values("decrease", "down", "lower", "negative", "minimize", "minimise");
        values("primary", "unique", "primary_key", "natural", "pk");
        values("foreign", "foreign_key", "fk");
        values("control", "baseline", "reference", "holdout");
        values("treatment", "variant", "test", "variation");
        values("experiment", "ab_test", "abtest", "a/b", "split_test", "randomised_experiment");
        values("categorical", "string", "text", "category", "enum", "boolean");
        values("numeric", "number", "integer", "float", "continuous");
        values("time", "timestamp", "date", "datetime");
    }

    private Synonyms() {}

    private static void keys(String successor, String... words) {
        register(KEYS, successor, words);
    }

    private static void values(String successor, String... words) {
        register(VALUES, successor, words);
    }

    private static void register(Map<String, String> table, String successor, String... words) {
        for (String word : words) {
            table.merge(word, successor, (a, b) -> a + " " + b);
        }
    }

    /** The cure for a key of another tool, when its successor is a key here. */
    static Optional<String> ofKey(String word, String title, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        Optional<String> here = successor(KEYS, lower, known).map(s -> "here it is called '" + s + "'");
        boolean modelWord = !lower.equals("dimensions") || title.equals("model");
        return here.or(() -> modelWord ? Optional.ofNullable(ADVICE.get(lower)) : Optional.empty());
    }

    /** The cure for a value of another tool, when its successor is allowed here. */
    static Optional<String> ofValue(String word, Collection<String> allowed) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (allowed.contains("count_distinct")
                && (lower.equals("avg") || lower.equals("mean") || lower.equals("average"))) {
            return Optional.of("an average over rows is 'type: ratio' with a sum over a count");
        }
        return successor(VALUES, lower, allowed).map(s -> "here it is called '" + s + "'");
    }

    private static Optional<String> successor(Map<String, String> table, String word, Collection<String> known) {
        String successors = table.get(word);
        if (successors == null) {
            return Optional.empty();
        }
        for (String candidate : successors.split(" ", -1)) {
            if (known.contains(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
