package covey.label;

import covey.data.LabelData;
import covey.data.Requirement;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Language;
import covey.method.Study;
import covey.method.Working;
import covey.result.ArmInfo;
import covey.result.Diagnostic;
import covey.result.Dropped;
import covey.result.Outcome;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A sample labelled by people, weighed by how likely each item was to come into it, so that the population gets the number; a
 * model's labels of all items make it more exact where the sample shows by how much they are wrong.
 */
public final class LabelEvaluation implements Estimator<LabelSpec, LabelData> {
    /** What the numbers of a sample are called where others have the name of an arm. */
    static final String ARM = "labels";

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "label_evaluation",
                List.of("labelled_sample"),
                "Label evaluation",
                "People label a sample; the population gets the number.",
                LabelSettings.ALL,
                List.of(
                        "Horvitz and Thompson (1952), JASA 47",
                        "Hájek (1964), Annals of Mathematical Statistics 35",
                        "Angelopoulos, Bates, Fannjiang, Jordan and Zrnic (2023), Science 382: prediction-powered inference",
                        "Hayes and Krippendorff (2007), Communication Methods and Measures 1"),
                new Language(
                        LabelMetrics::declared,
                        _ -> Optional.empty(),
                        LabelMetrics.NAMES,
                        Set.of("unit", "period", "metrics"),
                        LabelMetrics.USUAL));
    }

    @Override
    public LabelSpec specify(Study study) {
        return LabelReader.read(study);
    }

    @Override
    public List<Setting> settings(LabelSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(LabelSpec spec) {
        return spec.requirement();
    }

    @Override
    public Findings estimate(LabelSpec spec, LabelData data, RandomGenerator random) {
        LabelledItems items = LabelledItems.of(spec, data);
        PopulationValue value = new PopulationValue(spec, data, items);
        RaterAgreement agreement = new RaterAgreement(spec, data);
        List<Outcome> outcomes = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>(new LabelChecks(spec, data, items).all());
        for (Study.MetricUse use : spec.study().metrics()) {
            boolean agrees = use.metric().name().equals(LabelMetrics.AGREEMENT);
            outcomes.addAll(agrees ? agreement.rows() : value.rows(use.metric().name()));
        }
        diagnostics.addAll(value.diagnostics());
        diagnostics.addAll(agreement.diagnostics());
        return new Findings(outcomes, diagnostics, List.of(new ArmInfo(ARM, false, 0, items.size())), dropped(data));
    }

    private static List<Dropped> dropped(LabelData data) {
        Map<String, String> reasons = Map.of(
                "items_without_id", "without an id",
                "labels_without_item", "of items that are not in the population, or without an id",
                "labels_not_finite", "NaN or infinite",
                "labels_contradicting", "of raters who labelled the same item twice, differently",
                "judgements_of_unknown_items", "of items that are not in the population");
        List<Dropped> dropped = new ArrayList<>();
        reasons.keySet().stream().sorted().forEach(count -> {
            if (data.count(count) > 0) {
                dropped.add(new Dropped(
                        count.substring(0, count.indexOf('_')), data.count(count), reasons.getOrDefault(count, "")));
            }
        });
        return dropped;
    }

    @Override
    public List<Working> workings(LabelSpec spec, LabelData data, Working.Asked number) {
        return new LabelWorkings(spec, data).of(number);
    }
}
