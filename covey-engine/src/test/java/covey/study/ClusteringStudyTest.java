package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.result.Estimate;
import covey.result.Interval;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 600 users with one of six interests, put into its cluster in three quarters of the cases; the candidate moves a tenth of all users,
 * each into the cluster of the user's interest. From a folder of files to the number.
 */
class ClusteringStudyTest {
    private static final int USERS = 600;
    private static final int INTERESTS = 6;
    private static final int MOVED = 60;
    private static final List<String> USUAL = List.of(
            "metrics:",
            "  primary: [heldout_engagement_recall@10]",
            "  guardrails: [{metric: moved_share, margin: {absolute: 0.15}}]",
            "  secondary: [adjusted_rand_index, silhouette, size_gini, clusters, stability_ari]");

    @TempDir
    Path folder;

    private StudyFolder project;
    private final int[] interest = new int[USERS];
    private final int[] before = new int[USERS];
    private final int[] now = new int[USERS];
    private final List<String> candidate = new ArrayList<>();

    @BeforeEach
    void files() throws IOException {
        project = new StudyFolder(folder);
        project.write(
                "covey.yml",
                List.of(
                        "name: clusters",
                        "version: 1",
                        "timezone: UTC",
                        "files: {before: data/before.csv, now: data/now.csv, topics: data/topics.csv, eng: data/eng.csv}"));
        project.write(
                "models/core.yml",
                List.of(
                        "models:",
                        "  - {name: before, columns: [{name: id, entity: {name: user, type: foreign}}]}",
                        "  - {name: now, columns: [{name: id, entity: {name: user, type: foreign}}]}",
                        "  - {name: topics, columns: [{name: id, entity: {name: user, type: primary}}]}",
                        "  - name: eng",
                        "    columns: [{name: id, entity: {name: user, type: foreign}}]"));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        world(random);
        List<String> versions = new ArrayList<>(List.of("id,cluster,run,score"));
        candidate.add("id,cluster,run,score");
        for (String run : List.of("a", "b", "c")) {
            for (int u = 0; u < USERS; u++) {
                boolean kept = run.equals("a") || random.nextDouble() < 0.8;
                versions.add("u" + u + ",b" + (kept ? before[u] : random.nextInt(INTERESTS)) + "," + run + ",1");
                candidate.add("u" + u + ",c" + (kept ? now[u] : random.nextInt(INTERESTS)) + "," + run + ",1");
            }
        }
        project.write("data/before.csv", versions);
        project.write("data/now.csv", candidate);
        project.write("data/eng.csv", engagements(random));
        List<String> topics = new ArrayList<>(List.of("id,class,x,y"));
        for (int u = 0; u < USERS; u++) {
            topics.add("u" + u + ",t" + interest[u] + "," + (interest[u] + random.nextGaussian(0, 0.3)) + ","
                    + (interest[u] % 2 + random.nextGaussian(0, 0.3)));
        }
        project.write("data/topics.csv", topics);
        study(USUAL);
    }

    private void world(RandomGenerator random) {
        List<Integer> wrong = new ArrayList<>();
        for (int u = 0; u < USERS; u++) {
            interest[u] = random.nextInt(INTERESTS);
            before[u] = random.nextDouble() < 0.7 ? interest[u] : random.nextInt(INTERESTS);
            now[u] = before[u];
            if (before[u] != interest[u]) {
                wrong.add(u);
            }
        }
        wrong.stream().limit(MOVED).forEach(u -> now[u] = interest[u]);
    }

    private List<String> engagements(RandomGenerator random) {
        List<String> rows = new ArrayList<>(List.of("id,item,seen_at"));
        for (int u = 0; u < USERS; u++) {
            for (int d = 1; d <= 28; d++) {
                if (random.nextDouble() < 0.5) {
                    int topic = random.nextDouble() < 0.8 ? interest[u] : random.nextInt(INTERESTS);
                    double at = random.nextDouble();
                    rows.add(String.format(
                            java.util.Locale.ROOT,
                            "u%d,i%d,2026-02-%02d 12:00:00",
                            u,
                            topic * 40 + (int) (40 * at * at),
                            d));
                }
            }
        }
        return rows;
    }

    private void study(List<String> further) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "kind: clustering_evaluation",
                "name: v2",
                "unit: user",
                "baseline: {model: before, runs: run, training_end: 2026-02-15}",
                "candidate: {model: now, runs: run, training_end: 2026-02-15}",
                "truth: {model: topics}",
                "features: {model: topics, columns: [x, y]}",
                "engagement: {model: eng, item: item, time: seen_at, after: 2026-02-15}"));
        // a key that is written again takes the place of the usual one
        for (String line : further) {
            String key = line.substring(0, line.indexOf(':') + 1);
            if (!line.startsWith(" ")) {
                lines.removeIf(l -> l.startsWith(key));
            }
        }
        lines.addAll(further);
        project.write("studies/v2.yml", lines);
    }

    private StudyResult run() {
        try (Workspace workspace = project.open()) {
            return StudyFolder.run(workspace, "v2");
        }
    }

    private static Outcome outcome(StudyResult result, String analysis, String metric, String name, Scale scale) {
        return result.outcomes().stream()
                .filter(o -> o.estimand().analysis().equals(analysis)
                        && o.estimand().metric().equals(metric)
                        && (name.isEmpty() || o.estimand().name().equals(name))
                        && o.estimand().arm().equals("candidate")
                        && o.estimand().scale() == scale)
                .findFirst()
                .orElseThrow(() -> new AssertionError(analysis + "/" + metric + "/" + name));
    }

    private static Estimate difference(StudyResult result, String metric) {
        return (Estimate) outcome(result, "main", metric, "paired_difference", Scale.DIFFERENCE);
    }

    @Test
    void theVersionThatMovesATenthForetellsMore() {
        StudyResult result = run();
        assertThat(result.invalidated()).isFalse();
        Estimate recall = difference(result, "heldout_engagement_recall@10");
        assertThat(recall.interval().orElseThrow().lower()).isPositive();
        Estimate moved = difference(result, "moved_share");
        assertThat(moved.value()).isCloseTo((double) MOVED / USERS, within(1e-12));
        Interval guard = ((Estimate) outcome(result, "main", "moved_share", "non_inferiority", Scale.DIFFERENCE))
                .interval()
                .orElseThrow();
        assertThat(guard.upper()).isBetween(0.11, 0.15);
        assertThat(guard.lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        // clusters given to other users foretell less than either version, and about what is popular with everybody
        Estimate over =
                (Estimate) outcome(result, "shuffled_clusters", "heldout_engagement_recall@10", "", Scale.DIFFERENCE);
        assertThat(over.interval().orElseThrow().lower()).isPositive();
        Estimate ari = difference(result, "adjusted_rand_index");
        assertThat(ari.interval().orElseThrow().lower()).isPositive();
        assertThat(((Estimate) outcome(result, "chance", "adjusted_rand_index", "", Scale.LEVEL)).value())
                .isZero();
        assertThat(difference(result, "silhouette").value()).isPositive();
        assertThat(difference(result, "clusters").value()).isZero();
        assertThat(difference(result, "clusters").interval()).isEmpty();
        assertThat(difference(result, "stability_ari").n()).isEqualTo(6);
    }

    @Test
    void theMapAndWhoMovedStandBesideTheResult() throws IOException {
        // c0 is split, c1 and c2 are merged
        List<String> rows = new ArrayList<>(List.of("id,cluster"));
        for (int u = 0; u < USERS; u++) {
            rows.add("u" + u + "," + (before[u] == 0 ? "left" + u % 2 : before[u] < 3 ? "both" : "c" + before[u]));
        }
        project.write("data/now.csv", rows);
        List<String> lines = new ArrayList<>(USUAL.subList(0, 3));
        lines.add("candidate: {model: now, training_end: 2026-02-15}");
        study(lines);
        StudyResult result = run();
        assertThat(StudyFolder.diagnostic(result, "version_map").message())
                .isEqualTo("of the clusters, 3 kept, 1 split, 1 merged");
        assertThat(result.outcomes())
                .filteredOn(o -> o.estimand().analysis().equals("version_map"))
                .extracting(o -> o.estimand().name() + " " + o.estimand().at().get("before") + " to "
                        + o.estimand().at().get("after"))
                .contains("split b0 to left0 + left1", "merged b1 + b2 to both");
        try (Workspace workspace = project.open()) {
            Path files = folder.resolve("results/v2").resolve(result.run());
            assertThat(files.resolve("version_map.csv")).exists();
            assertThat(java.nio.file.Files.readAllLines(files.resolve("moved_entities.csv")))
                    .hasSizeGreaterThan(50)
                    .contains("entity,change,before,after");
            assertThat(files.resolve("heldout_recall.csv")).exists();
            assertThat(workspace
                            .explain("v2/moved_share", Optional.empty(), Optional.empty())
                            .steps())
                    .anySatisfy(s -> assertThat(s.body()).contains("matching of clusters one to one"));
        }
    }

    @Test
    void overlappingClustersAreRefusedByMeasuresOfPartitions() throws IOException {
        candidate.add("u5,c" + (now[5] + 1) % INTERESTS + ",a,0.4");
        candidate.add("u7,c" + (now[7] + 1) % INTERESTS + ",a,0.4");
        candidate.add("u8,c" + now[8] + ",a,1");
        project.write("data/now.csv", candidate);
        List<String> lines = new ArrayList<>(USUAL);
        lines.set(3, "  secondary: [adjusted_rand_index, extended_b_cubed_f]");
        lines.add("candidate: {model: now, runs: run, weight: score, training_end: 2026-02-15}");
        study(lines);
        StudyResult result = run();
        NotEstimable refused =
                (NotEstimable) outcome(result, "main", "adjusted_rand_index", "paired_difference", Scale.DIFFERENCE);
        assertThat(refused.message()).startsWith("2 entities are in several clusters of the candidate");
        assertThat(refused.advice()).contains("extended_b_cubed_f", "heaviest");
        assertThat(difference(result, "extended_b_cubed_f")
                        .interval()
                        .orElseThrow()
                        .lower())
                .isPositive();
        assertThat(StudyFolder.diagnostic(result, "memberships_repeated").message())
                .startsWith("1 rows");
        assertThat(difference(result, "heldout_engagement_recall@10").value()).isPositive();
        lines.add("analysis: {overlap: heaviest}");
        study(lines);
        assertThat(difference(run(), "moved_share").value()).isCloseTo((double) MOVED / USERS, within(1e-12));
    }

    @Test
    void entitiesOfOneVersionAndBadRowsAreCounted() throws IOException {
        List<String> rows = new ArrayList<>(candidate.stream()
                .filter(r -> !r.startsWith("u1,") && !r.startsWith("u2,"))
                .toList());
        rows.add("stranger,c1,a,1");
        rows.add(",c1,a,1");
        rows.add("u3,c1,a,NaN");
        rows.add("u4,,a,1");
        project.write("data/now.csv", rows);
        List<String> lines = new ArrayList<>(USUAL.subList(0, 3));
        lines.add("candidate: {model: now, runs: run, weight: score, training_end: 2026-02-15}");
        study(lines);
        StudyResult result = run();
        assertThat(StudyFolder.diagnostic(result, "entities_in_one_version").message())
                .startsWith("2 entities are in the baseline only and 1 in the candidate only");
        assertThat(StudyFolder.diagnostic(result, "entities_in_one_version").severity())
                .isEqualTo(Severity.NOTE);
        assertThat(difference(result, "moved_share").n()).isEqualTo(USERS - 2);
        assertThat(result.provenance().dropped())
                .extracting(d -> d.what() + " " + d.count() + " " + d.reason())
                .contains(
                        "rows of candidate 1 without an entity",
                        "rows of candidate 1 with a weight that is missing, not finite, or not above 0");
    }

    @Test
    void anEmptyVersionInvalidates() throws IOException {
        List<String> lines = new ArrayList<>(USUAL.subList(0, 3));
        lines.add("candidate: {model: now, filter: \"cluster = 'nothing'\", training_end: 2026-02-15}");
        study(lines);
        StudyResult result = run();
        assertThat(result.invalidated()).isTrue();
        assertThat(StudyFolder.diagnostic(result, "version_empty").message()).contains("the candidate has no");
    }

    @Test
    void identicalVersionsHaveABoundAndNoError() throws IOException {
        project.write("data/now.csv", java.nio.file.Files.readAllLines(folder.resolve("data/before.csv")));
        StudyResult result = run();
        Estimate guard = (Estimate) outcome(result, "main", "moved_share", "non_inferiority", Scale.DIFFERENCE);
        assertThat(guard.value()).isZero();
        // with nobody of 600 moved, a share of 1 - .025^(1/600) would have shown one with probability .975
        assertThat(guard.interval().orElseThrow().upper()).isCloseTo(0.006129, within(1e-6));
        assertThat(difference(result, "heldout_engagement_recall@10").interval())
                .isEmpty();
    }

    @Test
    void clustersThatSawTheHeldBackTimeInvalidate() throws IOException {
        List<String> lines = new ArrayList<>(USUAL);
        lines.add("candidate: {model: now, runs: run, training_end: 2026-02-20}");
        study(lines);
        assertThat(StudyFolder.diagnostic(run(), "time_leakage").severity()).isEqualTo(Severity.INVALIDATES);
        lines.set(4, "candidate: {model: now, runs: run}");
        study(lines);
        assertThat(StudyFolder.diagnostic(run(), "training_end").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void theSameDataGiveTheSameNumbersAgain() {
        StudyResult result = run();
        try (Workspace workspace = project.open()) {
            StudyResult again = workspace.show("v2", 0.95);
            assertThat(again.outcomes()).isEqualTo(result.outcomes());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            candidate: "interests:memberships@2026-W12"     | communities are not read yet
            labels: {model: ratings, sample: stratified}    | kind label_evaluation
            metrics: {primary: [conductance]}               | measured on the graph
            metrics: {primary: [heldout_engagement_recall]} | how many items
            metrics: {primary: [moved_share]}               | cannot say which of two is better
            metrics: {primary: [purity, b_cubed_f]}         | one decides
            metrics: {primary: [adjusted_rand_idx]}         | adjusted_rand_index
            analysis: {overlap: heaviest}                   | no version has weights
            baseline: {model: before, run: b}               | no column tells runs apart
            baseline: {model: before, runs: run, run: zz}   | its runs are a, b, c
            baseline: {cluster: cluster}                    | needs baseline.model
            """)
    void whatMakesNoSenseIsRefusedWithAWayOut(String line, String words) throws IOException {
        List<String> lines = new ArrayList<>(line.startsWith("metrics") ? List.of() : USUAL);
        lines.add(line);
        study(lines);
        assertThatThrownBy(this::run)
                .isInstanceOf(CoveyException.class)
                .satisfies(e -> assertThat(e.getMessage() + ((CoveyException) e).advice())
                        .contains(words));
    }

    @Test
    void withoutATruthAgreementMakesNeitherBetter() throws IOException {
        project.write(
                "studies/v2.yml",
                List.of(
                        "kind: clustering_evaluation",
                        "name: v2",
                        "baseline: {model: before, entity: id, filter: \"run = 'a'\"}",
                        "candidate: {model: now, entity: id, filter: \"run = 'a'\"}",
                        "metrics: {primary: [adjusted_rand_index]}"));
        assertThatThrownBy(this::run).hasMessageContaining("makes neither the better");
        project.write(
                "studies/v2.yml",
                List.of(
                        "kind: clustering_evaluation",
                        "name: v2",
                        "baseline: {model: before, entity: id, filter: \"run = 'a'\"}",
                        "candidate: {model: now, entity: id, filter: \"run = 'a'\"}",
                        "metrics: {primary: [], secondary: [adjusted_rand_index, moved_share, extended_b_cubed_recall]}"));
        StudyResult result = run();
        Estimate agreement = (Estimate) outcome(result, "versions", "adjusted_rand_index", "", Scale.LEVEL);
        assertThat(agreement.interval().orElseThrow().contains(agreement.value()))
                .isTrue();
        assertThat(outcome(result, "versions", "extended_b_cubed_recall", "", Scale.LEVEL))
                .isInstanceOf(Estimate.class);
        assertThat(difference(result, "moved_share").value()).isPositive();
    }
}
