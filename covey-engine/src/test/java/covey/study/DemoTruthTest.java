package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.report.text.Colour;
import covey.report.text.TextScorecard;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Severity;
import covey.result.StudyResult;
import covey.world.truth.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo, run as a user runs it with its default seed, against the truth that was planted in its data. That the
 * intervals cover as often as they promise, and not only for this seed, is what {@link PlantedEffectCoverageTest} shows.
 */
class DemoTruthTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z"));

    private static final Set<String> EFFECTS = Set.of("ate", "paired_difference", "proportion");

    @TempDir
    static Path folder;

    private static Truth truth;
    private static final Map<String, StudyResult> RESULTS = new TreeMap<>();

    @BeforeAll
    static void runTheDemo() throws IOException {
        ProjectSetup.demo(folder, "small", 1, Progress.NONE);
        truth = Truth.read(folder.resolve("data").resolve("truth.yml"));
        try (Workspace workspace = workspace()) {
            assertThat(workspace.validateAgainstWarehouse()).isEmpty();
            for (String study : workspace.select(List.of(), List.of())) {
                RESULTS.put(
                        study,
                        workspace.run(study, Optional.empty(), Progress.NONE).result());
            }
        }
    }

    private static Workspace workspace() {
        return Workspace.open(
                folder, new Surroundings(Map.of("HOME", folder.toString()), CLOCK, folder, Optional.empty(), "test"));
    }

    @Test
    void everyExperimentOfTheTruthIsAStudy() {
        assertThat(RESULTS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        truth.experiments().stream().map(Truth.Experiment::name).toList());
    }

    @Test
    void everyPlantedEffectLiesInItsInterval() {
        List<String> missed = new ArrayList<>();
        int checked = 0;
        for (Truth.Experiment experiment : truth.experiments()) {
            StudyResult result = result(experiment.name());
            if (result.invalidated() || experiment.defect("shared_training").isPresent()) {
                continue; // its numbers are not to be used, or are planted to mislead
            }
            for (Truth.Effect effect : experiment.effects()) {
                boolean planted = effect.value() != 0;
                Optional<Estimate> estimate = estimate(result, effect);
                if (!planted || estimate.isEmpty()) {
                    continue;
                }
                checked++;
                if (!estimate.get().interval().orElseThrow().contains(effect.value())) {
                    missed.add(experiment.name() + " " + effect + " not in "
                            + estimate.get().interval().orElseThrow());
                }
            }
        }
        assertThat(checked).isGreaterThan(30);
        assertThat(missed).isEmpty();
    }

    @Test
    void theCleanWinIsFoundAndTheCleanNullIsNot() {
        assertThat(main("new_ranker", "clicks").test().orElseThrow().pValue()).isLessThan(0.001);
        assertThat(main("quiet_feed", "clicks").interval().orElseThrow().contains(0))
                .isTrue();
        assertThat(headline("new_ranker")).contains("raised");
        assertThat(headline("quiet_feed")).doesNotContain("no effect").contains("lies between");
    }

    /** The history is long enough for two weeks before an entry and two after it, and guardrails have their power. */
    @Test
    void theTourCanPlanEveryGuardrail() {
        try (Workspace workspace = workspace()) {
            StudyResult plan = workspace
                    .design("new_ranker", Optional.empty(), 0, Progress.NONE)
                    .result();
            for (String guardrail : List.of("week2_retention", "feed_latency_p95")) {
                assertThat(plan.outcomes())
                        .as(guardrail)
                        .anyMatch(o -> o instanceof Estimate
                                && o.estimand().metric().equals(guardrail)
                                && o.estimand().name().equals("power"));
            }
        }
    }

    @Test
    void theBrokenSplitIsRefusedAndDated() {
        Truth.Defect lost =
                truth.experiment("broken_split").orElseThrow().defects().getFirst();
        assertThat(lost.count()).isPositive();
        Diagnostic ratio = diagnostic("broken_split", "sample_ratio");
        assertThat(ratio.severity()).isEqualTo(Severity.INVALIDATES);
        assertThat(ratio.causes()).hasSize(3);
        assertThat(ratio.sql()).contains("SELECT");
        assertThat(ratio.message() + ratio.causes()).contains("android");
        assertThat(diagnostic("broken_split", "sample_ratio_daily").message()).contains("2026-03-0");
        assertThat(headline("broken_split")).containsIgnoringCase("cannot conclude");
    }

    @Test
    void cleanExperimentsAreNotRefused() {
        for (String study : List.of("new_ranker", "quiet_feed", "paid_boost", "fresh_look", "local_topics")) {
            assertThat(result(study).invalidated()).as(study).isFalse();
        }
    }

    @Test
    void theLeakyAssignmentIsCountedExactly() {
        Truth.Experiment leaky = truth.experiment("leaky_assignment").orElseThrow();
        Map<String, String> found = new TreeMap<>();
        for (Diagnostic d : result("leaky_assignment").diagnostics()) {
            if (d.severity() != Severity.PASS) {
                found.put(d.check(), d.message());
            }
        }
        for (Truth.Defect defect : leaky.defects()) {
            String count = Long.toString(defect.count());
            assertThat(String.join("\n", found.values()))
                    .as(defect.kind() + ": " + defect.detail())
                    .contains(count);
        }
        assertThat(diagnostic("leaky_assignment", "multiple_arms").severity()).isEqualTo(Severity.INVALIDATES);
    }

    @Test
    void theNoveltyIsNoticed() {
        Diagnostic novelty = diagnostic("fresh_look", "novelty");
        assertThat(novelty.severity()).isIn(Severity.NOTE, Severity.WARNING);
        assertThat(diagnostic("new_ranker", "novelty").severity()).isEqualTo(Severity.PASS);
    }

    @Test
    void armsTrainedOnEachOthersClicksMisleadAndSeparateTrainingDoesNot() {
        Truth.Effect worth = truth.experiment("explorer_shared")
                .orElseThrow()
                .effect("recommended_clicks", Truth.Scale.ABSOLUTE)
                .orElseThrow();
        Estimate shared = main("explorer_shared", "recommended_clicks");
        assertThat(shared.interval().orElseThrow().upper()).isLessThan(worth.value() / 3);
        assertThat(diagnostic("explorer_shared", "training_data").severity()).isEqualTo(Severity.WARNING);
        assertThat(main("explorer_diverted", "recommended_clicks")
                        .interval()
                        .orElseThrow()
                        .lower())
                .isPositive();
    }

    @Test
    void unitsOfEveryArmAreThoseOfTheTruth() {
        for (Truth.Experiment experiment : truth.experiments()) {
            for (Truth.Arm arm : experiment.arms()) {
                assertThat(result(experiment.name()).study().arms())
                        .as(experiment.name())
                        .anySatisfy(a -> {
                            assertThat(a.name()).isEqualTo(arm.name());
                            assertThat(a.units()).isEqualTo(arm.units());
                        });
            }
        }
    }

    @Test
    void missingAmountsAreCounted() {
        long planted = truth.defects().stream()
                .filter(d -> d.kind().contains("null_amount") || d.kind().contains("nan_amount"))
                .mapToLong(Truth.Defect::count)
                .sum();
        assertThat(planted).isPositive();
        assertThat(diagnostic("paid_boost", "values_missing").severity()).isNotEqualTo(Severity.PASS);
    }

    @Test
    void aStoredResultIsReadBackWhole() {
        try (Workspace workspace = workspace()) {
            StudyResult stored = workspace.show("new_ranker@latest");
            assertThat(stored).isEqualTo(result("new_ranker"));
            assertThat(workspace.runs("new_ranker")).contains(stored.run());
        }
    }

    @Test
    void anotherLevelComesFromTheStoredMoments() {
        try (Workspace workspace = workspace()) {
            StudyResult narrow = workspace.show("new_ranker", 0.8);
            Estimate wide = main("new_ranker", "clicks");
            Estimate narrower = estimate(narrow, "clicks").orElseThrow();
            assertThat(narrower.value()).isEqualTo(wide.value());
            assertThat(width(narrower)).isLessThan(width(wide));
        }
    }

    @Test
    void everyNumberExplainsItself() {
        try (Workspace workspace = workspace()) {
            for (var metric : result("new_ranker").study().metrics()) {
                Explanation explanation =
                        workspace.explain("new_ranker/" + metric.name(), Optional.empty(), Optional.empty());
                assertThat(explanation.steps()).as(metric.name()).hasSizeGreaterThan(5);
                assertThat(explanation.steps())
                        .allSatisfy(s -> assertThat(s.body())
                                .as(metric.name() + ": " + s.title())
                                .isNotBlank()
                                .doesNotContain("= NaN")
                                .doesNotContain("[NaN")
                                .doesNotContain("Infinity"));
            }
        }
    }

    /** Better on the whole, worse for one community and named so, and the guardrail of the catalogue is breached. */
    @Test
    void theOfflineRankersShowTheirWeakSliceAndWhatTheyTradeOff() {
        Estimate whole = main("candidates", "nDCG@10");
        assertThat(whole.interval().orElseThrow().lower()).isPositive();
        Diagnostic against = diagnostic("candidates", "slice_against");
        assertThat(against.severity()).isEqualTo(Severity.WARNING);
        assertThat(against.message() + against.causes()).contains("gaming").doesNotContain("football");
        Truth.Experiment planted = truth.experiment("candidates").orElseThrow();
        for (Truth.Effect effect : planted.effects()) {
            Estimate found = estimate(result("candidates"), effect).orElseThrow();
            assertThat(found.value()).as(effect.toString()).isCloseTo(effect.populationValue(), within(1e-12));
        }
        assertThat(result("candidates").outcomes()).anySatisfy(o -> {
            assertThat(o.estimand().metric()).isEqualTo("catalogue_coverage@10");
            assertThat(o.estimand().name()).isEqualTo("non_inferiority");
            assertThat(((Estimate) o).test().orElseThrow().pValue()).isGreaterThan(0.5);
        });
    }

    /** Better by held-back engagements, with a tenth of the users moved, which its guardrail allows. */
    @Test
    void theSecondVersionOfCommunitiesIsWorthItsMoves() {
        assertThat(result("communities_v2").invalidated()).isFalse();
        Estimate recall = main("communities_v2", "heldout_engagement_recall@50");
        assertThat(recall.interval().orElseThrow().lower()).isPositive();
        Truth.Experiment planted = truth.experiment("communities_v2").orElseThrow();
        assertThat(planted.effects()).hasSize(4);
        for (Truth.Effect effect : planted.effects()) {
            Estimate found = estimate(result("communities_v2"), effect).orElseThrow();
            assertThat(found.value()).as(effect.toString()).isCloseTo(effect.populationValue(), within(1e-12));
            assertThat(found.interval().orElseThrow().contains(effect.value()))
                    .as(effect.toString())
                    .isTrue();
        }
        assertThat(result("communities_v2").outcomes()).anySatisfy(o -> {
            assertThat(o.estimand().metric()).isEqualTo("moved_share");
            assertThat(o.estimand().name()).isEqualTo("non_inferiority");
            assertThat(((Estimate) o).test().orElseThrow().pValue()).isLessThan(0.025);
        });
    }

    /** Every stratum's share and the whole, from a sample; the judge alone is far off. */
    @Test
    void theLabelsFindHowManyInterestsAreRight() {
        StudyResult labels = result("interest_labels");
        assertThat(labels.invalidated()).isFalse();
        Truth.Experiment planted = truth.experiment("interest_labels").orElseThrow();
        assertThat(planted.effects()).hasSize(4);
        for (Truth.Effect effect : planted.effects()) {
            Estimate found = estimate(labels, effect).orElseThrow();
            assertThat(found.interval().orElseThrow().contains(effect.value()))
                    .as(effect + " in " + found.interval())
                    .isTrue();
            assertThat(width(found)).isLessThan(0.15);
        }
        Truth.Effect whole = planted.effects().getFirst();
        Estimate corrected = estimate(labels, whole).orElseThrow();
        assertThat(labels.outcomes()).anySatisfy(o -> {
            assertThat(o.estimand().analysis()).isEqualTo("judge_alone");
            assertThat(((Estimate) o).value())
                    .isGreaterThan(whole.populationValue()
                            + 5 * corrected.standardError().orElseThrow());
        });
        assertThat(labels.outcomes()).anySatisfy(o -> {
            assertThat(o.estimand().analysis()).isEqualTo("labels_alone");
            assertThat(width((Estimate) o)).isGreaterThan(width(corrected));
        });
    }

    private static double width(Estimate estimate) {
        return estimate.interval().orElseThrow().upper()
                - estimate.interval().orElseThrow().lower();
    }

    private static StudyResult result(String study) {
        return Optional.ofNullable(RESULTS.get(study)).orElseThrow();
    }

    private static String headline(String study) {
        return TextScorecard.render(result(study), Colour.PLAIN);
    }

    private static Diagnostic diagnostic(String study, String check) {
        return result(study).diagnostics().stream()
                .filter(d -> d.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError(study + " has no check " + check));
    }

    private static Estimate main(String study, String metric) {
        return estimate(result(study), metric).orElseThrow();
    }

    private static Optional<Estimate> estimate(StudyResult result, String metric) {
        return estimate(
                result,
                new Truth.Effect(
                        metric,
                        Truth.Scale.ABSOLUTE,
                        0,
                        0,
                        java.util.OptionalDouble.empty(),
                        Optional.empty(),
                        OptionalInt.empty()));
    }

    /** The row that estimates a planted effect; empty when the study does not ask for it. */
    static Optional<Estimate> estimate(StudyResult result, Truth.Effect effect) {
        String scale = switch (effect.scale()) {
            case ABSOLUTE -> "DIFFERENCE";
            case RELATIVE -> "RELATIVE_DIFFERENCE";
            case LEVEL -> "LEVEL";
        };
        String analysis = effect.day().isPresent() ? "by_age" : "main";
        String segment = effect.segment()
                .map(s -> (effect.scale() == Truth.Scale.LEVEL ? "stratum=" : "community=") + s)
                .orElse("");
        Map<String, String> at = effect.day().isPresent()
                ? Map.of("day_since_entry", Integer.toString(effect.day().getAsInt()))
                : Map.of();
        for (Outcome outcome : result.outcomes()) {
            Estimand e = outcome.estimand();
            boolean same = e.analysis().equals(analysis)
                    && e.metric().equals(effect.metric())
                    && EFFECTS.contains(e.name())
                    && e.scale().name().equals(scale)
                    && e.segment().equals(segment)
                    && e.at().equals(at);
            if (same && outcome instanceof Estimate estimate) {
                return Optional.of(estimate);
            }
        }
        return Optional.empty();
    }
}
