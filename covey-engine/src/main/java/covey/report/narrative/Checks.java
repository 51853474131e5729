package covey.report.narrative;

import java.util.Map;
import java.util.Set;

/** Names of trust checks as readers know them. */
public final class Checks {
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("sample_ratio", "Sample ratio"),
            Map.entry("interaction", "Factors"),
            Map.entry("strata_shares", "Shares by stratum"),
            Map.entry("groups", "Clusters and pairs"),
            Map.entry("effective_clusters", "Effective clusters"),
            Map.entry("sample_ratio_daily", "Sample ratio by day"),
            Map.entry("sample_ratio_slices", "Sample ratio by slice"),
            Map.entry("multiple_arms", "One arm per unit"),
            Map.entry("assignment_defects", "Assignment"),
            Map.entry("verify_assignment", "Assignment recomputed"),
            Map.entry("layer_overlap", "Layer"),
            Map.entry("exposure_duplicates", "Duplicate exposures"),
            Map.entry("exposures_before_start", "Exposures before start"),
            Map.entry("join_loss", "Joins"),
            Map.entry("freshness", "Data complete"),
            Map.entry("pre_period_balance", "Balance before start"),
            Map.entry("denominator_moved", "Denominators"),
            Map.entry("values_missing", "Missing values"),
            Map.entry("cap", "Caps"),
            Map.entry("maturity", "Maturity"),
            Map.entry("novelty", "Novelty"),
            Map.entry("monitoring", "Bounds"),
            Map.entry("monitoring_plan", "Plan of monitoring"),
            Map.entry("looks", "Looks"),
            Map.entry("plan", "As planned"),
            Map.entry("time_leakage", "Training before truth"),
            Map.entry("train_test_overlap", "Truth known before"),
            Map.entry("one_sided_filter", "Filters alike"),
            Map.entry("same_queries", "Same queries"),
            Map.entry("scores_not_finite", "Scores"),
            Map.entry("popular_truth", "Popularity of the truth"),
            Map.entry("slice_against", "Segment against the whole"),
            Map.entry("simpson", "Mix against within"),
            Map.entry("re_estimate", "Re-estimation"),
            Map.entry("re_estimate_stage", "First stage"),
            Map.entry("stage_weights", "Stages"),
            Map.entry("plan_interim", "Interim look"),
            Map.entry("plan_power", "Power"),
            Map.entry("plan_guardrail_power", "Power of guardrails"),
            Map.entry("plan_history", "History"),
            Map.entry("plan_extrapolated", "Beyond the history"),
            Map.entry("plan_allocation", "Allocation"),
            Map.entry("plan_correction", "Correction"),
            Map.entry("plan_family", "All and any"),
            Map.entry("plan_maximum", "Maximum"),
            Map.entry("plan_late", "In time"),
            Map.entry("plan_monitoring", "Cost of looking"),
            Map.entry("plan_windows", "Length of windows"),
            Map.entry("plan_replay", "Replay of the plan"),
            Map.entry("judge", "Judge"),
            Map.entry("raters", "Agreement of raters"),
            Map.entry("labels_missing", "Labels missing"),
            Map.entry("labels_of_unknown_items", "Labels of unknown items"),
            Map.entry("items_twice", "One row per item"),
            Map.entry("inclusion_probability", "Inclusion probabilities"),
            Map.entry("next_sample", "Next sample"),
            Map.entry("version_empty", "Versions filled"),
            Map.entry("entities_in_one_version", "Same entities"),
            Map.entry("entities_without_cluster", "Entities without a cluster"),
            Map.entry("overlapping_clusters", "Overlapping clusters"),
            Map.entry("run_of_version", "Run of a version"),
            Map.entry("truth_coverage", "Entities with a class"),
            Map.entry("training_end", "Training declared"),
            Map.entry("known_engagements", "Known engagements"),
            Map.entry("heldout_users", "Users with held-back items"),
            Map.entry("version_map", "Fate of clusters"),
            Map.entry("aa_replay", "A/A replay"));

    private static final Map<String, String> FAILURES = Map.ofEntries(
            Map.entry(
                    "groups", "too many clusters had units in several arms, so the arms are not those that were drawn"),
            Map.entry(
                    "sample_ratio",
                    "the sizes of the arms do not fit the planned shares, so the arms cannot be compared"),
            Map.entry("sample_ratio_daily", "the sizes of the arms stopped fitting the planned shares"),
            Map.entry("multiple_arms", "too many units were seen in several arms"),
            Map.entry("assignment_defects", "too many units got something else than they were assigned"),
            Map.entry("verify_assignment", "too many units did not see the arm that their id gives them"),
            Map.entry("join_loss", "a join lost too many rows"),
            Map.entry("freshness", "the data are not complete"),
            Map.entry("monitoring_plan", "the plan of monitoring changed after somebody had looked"),
            Map.entry("time_leakage", "a system has learnt from the period it is measured on"),
            Map.entry("labels_of_unknown_items", "too many labels are of items that the population does not have"),
            Map.entry("version_empty", "a version has no memberships"),
            Map.entry("entities_in_one_version", "the versions have no entity in common"),
            Map.entry("known_engagements", "nobody engaged before the held-back time"),
            Map.entry("items_twice", "the population has items more than once"),
            Map.entry("inclusion_probability", "the sample does not fit its inclusion probabilities"));

    private static final Set<String> ALWAYS = Set.of(
            "sample_ratio", "multiple_arms", "verify_assignment", "join_loss", "freshness", "pre_period_balance");

    private Checks() {}

    /** The label of a check; that of another side of a market carries the name of its unit before it. */
    public static String label(String check) {
        if (LABELS.containsKey(check)) {
            return LABELS.getOrDefault(check, "");
        }
        for (int at = check.indexOf('_'); at > 0; at = check.indexOf('_', at + 1)) {
            String known = LABELS.get(check.substring(at + 1));
            if (known != null) {
                return Words.capitalised(Words.spaced(check.substring(0, at))) + " · " + known;
            }
        }
        return Words.capitalised(Words.spaced(check));
    }

    /** Why nothing can be concluded when this check fails; a clause. */
    public static String failure(String check) {
        return FAILURES.getOrDefault(check, "the check \"" + Words.spaced(check) + "\" failed");
    }

    /** Whether a reader wants to see the check even when it passed. */
    public static boolean alwaysShown(String check) {
        return ALWAYS.contains(check);
    }
}
