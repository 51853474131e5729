package covey.label;

import covey.method.SettingDoc;
import java.util.List;

/** Every setting a label evaluation understands, with its default. The defaults stand here and nowhere else. */
final class LabelSettings {
    static final String HAJEK = "hajek";
    static final String HORVITZ_THOMPSON = "horvitz_thompson";
    static final String PREDICTION_POWERED = "prediction_powered";
    static final List<String> ESTIMATORS = List.of(HAJEK, HORVITZ_THOMPSON, PREDICTION_POWERED);
    static final List<String> AGREEMENTS = List.of("krippendorff_alpha", "cohen_kappa", "percent");
    static final List<String> LEVELS = List.of("nominal", "ordinal", "interval");
    static final List<String> COMBINES = List.of("majority", "mean");

    static final List<SettingDoc> ALL = List.of(
            new SettingDoc(
                    "design",
                    "type",
                    "text",
                    List.of("labelled_sample"),
                    "labelled_sample",
                    "Items are drawn from a population with known probabilities, inside strata."),
            text("items", "model", "", "The population: one row per item."),
            text("items", "item", "", "Column of the item."),
            text(
                    "items",
                    "inclusion_probability",
                    "drawn over all of the stratum",
                    "Column of the probability with which the item came into the sample."),
            text("items", "stratum", "one stratum", "Column of the stratum that the sample was drawn in."),
            text("items", "filter", "", "SQL condition on rows."),
            text("labels", "model", "", "What people said: one row per item and rater; without a label, drawn only."),
            text("labels", "item", "as in items", "Column of the item."),
            text("labels", "rater", "one rater", "Column of who labelled."),
            text("labels", "label", "label", "Column of the label: 0 or 1, true or false, or a number."),
            text("labels", "filter", "", "SQL condition on rows."),
            text("judge", "model", "", "What a model says of the items; corrected by the labels, never used alone."),
            text("judge", "item", "as in items", "Column of the item."),
            text("judge", "label", "as in labels", "Column of the judge's label or score."),
            text("judge", "filter", "", "SQL condition on rows."),
            new SettingDoc(
                    "analysis",
                    "estimator",
                    "text",
                    ESTIMATORS,
                    "prediction_powered with a judge, else hajek",
                    "How the sample speaks for the population."),
            new SettingDoc(
                    "analysis",
                    "agreement",
                    "text",
                    AGREEMENTS,
                    "krippendorff_alpha",
                    "How agreement of raters is measured; cohen_kappa takes two."),
            new SettingDoc(
                    "analysis",
                    "agreement_level",
                    "text",
                    LEVELS,
                    "nominal for shares, interval for means",
                    "What a difference of two labels means."),
            new SettingDoc(
                    "analysis",
                    "combine",
                    "text",
                    COMBINES,
                    "majority for shares, mean for means",
                    "Label of an item with several raters; a tied majority counts one half."));

    private LabelSettings() {}

    private static SettingDoc text(String part, String key, String otherwise, String description) {
        return new SettingDoc(part, key, "text", List.of(), otherwise, description);
    }
}
