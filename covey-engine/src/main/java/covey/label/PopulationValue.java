package covey.label;

import covey.data.LabelData;
import covey.data.LabelData.Stratum;
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
import covey.stats.interval.Bounds;
import covey.stats.survey.Hajek;
import covey.stats.survey.HorvitzThompson;
import covey.stats.survey.PredictionPowered;
import covey.stats.survey.SurveyMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The mean label of the population: the number that leads, the labels alone beside it, the judge alone, and each stratum. */
final class PopulationValue {
    private final LabelSpec spec;
    private final LabelData data;
    private final LabelledItems items;
    private final Optional<NotEstimable> obstacle;
    private Optional<PredictionPowered.Estimate> corrected = Optional.empty();
    private String uncorrected = "";

    PopulationValue(LabelSpec spec, LabelData data, LabelledItems items) {
        this.spec = spec;
        this.data = data;
        this.items = items;
        this.obstacle = obstacle();
        if (obstacle.isEmpty() && spec.requirement().judge().isPresent()) {
            correct();
        }
    }

    private void correct() {
        if (!frame()) {
            uncorrected = "the judge's mean over the population is not known, as items holds the sample only";
            return;
        }
        if (data.strata().stream().mapToLong(Stratum::judged).sum() == 0) {
            uncorrected = "the judge said nothing of any item";
            return;
        }
        try {
            corrected =
                    Optional.of(PredictionPowered.mean(items.sample(), items.judged(), LabelledItems.judgeMean(data)));
        } catch (DegenerateDataException e) {
            uncorrected = String.valueOf(e.getMessage());
        }
    }

    /** Whether the items read are the population, not only its sample. */
    boolean frame() {
        return !sampleOnly(data, items);
    }

    /** Whether every item read was drawn though the weights say that there are more. */
    static boolean sampleOnly(LabelData data, LabelledItems items) {
        long population = data.strata().stream().mapToLong(Stratum::items).sum();
        double spoken = 0;
        for (int h = 0; h < data.strata().size(); h++) {
            spoken += items.sound() ? items.weight(h) : 0;
        }
        return data.sample().size() == population && spoken > 1.5 * population;
    }

    List<Outcome> rows(String metric) {
        Estimand main = estimand("main", metric, "");
        if (obstacle.isPresent()) {
            NotEstimable why = obstacle.get();
            return List.of(new NotEstimable(main, why.reason(), why.message(), why.advice()));
        }
        List<Outcome> rows = new ArrayList<>();
        rows.add(lead(main));
        if (spec.requirement().judge().isPresent()) {
            rows.add(row(main.in("labels_alone"), Hajek.mean(items.sample()), "Hájek"));
            if (frame() && uncorrected.isEmpty()) {
                rows.add(new Estimate(
                        main.in("judge_alone"),
                        LabelledItems.judgeMean(data),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        data.strata().stream().mapToLong(Stratum::judged).sum(),
                        ""));
            }
        }
        if (!spec.requirement().items().stratum().isEmpty()) {
            for (int h = 0; h < data.strata().size(); h++) {
                rows.add(stratum(metric, h));
            }
        }
        return rows;
    }

    private Outcome lead(Estimand main) {
        return switch (spec.estimator()) {
            case LabelSettings.HORVITZ_THOMPSON -> horvitzThompson(main);
            case LabelSettings.PREDICTION_POWERED -> predictionPowered(main);
            default -> row(main, Hajek.mean(items.sample()), "Hájek");
        };
    }

    private Outcome horvitzThompson(Estimand main) {
        if (!frame()) {
            return new NotEstimable(
                    main,
                    Reason.NOT_SUPPORTED,
                    "the size of the population is not known: items holds the sample only",
                    "write estimator: hajek, or name the model of all items");
        }
        long population = data.strata().stream().mapToLong(Stratum::items).sum();
        return row(main, HorvitzThompson.mean(items.sample(), population), "Horvitz–Thompson");
    }

    private Outcome predictionPowered(Estimand main) {
        if (corrected.isPresent()) {
            return row(main, corrected.get().mean(), "prediction-powered");
        }
        return spec.declaredEstimator()
                ? new NotEstimable(
                        main,
                        Reason.ZERO_VARIANCE,
                        "the judge cannot be corrected: " + uncorrected,
                        "label more items; the labels alone are shown beside")
                : row(main, Hajek.mean(items.sample()), "Hájek");
    }

    private Outcome stratum(String metric, int h) {
        Estimand about =
                estimand("main", metric, "stratum=" + data.strata().get(h).name());
        try {
            return row(about, Hajek.mean(items.sample(h)), "Hájek");
        } catch (DegenerateDataException e) {
            return new NotEstimable(
                    about,
                    Reason.TOO_FEW_UNITS,
                    items.labelled(h) + " labelled items",
                    "label two or more of each stratum");
        }
    }

    private Outcome row(Estimand about, SurveyMean mean, String method) {
        if (mean.df() < 1) {
            return new NotEstimable(
                    about, Reason.TOO_FEW_UNITS, mean.items() + " labelled items leave no error", "label more items");
        }
        double level = spec.confidence();
        Bounds bounds = spec.share() ? mean.shareInterval(level) : mean.interval(level);
        double value = spec.share() ? Math.clamp(mean.value(), 0, 1) : mean.value();
        String how = method + (spec.share() ? ", Wilson by effective items" : ", Student t");
        return new Estimate(
                about,
                value,
                OptionalDouble.of(mean.standardError()),
                Optional.of(new Interval(bounds.lower(), bounds.upper(), level, Coverage.POINTWISE, how)),
                Optional.empty(),
                mean.items(),
                method.equals("prediction-powered") ? "judge" : "");
    }

    private Estimand estimand(String analysis, String metric, String segment) {
        return new Estimand(
                analysis,
                metric,
                spec.share() ? "proportion" : "mean",
                Scale.LEVEL,
                LabelEvaluation.ARM,
                "",
                segment,
                Map.of(),
                "");
    }

    /** Why there is no number of the population at all. */
    private Optional<NotEstimable> obstacle() {
        if (items.size() < 2) {
            return because(Reason.NO_DATA, items.size() + " items are labelled", "label a sample: covey labels export");
        }
        if (!items.sound()) {
            return because(
                    Reason.NOT_SUPPORTED,
                    "labelled items have inclusion probabilities that are missing, 0 or above 1",
                    "write the probability with which each item was drawn, in (0, 1]");
        }
        if (spec.share() && !items.binary()) {
            return because(
                    Reason.NOT_SUPPORTED,
                    "labels are not all 0 or 1",
                    "write metrics: {primary: [label_mean]} for numbers, or give the label an expr in its model");
        }
        for (int h = 0; h < data.strata().size(); h++) {
            Stratum stratum = data.strata().get(h);
            boolean lone = items.labelled(h) == 1 && stratum.items() > 1;
            if (items.labelled(h) == 0 || lone) {
                return because(
                        items.labelled(h) == 0 ? Reason.NO_DATA : Reason.TOO_FEW_UNITS,
                        "stratum '" + stratum.name() + "' with " + stratum.items() + " items has "
                                + (lone ? "one label" : "no label") + ", so nothing is known of its spread",
                        "label two items or more of it, or merge strata in the model");
            }
        }
        return Optional.empty();
    }

    private static Optional<NotEstimable> because(Reason reason, String message, String advice) {
        Estimand none = new Estimand("main", "", "", Scale.LEVEL, "", "", "", Map.of(), "");
        return Optional.of(new NotEstimable(none, reason, message, advice));
    }

    /** What the judge was worth, or why it was not used. */
    List<Diagnostic> diagnostics() {
        if (spec.requirement().judge().isEmpty() || obstacle.isPresent()) {
            return List.of();
        }
        if (corrected.isEmpty()) {
            return List.of(new Diagnostic(
                    "judge",
                    Severity.WARNING,
                    "",
                    "the judge was not used: " + uncorrected,
                    List.of(),
                    "label more items, or name the model of all items",
                    Map.of(),
                    ""));
        }
        PredictionPowered.Estimate e = corrected.get();
        double off = e.predictions() - e.mean().value();
        return List.of(new Diagnostic(
                "judge",
                Severity.NOTE,
                "",
                String.format(
                        Locale.ROOT,
                        "the judge alone would say %.3f, %.3f too %s; it differs from the labels on %d of %d items, is believed"
                                + " by λ = %.2f, and makes %d labels worth %d",
                        e.predictions(),
                        Math.abs(off),
                        off < 0 ? "low" : "high",
                        e.errors(),
                        items.size(),
                        e.lambda(),
                        items.size(),
                        Math.round(items.size() * e.gain())),
                List.of(),
                "",
                Map.of(
                        "judge_mean", Double.toString(e.predictions()),
                        "lambda", Double.toString(e.lambda()),
                        "gain", Double.toString(e.gain())),
                ""));
    }
}
