package covey.experiment.spec;

import covey.method.SettingDoc;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting an experiment understands, with its default. The defaults stand here and nowhere else. */
public final class ExperimentSettings {
    private static final List<String> PROCEDURES =
            List.of("none", "bonferroni", "holm", "hommel", "hochberg", "benjamini_hochberg", "benjamini_yekutieli");

    /** Values of {@code design.type} that are built. */
    public static final List<String> DESIGNS = List.of(
            "user_randomized",
            "stratified",
            "blocked",
            "matched_pairs",
            "cluster_randomized",
            "factorial",
            "two_sided",
            "switchback",
            "staged_rollout",
            "holdout",
            "data_diverted",
            "co_diverted");

    /** The settings in the order in which they are printed. */
    public static final List<SettingDoc> ALL = List.of(
            text("design", "type", DESIGNS, "user_randomized", "How units were assigned."),
            text(
                    "design",
                    "training_data",
                    List.of("none", "shared", "diverted", "co_diverted"),
                    "none",
                    "What the arms' models learn from when the treatment is a model that is trained on clicks: the clicks of"
                            + " all arms (shared), of the own arm (diverted), of the own arm and its own share of the items"
                            + " (co_diverted)."),
            text("design", "salt", List.of(), "", "Salt of the assignment; the study's name when absent."),
            new SettingDoc(
                    "design",
                    "verify_assignment",
                    "boolean",
                    List.of(),
                    "true where design.salt is declared",
                    "Recompute the arm of every exposed unit from its id and count the units that saw another."),
            text("design", "layer", List.of(), "", "Layer: studies with disjoint slots of it never share a unit."),
            list("slot", "The study's part of the layer, as in [0, 0.5]; all of it when absent."),
            text("design", "holdout.name", List.of(), "", "Holdout that keeps the same units out of every study."),
            new SettingDoc("design", "holdout.share", "number", List.of(), "", "Share of all units in the holdout."),
            list("ramp", "Growing shares of units, as in {at: 2026-03-01, share: 0.05}; nobody changes arm."),
            list("targeting", "Conditions on attributes, as in {attribute: country, in: [DE, FR]}; all must hold."),
            list("overrides", "Arms given by hand, as in {unit: u17, arm: control}."),
            new SettingDoc(
                    "design",
                    "randomize",
                    "list",
                    List.of(),
                    "the study's unit",
                    "What was randomised; of a two-sided design a list of {unit, share, exposures, filter}."),
            text("design", "randomize.unit", List.of(), "", "Unit that was randomised; the study's unit when absent."),
            new SettingDoc(
                    "design",
                    "randomize.stratify",
                    "list",
                    List.of(),
                    "none",
                    "Dimensions inside whose combinations assignment was made: strata or blocks."),
            new SettingDoc(
                    "design",
                    "factors",
                    "map",
                    List.of(),
                    "none",
                    "Factors of a factorial experiment, each with its levels, the base level first; arms are named by their"
                            + " levels."),
            text("design", "randomize.pair", List.of(), "none", "Dimension whose values name the matched pairs."),
            new SettingDoc(
                    "design",
                    "randomize.rerandomize.covariates",
                    "list",
                    List.of(),
                    "",
                    "Metrics before the draw or numeric dimensions that both arms are balanced on: names, or"
                            + " {metric, lookback} and {dimension}."),
            new SettingDoc(
                    "design",
                    "randomize.rerandomize.accept",
                    "number",
                    List.of(),
                    "0.01",
                    "Share of all assignments that is balanced enough, in (0, 1]."),
            new SettingDoc(
                    "design",
                    "randomize.rerandomize.draws",
                    "integer",
                    List.of(),
                    "100000",
                    "Assignments that are drawn at most."),
            text("design", "randomize.every", List.of(), "", "Length of a window of a switchback, such as 4h."),
            text(
                    "design",
                    "randomize.burn_in",
                    List.of(),
                    "0s",
                    "Time at the start of each window of a switchback whose events do not count."),
            new SettingDoc(
                    "design",
                    "stages",
                    "list",
                    List.of(),
                    "",
                    "Stages of a roll-out: {at, share}, shares of treated units rising."),
            new SettingDoc(
                    "design",
                    "order",
                    "integer",
                    List.of(),
                    "1",
                    "Order of the polynomial in the treated share by which a roll-out is extrapolated."),
            new SettingDoc(
                    "design",
                    "carry_over",
                    "integer",
                    List.of(),
                    "1",
                    "Windows of a switchback that an effect may last after its own."),
            new SettingDoc("design", "power", "number", List.of(), "0.8", "Power that a plan aims at."),
            text("design", "history.start", List.of(), "8 weeks before its end", "First day that a plan learns from."),
            text("design", "history.end", List.of(), "start of the period", "Day that ends it; never after the start."),
            text("design", "history.entry", List.of(), "", "Model whose first row is a unit's entry in the history."),
            text("design", "history.filter", List.of(), "", "SQL condition on its rows."),
            new SettingDoc(
                    "design", "history.weekly_units", "number", List.of(), "", "Units that will enter in a week."),
            new SettingDoc("design", "prior.mean", "number", List.of(), "", "Relative effect that is expected."),
            new SettingDoc("design", "prior.sd", "number", List.of(), "", "Standard deviation of that belief."),
            text(
                    "design",
                    "re_estimate.method",
                    List.of("none", "blinded", "conditional"),
                    "blinded",
                    "What covey design --re-estimate may look at: variance and arrivals of all arms together (blinded), the"
                            + " effects at one interim look (conditional), or nothing."),
            new SettingDoc(
                    "design",
                    "re_estimate.at",
                    "scalar",
                    List.of(),
                    "",
                    "The interim look of conditional: a share of the period, to the nearest day, or a day."),
            new SettingDoc(
                    "design",
                    "re_estimate.promising_from",
                    "number",
                    List.of(),
                    "0.3",
                    "Conditional power from which an experiment is made longer."),
            new SettingDoc(
                    "design",
                    "re_estimate.target_power",
                    "number",
                    List.of(),
                    "0.8",
                    "Conditional power that it is made long enough for."),
            new SettingDoc(
                    "design",
                    "re_estimate.most",
                    "number",
                    List.of(),
                    "2",
                    "Largest length of a re-estimated experiment over the planned one."),
            text(
                    "analysis",
                    "adjustment",
                    List.of("lin", "cuped", "none"),
                    "lin",
                    "Covariate adjustment: fully interacted regression (lin), one common slope (cuped) or none."),
            new SettingDoc(
                    "analysis",
                    "covariates",
                    "list",
                    List.of(),
                    "each metric itself, lookback 14d",
                    "Covariates of every metric that is no quantile: {metric, lookback} or {dimension}."),
            text(
                    "analysis",
                    "relative",
                    List.of("fieller", "delta"),
                    "fieller",
                    "Interval of relative effects; fieller never disagrees with the absolute test about zero."),
            text(
                    "analysis",
                    "std_error",
                    List.of("auto", "cr1", "cr2", "cr3", "wild_cluster_bootstrap", "randomization"),
                    "auto",
                    "Error of a difference between clusters; auto goes by effective clusters: randomization below 20, cr2"
                            + " below 40, else cr1."),
            text(
                    "analysis",
                    "window",
                    List.of(),
                    "none",
                    "Time after entry in which events count, for metrics without a window of their own."),
            text(
                    "analysis",
                    "proportion_test",
                    List.of("unpooled", "pooled"),
                    "unpooled",
                    "Variance of the test of two unadjusted proportions; unpooled agrees with the Wald interval."),
            text(
                    "analysis",
                    "proportion_interval",
                    List.of("wald", "newcombe"),
                    "wald",
                    "Interval of the difference of two unadjusted proportions; an arm's own is always Wilson."),
            text(
                    "analysis",
                    "post_stratify",
                    List.of(),
                    "none",
                    "Slice dimension whose segments are the strata of the post_stratified analysis."),
            monitoring(
                    "method",
                    List.of("fixed", "group_sequential", "confidence_sequence", "msprt"),
                    "group_sequential",
                    "Rule by which looks are judged; one look at the end is the fixed test by each."),
            monitoring(
                    "spending",
                    List.of("obrien_fleming", "pocock", "hwang_shih_decani", "kim_demets"),
                    "obrien_fleming",
                    "How group-sequential monitoring spends its error."),
            new SettingDoc(
                    "monitoring",
                    "gamma",
                    "number",
                    List.of(),
                    "",
                    "Shape of hwang_shih_decani, -4 when absent; larger is earlier."),
            new SettingDoc(
                    "monitoring",
                    "rho",
                    "number",
                    List.of(),
                    "",
                    "Power of kim_demets, 3 when absent; larger is later."),
            monitoring("maximum.end", List.of("period"), "period", "The plan ends with the period."),
            new SettingDoc("monitoring", "maximum.units", "number", List.of(), "", "The plan ends at this many units."),
            new SettingDoc(
                    "monitoring",
                    "maximum.information",
                    "number",
                    List.of(),
                    "",
                    "The plan ends at this information, 1 / variance, of the first primary metric."),
            new SettingDoc(
                    "monitoring",
                    "looks",
                    "list",
                    List.of(),
                    "daily",
                    "Planned looks: daily, weekly, days, or a number; others are flagged."),
            new SettingDoc(
                    "monitoring",
                    "applies_to",
                    "list",
                    List.of("primary", "guardrails", "secondary"),
                    "primary, guardrails",
                    "Roles whose crossing recommends a stop."),
            monitoring(
                    "futility",
                    List.of("none", "non_binding", "binding"),
                    "none",
                    "Whether one may stop because the planned effect is out of reach."),
            new SettingDoc(
                    "monitoring",
                    "futility_power",
                    "number",
                    List.of(),
                    "0.8",
                    "Power of the planned effect that futility gives up."),
            new SettingDoc("monitoring", "minimum_days", "number", List.of(), "7", "Days before a stop for efficacy."),
            new SettingDoc(
                    "monitoring",
                    "also",
                    "list",
                    List.of("fixed", "group_sequential", "confidence_sequence", "msprt"),
                    "none",
                    "Further methods whose verdict at each look is shown."),
            text(
                    "multiplicity",
                    "primary",
                    Stream.concat(PROCEDURES.stream(), Stream.of("dunnett")).toList(),
                    "holm",
                    "Correction over primary metrics and arms; dunnett compares several arms with their control at once, and"
                            + " shares the error among metrics by Bonferroni."),
            text(
                    "multiplicity",
                    "secondary",
                    PROCEDURES,
                    "benjamini_hochberg",
                    "Correction over secondary metrics and arms."),
            text(
                    "multiplicity",
                    "slices",
                    PROCEDURES,
                    "benjamini_hochberg",
                    "Correction over segments, for each role of metrics apart."),
            text("decision", "ship_when", List.of(), "", "The decision rule, in words."),
            text("decision", "value.metric", List.of(), "", "Metric of the decision's value; for the record."),
            text("decision", "value.per", List.of(), "", "Unit of the decision's value; for the record."),
            number("sample_ratio.threshold", "0.001", "p-value below which the overall sample ratio invalidates."),
            number("sample_ratio.amber", "0.01", "p-value below which the overall sample ratio is a warning."),
            text(
                    "trust",
                    "sample_ratio.daily",
                    List.of("sequential", "none"),
                    "sequential",
                    "Sample ratio followed by day with a test that may be looked at every day."),
            text(
                    "trust",
                    "sample_ratio.slices",
                    List.of("adjusted", "none"),
                    "adjusted",
                    "Sample ratio by segment, corrected for their number; it only explains."),
            number("pre_period_balance.threshold", "0.001", "p-value below which a covariate counts as unbalanced."),
            text(
                    "trust",
                    "pre_period_balance.action",
                    List.of("warn_and_adjust"),
                    "warn_and_adjust",
                    "What an unbalanced covariate leads to."),
            number("multiple_arms.threshold", "0.01", "Share of units seen in several arms that invalidates."),
            number(
                    "assignment_defects.threshold",
                    "0.01",
                    "Share of units with an unsound assignment that invalidates."),
            number("join_loss.threshold", "0.05", "Share of rows that find no unit through a link that invalidates."),
            text("trust", "freshness.allowed_lag", List.of(), "0d", "How long before they are needed rows may end."));

    private ExperimentSettings() {}

    /** A setting by part and key. */
    public static Optional<SettingDoc> find(String part, String key) {
        return ALL.stream()
                .filter(d -> d.part().equals(part) && d.key().equals(key))
                .findFirst();
    }

    private static SettingDoc text(
            String part, String key, List<String> allowed, String otherwise, String description) {
        return new SettingDoc(part, key, "text", allowed, otherwise, description);
    }

    private static SettingDoc monitoring(String key, List<String> allowed, String otherwise, String description) {
        return text("monitoring", key, allowed, otherwise, description);
    }

    private static SettingDoc list(String key, String description) {
        return new SettingDoc("design", key, "list", List.of(), "", description);
    }

    private static SettingDoc number(String key, String otherwise, String description) {
        return new SettingDoc("trust", key, "number", List.of(), otherwise, description);
    }
}
