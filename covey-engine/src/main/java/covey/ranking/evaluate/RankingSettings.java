package covey.ranking.evaluate;

import covey.method.SettingDoc;
import java.util.List;

/** Every setting a ranking evaluation understands, with its default. The defaults stand here and nowhere else. */
final class RankingSettings {
    static final List<String> ROLES = List.of("baseline", "candidate");
    static final List<String> PROCEDURES =
            List.of("none", "bonferroni", "holm", "hochberg", "hommel", "benjamini_hochberg", "benjamini_yekutieli");
    static final List<String> POPULATIONS = List.of("with_relevant", "judged");

    static final List<SettingDoc> ALL = List.of(
            new SettingDoc(
                    "design",
                    "type",
                    "text",
                    List.of("same_queries"),
                    "same_queries",
                    "Every system ranks for the same queries."),
            new SettingDoc("design", "power", "number", List.of(), "0.8", "Power that a plan aims at."),
            text(
                    "design",
                    "history.start",
                    "as long before its end as the period",
                    "First day that a plan learns from."),
            text("design", "history.end", "start of the period", "Day that ends it; never after the start."),
            new SettingDoc(
                    "design", "units", "integer", List.of(), "as in the history", "Units that will be evaluated."),
            new SettingDoc(
                    "design",
                    "correlation",
                    "number",
                    List.of(),
                    "from the lists",
                    "Correlation of a unit's values under two systems, where only the baseline has lists."),
            text("truth", "model", "", "Table of what was relevant."),
            text("truth", "query", "the unit's column", "Column of what is ranked for: a user or a request."),
            text("truth", "item", "", "Column of the item."),
            text("truth", "grade", "1 each", "Column of the grade; above 0 is relevant."),
            text("truth", "filter", "", "SQL condition on rows."),
            new SettingDoc(
                    "truth",
                    "unjudged",
                    "text",
                    List.of("not_relevant"),
                    "not_relevant",
                    "What an item without a judgement is taken for; its share and the best and worst case are printed."),
            text("systems", "*.model", "", "Table of the system's lists."),
            new SettingDoc(
                    "systems", "*.role", "text", ROLES, "candidate", "baseline: what the others are compared with."),
            text("systems", "*.query", "as in truth", "Column of what is ranked for."),
            text("systems", "*.item", "as in truth", "Column of the item."),
            text("systems", "*.score", "score", "Column of the score, the highest first."),
            text("systems", "*.rank", "", "Column of the rank, the smallest first; instead of a score."),
            text("systems", "*.filter", "", "SQL condition on rows."),
            text(
                    "systems",
                    "*.time",
                    "",
                    "Column of the time at which a row was shown; read by category_entropy_trend alone."),
            new SettingDoc(
                    "systems",
                    "*.training_end",
                    "moment",
                    List.of(),
                    "",
                    "Until when, exclusive, the system has learnt."),
            new SettingDoc(
                    "systems",
                    "*.candidates",
                    "text",
                    List.of("all", "sampled"),
                    "all",
                    "Whether the system ranked all items or a sample with the relevant ones."),
            new SettingDoc(
                    "systems", "*.sample_size", "integer", List.of(), "", "Items sampled beside a relevant one."),
            text("items", "model", "", "The catalogue: one row per item."),
            text("items", "item", "as in truth", "Column of the item."),
            text("items", "category", "", "Column of the item's category or topic."),
            text("items", "provider", "", "Column of who made the item."),
            new SettingDoc(
                    "items", "features", "list", List.of(), "", "Columns of numbers: the item's feature vector."),
            text("items", "filter", "", "SQL condition on rows."),
            text(
                    "history",
                    "model",
                    "",
                    "What users had before the period: popularity, novelty, what is known already."),
            text("history", "query", "as in truth", "Column of the user."),
            text("history", "item", "as in truth", "Column of the item."),
            text("history", "filter", "", "SQL condition on rows."),
            new SettingDoc(
                    "analysis",
                    "population",
                    "text",
                    POPULATIONS,
                    "with_relevant",
                    "Queries that the mean is over: those with a relevant item, or all with a judgement; a query that a system"
                            + " has no list for counts zero."),
            new SettingDoc(
                    "analysis",
                    "depth",
                    "integer",
                    List.of(),
                    "the largest cutoff",
                    "Ranks that are read of each list."),
            new SettingDoc(
                    "analysis",
                    "resamples",
                    "integer",
                    List.of(),
                    "5000",
                    "Draws of the permutation test, the bootstrap and Tukey's comparison."),
            new SettingDoc(
                    "analysis",
                    "persistence",
                    "number",
                    List.of(),
                    "0.9",
                    "Chance that a reader goes on from a rank, of the rank-biased overlap of two systems' lists."),
            new SettingDoc(
                    "analysis",
                    "sampled_correction",
                    "text",
                    List.of("none", "bias_variance", "rank_estimate"),
                    "none",
                    "What makes metrics of sampled candidates estimates of those over all items; without one they are refused."),
            new SettingDoc(
                    "analysis",
                    "sampled_scheme",
                    "text",
                    List.of("without_replacement", "with_replacement"),
                    "without_replacement",
                    "Whether an item may be sampled again."),
            new SettingDoc(
                    "analysis",
                    "variance_price",
                    "number",
                    List.of(),
                    "0.01",
                    "Gamma of bias_variance: less leaves less bias and more variance."),
            new SettingDoc(
                    "analysis",
                    "ranked_items",
                    "integer",
                    List.of(),
                    "the catalogue",
                    "All items that a list would hold without the sample."),
            procedure("primary", "holm", "Correction over primary metrics and candidates."),
            procedure("secondary", "benjamini_hochberg", "Correction over secondary metrics and candidates."),
            procedure("slices", "benjamini_hochberg", "Correction over segments, for each role of metrics apart."),
            new SettingDoc(
                    "analysis", "most_rows", "integer", List.of(), "200000000", "Most rows of one system's lists."));

    private RankingSettings() {}

    private static SettingDoc procedure(String key, String otherwise, String description) {
        return new SettingDoc("multiplicity", key, "text", PROCEDURES, otherwise, description);
    }

    private static SettingDoc text(String part, String key, String otherwise, String description) {
        return new SettingDoc(part, key, "text", List.of(), otherwise, description);
    }
}
