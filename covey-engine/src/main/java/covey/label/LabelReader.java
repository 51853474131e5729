package covey.label;

import covey.data.LabelRequirement;
import covey.data.LabelRequirement.ItemSource;
import covey.data.LabelRequirement.JudgeSource;
import covey.data.LabelRequirement.LabelSource;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a {@link LabelSpec} from a study as declared. */
final class LabelReader {
    private final Study study;
    private final Options data;
    private final List<Setting> settings = new ArrayList<>();

    private LabelReader(Study study) {
        this.study = study;
        this.data = study.data();
    }

    static LabelSpec read(Study study) {
        return new LabelReader(study).spec();
    }

    private LabelSpec spec() {
        metrics();
        study.refusePopulation(
                "a label evaluation", "write items.filter: the items are the population that the labels speak of");
        if (!data.has("labels.model") && data.has("judge.model")) {
            throw new SpecificationException(
                    data.location("judge.model"),
                    "the study has a judge and no labels by people: a judge that is right on 85 of 100 items says .64 where"
                            + " the truth is .70, and nothing shows it",
                    "label a sample: covey labels export " + study.name()
                            + " --n 200; then write labels: {model: ratings}");
        }
        String item = needed("items.item", "items: {model: inferred_interests, item: interest_id}");
        ItemSource items = new ItemSource(
                needed("items.model", "items: {model: inferred_interests, item: interest_id}"),
                setting("items.filter", ""),
                item,
                setting("items.inclusion_probability", ""),
                setting("items.stratum", ""));
        LabelSource labels = new LabelSource(
                needed("labels.model", "labels: {model: ratings, item: " + item + ", rater: rater_id, label: correct}"),
                setting("labels.filter", ""),
                setting("labels.item", item),
                setting("labels.rater", ""),
                setting("labels.label", "label"));
        Optional<JudgeSource> judge = judge(item, labels.label());
        boolean declared = study.analysis().has("estimator");
        String usual = judge.isPresent() ? LabelSettings.PREDICTION_POWERED : LabelSettings.HAJEK;
        String estimator = word("estimator", LabelSettings.ESTIMATORS, usual);
        if (estimator.equals(LabelSettings.PREDICTION_POWERED) && judge.isEmpty()) {
            throw new SpecificationException(
                    study.analysis().location("estimator"),
                    "analysis.estimator is prediction_powered, and the study has no judge whose predictions it would correct",
                    "write judge: {model: llm_ratings, label: correct}, or estimator: hajek");
        }
        Optional<String> combine = maybe("combine", LabelSettings.COMBINES);
        boolean numbers =
                study.metrics().stream().anyMatch(m -> m.metric().name().equals(LabelMetrics.MEAN));
        if (numbers && combine.filter(c -> c.equals("majority")).isPresent()) {
            throw new SpecificationException(
                    study.analysis().location("combine"),
                    "analysis.combine is majority, and labels are numbers, which have none",
                    "write combine: mean, or measure " + LabelMetrics.SHARE);
        }
        return new LabelSpec(
                study,
                new LabelRequirement(study.schema(), study.context().asOf(), items, labels, judge),
                estimator,
                declared,
                word("agreement", LabelSettings.AGREEMENTS, LabelSettings.AGREEMENTS.getFirst()),
                maybe("agreement_level", LabelSettings.LEVELS),
                combine,
                settings);
    }

    private void metrics() {
        List<String> names =
                study.metrics().stream().map(m -> m.metric().name()).toList();
        for (Study.MetricUse use : study.metrics()) {
            if (!LabelMetrics.NAMES.contains(use.metric().name())) {
                throw new SpecificationException(
                        use.location(),
                        "'" + use.metric().name() + "' is not measured by labels",
                        "there are " + String.join(", ", LabelMetrics.NAMES));
            }
        }
        if (names.contains(LabelMetrics.SHARE) && names.contains(LabelMetrics.MEAN)) {
            throw new SpecificationException(
                    study.location(),
                    "the study measures labels as shares and as numbers",
                    "name " + LabelMetrics.SHARE + " where labels are 0 or 1, else " + LabelMetrics.MEAN);
        }
        if (!study.slices().isEmpty() || study.treatment().isPresent()) {
            throw new SpecificationException(
                    study.location(),
                    "a label evaluation has neither slices nor a treatment",
                    "write items.stratum: each stratum is shown by itself");
        }
    }

    private Optional<JudgeSource> judge(String item, String label) {
        if (!data.has("judge.model")) {
            return Optional.empty();
        }
        return Optional.of(new JudgeSource(
                setting("judge.model", ""),
                setting("judge.filter", ""),
                setting("judge.item", item),
                setting("judge.label", label)));
    }

    private String setting(String key, String otherwise) {
        String value = data.text(key, otherwise);
        settings.add(new Setting(key, value, data.origin(key)));
        return value;
    }

    private String needed(String key, String example) {
        if (!data.has(key)) {
            throw new SpecificationException(study.location(), "a label evaluation needs " + key, "write " + example);
        }
        return setting(key, "");
    }

    private String word(String key, List<String> allowed, String otherwise) {
        String value = study.analysis().text(key, otherwise);
        settings.add(new Setting("analysis." + key, value, study.analysis().origin(key)));
        if (!allowed.contains(value)) {
            throw new SpecificationException(
                    study.analysis().location(key),
                    "analysis." + key + " is '" + value + "'",
                    "write one of " + String.join(", ", allowed));
        }
        return value;
    }

    private Optional<String> maybe(String key, List<String> allowed) {
        return study.analysis().has(key) ? Optional.of(word(key, allowed, "")) : Optional.empty();
    }
}
