package covey.label;

import covey.data.LabelData;
import covey.data.LabelData.Stratum;
import covey.method.Working;
import covey.stats.DegenerateDataException;
import covey.stats.survey.Hajek;
import covey.stats.survey.PredictionPowered;
import covey.stats.survey.SurveyMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the number of the population came about. */
final class LabelWorkings {
    private final LabelSpec spec;
    private final LabelData data;
    private final LabelledItems items;

    LabelWorkings(LabelSpec spec, LabelData data) {
        this.spec = spec;
        this.data = data;
        this.items = LabelledItems.of(spec, data);
    }

    List<Working> of(Working.Asked number) {
        if (number.metric().equals(LabelMetrics.AGREEMENT) || items.size() < 2 || !items.sound()) {
            return List.of();
        }
        List<Working> workings = new ArrayList<>();
        workings.add(new Working("Sample by stratum", strata()));
        try {
            workings.add(new Working("Formula", formula()));
        } catch (DegenerateDataException e) {
            workings.add(new Working("Formula", String.valueOf(e.getMessage())));
        }
        workings.add(new Working(
                "Assumptions",
                "every item could come into the sample, with the probability that is declared (check"
                        + " inclusion_probability)\nstrata were drawn independently, each a sample of fixed size; items, not"
                        + " users, were drawn\ndrawn items without a label are like those of their stratum that have one (check"
                        + " labels_missing)\nthe judge did not see the labels; it may be wrong in any way"));
        return workings;
    }

    private String strata() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(Locale.ROOT, "%-20s %10s %8s %9s %10s", "stratum", "items", "drawn", "labelled", "mean"));
        for (int h = 0; h < data.strata().size(); h++) {
            Stratum stratum = data.strata().get(h);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-20s %10d %8d %9d %10s",
                    stratum.name(),
                    stratum.items(),
                    items.drawn(h),
                    items.labelled(h),
                    Arrays.stream(items.values(h)).average().stream()
                            .mapToObj(m -> String.format(Locale.ROOT, "%.4f", m))
                            .findFirst()
                            .orElse("–")));
        }
        return String.join("\n", lines);
    }

    private String formula() {
        SurveyMean alone = Hajek.mean(items.sample());
        String labels = String.format(
                Locale.ROOT,
                "labels alone: Σ y/π ÷ Σ 1/π = %.5f, standard error %.5f over %d items, %.0f degrees of freedom; Σ 1/π counts"
                        + " %.0f items",
                alone.value(),
                alone.standardError(),
                alone.items(),
                alone.df(),
                java.util.stream.IntStream.range(0, data.strata().size())
                        .mapToDouble(items::weight)
                        .sum());
        if (spec.requirement().judge().isEmpty() || PopulationValue.sampleOnly(data, items)) {
            return labels;
        }
        PredictionPowered.Estimate e =
                PredictionPowered.mean(items.sample(), items.judged(), LabelledItems.judgeMean(data));
        return labels
                + String.format(
                        Locale.ROOT,
                        "\nprediction-powered: λ F + Σ (y − λ f)/π ÷ Σ 1/π = %.5f × %.5f + %.5f = %.5f, standard error %.5f",
                        e.lambda(),
                        e.predictions(),
                        e.mean().value() - e.lambda() * e.predictions(),
                        e.mean().value(),
                        e.mean().standardError());
    }
}
