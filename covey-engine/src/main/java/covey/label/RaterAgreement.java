package covey.label;

import covey.data.LabelData;
import covey.data.LabelData.Ratings;
import covey.result.Coverage;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Severity;
import covey.stats.DegenerateDataException;
import covey.stats.agreement.AgreementEstimate;
import covey.stats.agreement.CohenKappa;
import covey.stats.agreement.KrippendorffAlpha;
import covey.stats.agreement.MeasurementLevel;
import covey.stats.agreement.PercentAgreement;
import covey.stats.survey.SpearmanBrown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** How far raters agree, and what follows for the number of raters. */
final class RaterAgreement {
    /** Below it Krippendorff would draw no conclusion, not even a tentative one. */
    private static final double TENTATIVE = 0.667;

    private static final double RELIABLE = 0.8;

    private final LabelSpec spec;
    private final LabelData data;
    private final Outcome lead;

    RaterAgreement(LabelSpec spec, LabelData data) {
        this.spec = spec;
        this.data = data;
        this.lead = row("main", spec.agreement());
    }

    List<Outcome> rows() {
        boolean percent = spec.agreement().equals("percent");
        return percent || lead instanceof NotEstimable ? List.of(lead) : List.of(lead, row("percent", "percent"));
    }

    private Outcome row(String analysis, String measure) {
        Estimand about = new Estimand(
                analysis,
                LabelMetrics.AGREEMENT,
                measure.equals("percent") ? "proportion" : measure,
                Scale.LEVEL,
                LabelEvaluation.ARM,
                "",
                "",
                Map.of(),
                "");
        if (data.raters() < 2) {
            return new NotEstimable(
                    about,
                    Reason.TOO_FEW_UNITS,
                    data.raters() == 1 ? "one rater labelled all items" : "nobody labelled an item",
                    "let a second rater label some of the items, and name the column as labels.rater");
        }
        try {
            AgreementEstimate estimate = estimate(measure);
            return new Estimate(
                    about,
                    estimate.value(),
                    OptionalDouble.of(estimate.standardError()),
                    estimate.interval(spec.confidence())
                            .map(b -> new Interval(
                                    b.lower(),
                                    b.upper(),
                                    spec.confidence(),
                                    Coverage.POINTWISE,
                                    "jackknife over items, log(1 − value)")),
                    Optional.empty(),
                    estimate.items(),
                    "");
        } catch (DegenerateDataException e) {
            return new NotEstimable(
                    about,
                    Reason.TOO_FEW_UNITS,
                    String.valueOf(e.getMessage()),
                    "let several raters label the same items");
        }
    }

    private AgreementEstimate estimate(String measure) {
        return switch (measure) {
            case "cohen_kappa" -> kappa();
            case "percent" -> PercentAgreement.of(ratings());
            default -> KrippendorffAlpha.of(ratings(), level());
        };
    }

    private MeasurementLevel level() {
        return MeasurementLevel.valueOf(
                spec.level().orElse(spec.share() ? "nominal" : "interval").toUpperCase(Locale.ROOT));
    }

    private covey.stats.agreement.Ratings ratings() {
        return covey.stats.agreement.Ratings.of(byItem());
    }

    private List<double[]> byItem() {
        Ratings ratings = data.ratings();
        List<double[]> items = new ArrayList<>();
        for (int from = 0; from < ratings.size(); ) {
            int to = from;
            while (to < ratings.size()
                    && ratings.items().at(to) == ratings.items().at(from)) {
                to++;
            }
            double[] labels = new double[to - from];
            for (int r = from; r < to; r++) {
                labels[r - from] = ratings.labels().at(r);
            }
            items.add(labels);
            from = to;
        }
        return items;
    }

    /** Two raters, over the items that both labelled. */
    private AgreementEstimate kappa() {
        if (data.raters() != 2) {
            throw new DegenerateDataException(
                    DegenerateDataException.Reason.TOO_FEW_ARMS,
                    "Cohen's kappa compares two raters, and " + data.raters() + " labelled");
        }
        // rows stand by item and rater, so that two labels of one item are those of the two raters in order
        List<double[]> both = byItem().stream().filter(l -> l.length == 2).toList();
        CohenKappa.Weights weights = switch (level()) {
            case NOMINAL -> CohenKappa.Weights.UNWEIGHTED;
            case ORDINAL -> CohenKappa.Weights.LINEAR;
            case INTERVAL -> CohenKappa.Weights.QUADRATIC;
        };
        return CohenKappa.of(
                both.stream().mapToDouble(l -> l[0]).toArray(),
                both.stream().mapToDouble(l -> l[1]).toArray(),
                weights);
    }

    List<Diagnostic> diagnostics() {
        if (!(lead instanceof Estimate estimate)) {
            return List.of(new Diagnostic(
                    "raters",
                    Severity.WARNING,
                    "",
                    "how far the labels can be trusted is not known: " + ((NotEstimable) lead).message(),
                    List.of(),
                    ((NotEstimable) lead).advice(),
                    Map.of(),
                    ""));
        }
        if (spec.agreement().equals("percent") || estimate.value() >= TENTATIVE) {
            return List.of();
        }
        boolean plannable = estimate.value() > 0;
        return List.of(new Diagnostic(
                "raters",
                Severity.WARNING,
                "",
                String.format(
                        Locale.ROOT,
                        "raters agree by %.2f only, where %.3f is the least for tentative conclusions: the number is about"
                                + " what they understood, which is not one thing",
                        estimate.value(),
                        TENTATIVE),
                List.of("the question is not clear to raters", "some raters guess"),
                "sharpen the question with examples"
                        + (plannable
                                ? "; the mean of " + SpearmanBrown.raters(Math.min(estimate.value(), 0.999), RELIABLE)
                                        + " raters an item would be reliable by " + RELIABLE
                                : ""),
                Map.of("agreement", Double.toString(estimate.value())),
                ""));
    }
}
