package covey.report.narrative;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of further analyses as readers know them. */
public final class Analyses {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("unadjusted", "unadjusted"),
            Map.entry("unstratified", "without strata"),
            Map.entry("delta_lift", "relative interval by the delta method"),
            Map.entry("fieller", "relative interval by Fieller"),
            Map.entry("pointwise", "interval of this comparison alone"),
            Map.entry("multiplicity", "interval corrected for what was selected"),
            Map.entry("fixed", "as if it had been looked at once"),
            Map.entry("stopped", "corrected for stopping, median-unbiased"),
            Map.entry("bias_adjusted", "corrected for stopping, bias-adjusted"),
            Map.entry("overrun", "corrected for stopping, with the data since"),
            Map.entry("marginal", "combinations weighed by their units"),
            Map.entry("cluster_means", "each cluster weighs alike"),
            Map.entry("pairs_alike", "each pair weighs alike"),
            Map.entry("distributed_lag", "distributed lag: effects of windows add up"),
            Map.entry("randomization_test", "randomisation test"),
            Map.entry("permutation", "permutation of units"),
            Map.entry("bootstrap", "bootstrap of units"),
            Map.entry("tukey", "all pairs of systems (Tukey)"),
            Map.entry("unjudged_worst_case", "unjudged relevant where it favours the reference"),
            Map.entry("unjudged_best_case", "unjudged relevant where it favours the other"));

    private static final Pattern NUMBERED = Pattern.compile("(carry_over|order)_(\\d+)");

    private Analyses() {}

    /** What an analysis is called in a table. */
    public static String words(String analysis) {
        Matcher numbered = NUMBERED.matcher(analysis);
        if (!numbered.matches()) {
            return WORDS.getOrDefault(analysis, Words.spaced(analysis));
        }
        int number = Integer.parseInt(numbered.group(2));
        if (numbered.group(1).equals("order")) {
            return "polynomial of order " + number;
        }
        return number == 0
                ? "if effects end with their window"
                : "if effects last " + Words.plural(number, "window") + " more";
    }
}
