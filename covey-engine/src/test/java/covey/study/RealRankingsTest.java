package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ranking projects of {@code examples/}, on the data they describe; see {@link ExampleProject} for where those stand. */
class RealRankingsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z"));
    private static final Map<String, String> ALGORITHMS = Map.of(
            "Pop-B", "popular",
            "Mean-E", "item_mean",
            "II-B", "item_item",
            "II-E", "item_item_explicit",
            "UU-B", "user_user",
            "UU-E", "user_user_explicit",
            "MF-B", "factors",
            "MF-E", "factors_explicit");

    @TempDir
    Path folder;

    /** Every list that LensKit for Java measured: nDCG with its discount and reciprocal rank, 100 lists of eight algorithms. */
    @Test
    void lenskitJava() throws IOException {
        ExampleProject project = ExampleProject.copied("lenskit_java", folder);
        run(project, "algorithms");
        Map<String, Double> measured = perQuery(project);
        List<String> lines = Files.readAllLines(project.shared().resolve("data/lenskit_java/topn-java-metrics.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            String list = cells[1] + "," + ALGORITHMS.get(cells[0]) + ",";
            assertThat(measured.get(list + "ndcg_jarvelin@100")).isCloseTo(Double.parseDouble(cells[2]), within(1e-12));
            assertThat(measured.get(list + "mrr")).isCloseTo(Double.parseDouble(cells[3]), within(1e-12));
        }
        assertThat(lines).hasSize(101);
    }

    /** Rules of thumb for headlines gain a hundredth of the click rate at most; the order of the file's rows knows more. */
    @Test
    void headlines() {
        StudyResult result = run(ExampleProject.copied("upworthy", folder), "headlines");
        Estimate order = difference(result, "ndcg@1", "as_written");
        assertThat(order.n()).isEqualTo(3770);
        assertThat(order.interval().orElseThrow().lower()).isPositive();
        assertThat(difference(result, "ndcg@1", "feeling")
                        .interval()
                        .orElseThrow()
                        .contains(0))
                .isTrue();
        assertThat(difference(result, "ndcg@1", "pointing").value()).isBetween(0.003, 0.022);
    }

    @Tag("slow")
    @Test
    void films() throws Exception {
        StudyResult result = trained("movielens", "ml_latest_small");
        // by a script over the same lists: users with a liked film, ties by their expectation; the last digits of EASE
        // are the inverse's
        assertThat(level(result, "ndcg@10", "popularity")).isCloseTo(0.06568637328490874, within(1e-12));
        assertThat(level(result, "ndcg@10", "ease")).isCloseTo(0.11898968090869405, within(1e-4));
        ordered(result);
        assertThat(level(result, "catalogue_coverage@10", "popularity"))
                .isLessThan(level(result, "catalogue_coverage@10", "ease"));
    }

    @Tag("slow")
    @Test
    void artists() throws Exception {
        StudyResult result = trained("lastfm", "hetrec2011_lastfm_2k");
        ordered(result);
        assertThat(result.diagnostics().stream().filter(d -> d.check().equals("time_leakage")))
                .allSatisfy(d -> assertThat(d.severity()).isEqualTo(Severity.PASS));
    }

    /** Popularity below item-kNN below EASE, as published for both data sets. */
    private static void ordered(StudyResult result) {
        Estimate neighbours = difference(result, "ndcg@10", "item_knn");
        Estimate ease = difference(result, "ndcg@10", "ease");
        assertThat(neighbours.interval().orElseThrow().lower()).isPositive();
        assertThat(ease.value()).isGreaterThan(neighbours.value());
    }

    private StudyResult trained(String name, String data) throws IOException, InterruptedException {
        ExampleProject project = ExampleProject.copied(name, folder);
        Process training = new ProcessBuilder(
                        "python3",
                        ExampleProject.examples()
                                .resolve(name)
                                .resolve("train.py")
                                .toString(),
                        project.shared().resolve("data").resolve(data).toString(),
                        project.folder().resolve("data").toString())
                .inheritIO()
                .start();
        assertThat(training.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(training.exitValue()).isZero();
        return run(project, "baselines");
    }

    private static StudyResult run(ExampleProject project, String study) {
        try (Workspace workspace = project.open(CLOCK)) {
            return workspace.run(study, Optional.empty(), Progress.NONE).result();
        }
    }

    /** {@code query,system,metric} to value. */
    private static Map<String, Double> perQuery(ExampleProject project) throws IOException {
        try (Stream<Path> files = Files.walk(project.folder().resolve("results"))) {
            Path file =
                    files.filter(f -> f.endsWith("per_query.csv")).findFirst().orElseThrow();
            Map<String, Double> values = new HashMap<>();
            for (String line : Files.readAllLines(file)) {
                int last = line.lastIndexOf(',');
                if (!line.startsWith("query,")) {
                    values.put(line.substring(0, last), Double.parseDouble(line.substring(last + 1)));
                }
            }
            return values;
        }
    }

    private static double level(StudyResult result, String metric, String system) {
        return row(result, metric, system, Scale.LEVEL).value();
    }

    private static Estimate difference(StudyResult result, String metric, String system) {
        return row(result, metric, system, Scale.DIFFERENCE);
    }

    private static Estimate row(StudyResult result, String metric, String system, Scale scale) {
        for (Outcome outcome : result.outcomes()) {
            if (outcome instanceof Estimate estimate
                    && outcome.estimand().analysis().equals("main")
                    && outcome.estimand().metric().equals(metric)
                    && outcome.estimand().arm().equals(system)
                    && outcome.estimand().segment().isEmpty()
                    && outcome.estimand().scale() == scale) {
                return estimate;
            }
        }
        throw new AssertionError("no row of " + metric + " for " + system);
    }
}
