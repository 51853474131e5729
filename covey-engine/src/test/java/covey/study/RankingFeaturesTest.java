package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Diversity by the items' feature vectors, from tables: a (1, 0), b (1, 1), c (0, 2), d without its second feature. Means of
 * cosine and Euclidean distance over pairs as SciPy 1.17.1 {@code pdist} has them, 1e-12.
 */
class RankingFeaturesTest {
    private static final int USERS = 20;
    private static final double COSINE_ABC = 0.5285954792089683;
    private static final double COSINE_AB = 1 - Math.sqrt(0.5);
    private static final double COSINE_AC = 1;
    private static final double EUCLIDEAN_ABC = 1.5500938466242948;
    private static final double EUCLIDEAN_AB = 1;
    private static final double EUCLIDEAN_AC = Math.sqrt(5);

    @TempDir
    Path folder;

    private StudyResult run(String items) throws IOException {
        StudyFolder project = new StudyFolder(folder);
        project.write("covey.yml", List.of("""
                name: lists
                version: 1
                timezone: UTC
                privacy: {min_cell: 5}
                files: {truth: t.csv, production: p.csv, candidate: c.csv, items: i.csv, users: u.csv}
                """));
        List<String> truth = new ArrayList<>(List.of("user_id,item_id,at"));
        List<String> production = new ArrayList<>(List.of("user_id,item_id,rank"));
        List<String> candidate = new ArrayList<>(List.of("user_id,item_id,rank"));
        List<String> users = new ArrayList<>(List.of("user_id"));
        for (int u = 0; u < USERS; u++) {
            users.add("u" + u);
            truth.add("u" + u + ",a,2026-02-17 10:00:00");
            list(production, u, u % 2 == 0 ? "abc" : "ba");
            list(candidate, u, u % 2 == 0 ? "dba" : "ca");
        }
        project.write("t.csv", truth);
        project.write("p.csv", production);
        project.write("c.csv", candidate);
        project.write("u.csv", users);
        project.write("i.csv", List.of("item_id,f1,f2", "c,0,2", "b,1,1", "d,5,", "a,1,0", "e,9,9"));
        project.write("models/core.yml", List.of("""
                models:
                  - {name: users, columns: [{name: user_id, entity: {name: user, type: primary}}]}
                  - name: truth
                    agg_time_dimension: at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: at, dimension: {type: time}, granularity: second}
                  - {name: production, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                  - {name: candidate, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                  - {name: items, columns: [{name: item_id, entity: {name: item, type: primary}}]}
                """));
        project.write("studies/lists.yml", List.of("""
                kind: ranking_evaluation
                name: lists
                unit: user
                period: {start: 2026-02-16, end: 2026-02-23}
                truth: {model: truth, item: item_id}
                metrics:
                  primary: ["intra_list_diversity(by=features)@3"]
                  secondary: ["intra_list_diversity(by=euclidean)@3"]
                systems: {production: {model: production, rank: rank, role: baseline}, candidate: {model: candidate, rank: rank}}
                analysis: {resamples: 200}
                """ + items));
        return StudyFolder.run(project.open(), "lists");
    }

    private static void list(List<String> rows, int user, String items) {
        for (int rank = 1; rank <= items.length(); rank++) {
            rows.add("u" + user + "," + items.charAt(rank - 1) + "," + rank);
        }
    }

    private static double mean(StudyResult result, String by, String system) {
        return result.outcomes().stream()
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .filter(e -> e.estimand().metric().equals("intra_list_diversity(by=" + by + ")@3")
                        && e.estimand().name().equals("mean")
                        && e.estimand().arm().equals(system)
                        && e.estimand().segment().isEmpty())
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void diversityIsTheMeanDistanceOfTheVectors() throws IOException {
        StudyResult result = run("items: {model: items, features: [f1, f2]}");
        assertThat(mean(result, "features", "production")).isCloseTo((COSINE_ABC + COSINE_AB) / 2, within(1e-12));
        assertThat(mean(result, "features", "candidate")).isCloseTo((COSINE_AB + COSINE_AC) / 2, within(1e-12));
        assertThat(mean(result, "euclidean", "production"))
                .isCloseTo((EUCLIDEAN_ABC + EUCLIDEAN_AB) / 2, within(1e-12));
        assertThat(mean(result, "euclidean", "candidate")).isCloseTo((EUCLIDEAN_AB + EUCLIDEAN_AC) / 2, within(1e-12));
    }

    @Test
    void withoutFeaturesTheMetricsSayWhatToWrite() throws IOException {
        assertThat(run("items: {model: items}").outcomes())
                .filteredOn(o -> o.estimand().metric().startsWith("intra_list_diversity"))
                .hasSize(8)
                .allMatch(o -> o instanceof NotEstimable n && n.advice().contains("features: [f1, f2]"));
    }

    /** Such data stand in the folders of results that were computed when items had no vectors yet, and lists no weeks. */
    @Test
    void dataStoredBeforeItemsHadVectorsAndListsWeeksAreReadAsWithout() throws IOException {
        StudyResult result = run("items: {model: items}");
        Path file = folder.resolve("results/lists/" + result.run() + "/data.json");
        String stored = Files.readString(file);
        String older = stored.replaceAll("\\s*\"vectors\"\\s*:\\s*\"[^\"]*\",", "")
                .replaceAll(",\\s*\"weekly\"\\s*:\\s*\\{[^}]*\\}", "");
        assertThat(older).isNotEqualTo(stored).doesNotContain("vectors").doesNotContain("weekly");
        Files.writeString(file, older);
        try (Workspace workspace = new StudyFolder(folder).open()) {
            assertThat(DataJson.read(older)).isEqualTo(DataJson.read(stored));
            StudyResult again = workspace.show("lists", 0.8);
            assertThat(again.outcomes()).hasSameSizeAs(result.outcomes());
            assertThat(again.outcomes()).anyMatch(Estimate.class::isInstance);
        }
    }
}
