package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Severity;
import covey.result.StudyResult;
import covey.study.label.LabelSheet;
import covey.study.label.LabelSheets.Allocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 900 interests in two strata, right in about 55 % and 90 %, a judge who is right in 85 %, and two raters. From a folder of files to
 * the number.
 */
class LabelStudyTest {
    @TempDir
    Path folder;

    private StudyFolder project;
    private final List<Integer> truth = new ArrayList<>();
    private final List<String> items = new ArrayList<>();

    @BeforeEach
    void files() throws IOException {
        project = new StudyFolder(folder);
        project.write(
                "covey.yml",
                List.of(
                        "name: labels",
                        "version: 1",
                        "timezone: UTC",
                        "files: {interests: data/interests.csv, ratings: data/ratings.csv, llm: data/llm.csv}"));
        project.write(
                "models/core.yml",
                List.of(
                        "models:",
                        "  - name: interests",
                        "    columns: [{name: id, entity: {name: interest, type: primary}}]",
                        "  - name: ratings",
                        "    columns: [{name: id, entity: {name: interest, type: foreign}}]",
                        "  - name: llm",
                        "    columns: [{name: id, entity: {name: interest, type: foreign}}]"));
        study("judge: {model: llm, label: correct}");
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        List<String> judged = new ArrayList<>(List.of("id,correct"));
        items.add("id,surface,name");
        for (int i = 0; i < 900; i++) {
            boolean feed = i < 600;
            int right = random.nextDouble() < (feed ? 0.55 : 0.9) ? 1 : 0;
            truth.add(right);
            items.add(i + "," + (feed ? "feed" : "search") + ",topic " + i % 7);
            judged.add(i + "," + (random.nextDouble() < 0.85 ? right : 1 - right));
        }
        project.write("data/interests.csv", items);
        project.write("data/llm.csv", judged);
    }

    private void study(String... further) throws IOException {
        declare("", further);
    }

    private void declare(String probability, String[] further) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "kind: label_evaluation",
                "name: precision",
                "items: {model: interests, item: id, stratum: surface" + probability + "}",
                "labels: {model: ratings, rater: rater, label: correct}"));
        lines.addAll(List.of(further));
        project.write("studies/precision.yml", lines);
    }

    /** Rows of every third item of the feed and every second of search by two raters who never err. */
    private List<String> ratings() {
        List<String> rows = new ArrayList<>(List.of("id,rater,correct"));
        for (int i = 0; i < 900; i += i < 600 ? 3 : 2) {
            rows.add(i + ",ann," + truth.get(i));
            if (i % 4 == 0) {
                rows.add(i + ",bob," + truth.get(i));
            }
        }
        return rows;
    }

    private StudyResult run(List<String> ratings) throws IOException {
        project.write("data/ratings.csv", ratings);
        try (Workspace workspace = project.open()) {
            return StudyFolder.run(workspace, "precision");
        }
    }

    private static Outcome outcome(StudyResult result, String analysis, String metric) {
        return result.outcomes().stream()
                .filter(o -> o.estimand().analysis().equals(analysis)
                        && o.estimand().metric().equals(metric)
                        && o.estimand().segment().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static Severity severity(StudyResult result, String check) {
        return StudyFolder.diagnostic(result, check).severity();
    }

    @Test
    void thePopulationGetsTheNumber() throws IOException {
        StudyResult result = run(ratings());
        double right = truth.stream().mapToInt(Integer::intValue).average().orElseThrow();
        Estimate main = (Estimate) outcome(result, "main", "label_share");
        Estimate alone = (Estimate) outcome(result, "labels_alone", "label_share");
        assertThat(main.interval().orElseThrow().contains(right)).isTrue();
        assertThat(main.adjustedBy()).isEqualTo("judge");
        assertThat(main.standardError().orElseThrow())
                .isLessThan(0.9 * alone.standardError().orElseThrow());
        // a third of the feed, half of search
        double feed = share(0, 600, 3);
        double search = share(600, 900, 2);
        assertThat(alone.value())
                .isCloseTo((600 * feed + 300 * search) / 900, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(outcome(result, "judge_alone", "label_share"))
                .isInstanceOfSatisfying(
                        Estimate.class, e -> assertThat(e.interval()).isEmpty());
        Estimate agreement = (Estimate) outcome(result, "main", "rater_agreement");
        assertThat(agreement.value()).isEqualTo(1);
        assertThat(result.invalidated()).isFalse();
        assertThat(severity(result, "next_sample")).isEqualTo(Severity.NOTE);
    }

    private double share(int from, int to, int step) {
        double sum = 0;
        for (int i = from; i < to; i += step) {
            sum += truth.get(i);
        }
        return sum / Math.ceilDiv(to - from, step);
    }

    @Test
    void drawnItemsWithoutALabelAreCounted() throws IOException {
        List<String> rows = new ArrayList<>(ratings());
        rows.add("1,,");
        rows.add("2,,");
        StudyResult result = run(rows);
        assertThat(StudyFolder.diagnostic(result, "labels_missing").message()).startsWith("2 of 352 drawn items");
        assertThat(severity(result, "labels_missing")).isEqualTo(Severity.NOTE);
    }

    @Test
    void labelsOfUnknownItemsAndContradictionsAreCounted() throws IOException {
        List<String> rows = new ArrayList<>(ratings());
        rows.add("4711,ann,1");
        rows.add("0,ann," + (1 - truth.getFirst()));
        StudyResult result = run(rows);
        assertThat(severity(result, "labels_of_unknown_items")).isEqualTo(Severity.WARNING);
        assertThat(result.provenance().dropped())
                .extracting(d -> d.what() + " " + d.count())
                .contains("labels 1");
        for (int i = 0; i < 20; i++) {
            rows.add((5000 + i) + ",ann,1");
        }
        assertThat(run(rows).invalidated()).isTrue();
    }

    @Test
    void oneRaterIsTold() throws IOException {
        StudyResult result =
                run(ratings().stream().filter(r -> !r.contains(",bob,")).toList());
        assertThat(outcome(result, "main", "rater_agreement")).isInstanceOf(NotEstimable.class);
        assertThat(severity(result, "raters")).isEqualTo(Severity.WARNING);
        assertThat(outcome(result, "main", "label_share")).isInstanceOf(Estimate.class);
    }

    @Test
    void aStratumWithoutLabelsHasNoNumberAndSoThePopulation() throws IOException {
        StudyResult result = run(ratings().stream()
                .filter(r -> r.startsWith("id") || Integer.parseInt(r.substring(0, r.indexOf(','))) < 600)
                .toList());
        assertThat(((NotEstimable) outcome(result, "main", "label_share")).message())
                .startsWith("stratum 'search' with 300 items has no label");
    }

    @Test
    void probabilitiesOfZeroOrAboveOneInvalidate() throws IOException {
        List<String> withProbability = new ArrayList<>(List.of("id,surface,pi"));
        for (int i = 0; i < 900; i++) {
            String pi = i == 1 ? "0" : i == 2 ? "1.5" : i < 600 ? "0.3333333333" : "0.5";
            withProbability.add(i + "," + (i < 600 ? "feed" : "search") + "," + pi);
        }
        project.write("data/interests.csv", withProbability);
        declare(", inclusion_probability: pi", new String[0]);
        StudyResult result = run(ratings());
        assertThat(StudyFolder.diagnostic(result, "inclusion_probability").message())
                .startsWith("2 items");
        assertThat(result.invalidated()).isTrue();
        try (Workspace workspace = project.open()) {
            assertThatThrownBy(() -> workspace.labels().draw("precision", 60, Allocation.EQUAL, 1))
                    .hasMessageContaining("another draw");
        }
    }

    @Test
    void itemsThatStandTwiceInvalidate() throws IOException {
        items.add("0,feed,topic 0");
        project.write("data/interests.csv", items);
        assertThat(run(ratings()).invalidated()).isTrue();
    }

    @Test
    void labelsThatAreNoShareAreRefusedAsOne() throws IOException {
        List<String> rows = new ArrayList<>(ratings());
        rows.set(1, "0,ann,3");
        study();
        NotEstimable missing = (NotEstimable) outcome(run(rows), "main", "label_share");
        assertThat(missing.advice()).contains("label_mean");
        study("metrics: {primary: [label_mean]}");
        assertThat(outcome(run(rows), "main", "label_mean")).isInstanceOf(Estimate.class);
    }

    @Test
    void aJudgeWithoutLabelsIsRefused() throws IOException {
        project.write(
                "studies/precision.yml",
                List.of(
                        "kind: label_evaluation",
                        "name: precision",
                        "items: {model: interests, item: id}",
                        "judge: {model: llm, label: correct}"));
        assertThatThrownBy(() -> run(ratings()))
                .isInstanceOf(CoveyException.class)
                .hasMessageContaining("no labels by people");
    }

    @Test
    void aSheetGoesOutAndComesBack() throws IOException {
        try (Workspace workspace = project.open()) {
            LabelSheet sheet = workspace.labels().draw("precision", 60, Allocation.PROPORTIONAL, 3);
            assertThat(sheet.rows())
                    .hasSize(60)
                    .isEqualTo(workspace
                            .labels()
                            .draw("precision", 60, Allocation.PROPORTIONAL, 3)
                            .rows());
            assertThat(sheet.strata()).containsExactly("40 of 600 in feed", "20 of 300 in search");
            assertThat(sheet.rows()).allSatisfy(r -> assertThat(r.probability()).isEqualTo(1.0 / 15));
            Path file = workspace.labels().write(sheet, folder.resolve("sheet.csv"));
            List<String> filled = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                String[] f = line.split(",", -1);
                boolean head = filled.isEmpty();
                boolean blank = filled.size() == 5;
                filled.add(head || blank ? line : line.substring(0, line.length() - 1) + "ann," + label(f[1]));
            }
            Files.write(file, filled);
            assertThat(workspace.labels().take(file)).startsWith("59 labels of 60 items");
            assertThatThrownBy(() -> workspace.labels().take(file)).hasMessageContaining("already");
            StudyResult result = StudyFolder.run(workspace, "precision");
            assertThat(((Estimate) outcome(result, "labels_alone", "label_share")).n())
                    .isEqualTo(59);
            assertThat(StudyFolder.diagnostic(result, "labels_missing").message())
                    .startsWith("1 of 60");
            assertThat(workspace
                            .explain("precision/label_share", Optional.empty(), Optional.empty())
                            .steps())
                    .anySatisfy(s -> assertThat(s.body()).contains("prediction-powered: λ F"));
        }
    }

    private String label(String item) {
        return truth.get(Integer.parseInt(item)) == 1 ? "yes" : "0";
    }

    @Test
    void aFaultyRowTakesNothingIn() throws IOException {
        Path file = folder.resolve("sheet.csv");
        for (String row : List.of("9999,ann,1", "3,ann,maybe", "3,,1")) {
            Files.write(file, List.of("study,item,rater,label", "precision,6,ann,1", "precision," + row));
            try (Workspace workspace = project.open()) {
                assertThatThrownBy(() -> workspace.labels().take(file))
                        .isInstanceOf(CoveyException.class)
                        .hasMessageContaining("sheet.csv:3");
            }
        }
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("interests.csv", "llm.csv");
        }
    }

    @Test
    void thePageOfASheetEscapesWhatItShows() {
        LabelSheet sheet = new LabelSheet(
                "s", "Right?", List.of("name"), List.of(new LabelSheet.Row("1", "all", 1, List.of("<b>&"))), List.of());
        assertThat(sheet.html()).contains("<td>&lt;b&gt;&amp;</td>");
        assertThat(sheet.csv())
                .isEqualTo("study,item,stratum,inclusion_probability,name,rater,label\ns,1,all,1.0,<b>&,,\n");
    }
}
