package covey.study;

import static covey.study.StudyFolder.diagnostic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.report.text.Colour;
import covey.report.text.TextScorecard;
import covey.result.Estimate;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyResult;
import covey.stats.sampledrank.BiasVarianceTradeoff;
import covey.stats.sampledrank.CandidateSample;
import covey.stats.sampledrank.CandidateSample.Scheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lists of one relevant and 99 sampled items of 10,000, by two of the recommenders of Krichene and Rendle (2020): the one that always
 * ranks the relevant item 100th, and the one that ranks it 2nd for every fifth user and far down for the others.
 */
class SampledCandidatesTest {
    private static final int USERS = 400;
    private static final int ITEMS = 10_000;
    private static final int SAMPLE = 99;
    private static final int[] STEADY = {100};
    private static final int[] DARING = {212, 2, 743, 5342, 1548};

    @TempDir
    Path folder;

    private final List<String> truth = new ArrayList<>(List.of("user_id,item_id,at"));
    private final List<String> steady = new ArrayList<>(List.of("user_id,item_id,score"));
    private final List<String> daring = new ArrayList<>(List.of("user_id,item_id,score"));
    private final int[] sampledRanks = new int[USERS];

    @BeforeEach
    void tables() {
        SplittableRandom random = new SplittableRandom(7);
        for (int u = 0; u < USERS; u++) {
            truth.add("u" + u + ",wanted,2026-02-17 10:00:00");
            sampledRanks[u] = list(steady, u, STEADY[0], random);
            list(daring, u, DARING[u % DARING.length], random);
        }
    }

    /** One user's sampled list, the relevant item at score 0; its rank. */
    private static int list(List<String> rows, int user, int rank, SplittableRandom random) {
        int above = 0;
        for (int i = 0; i < SAMPLE; i++) {
            // each sampled item is above it with chance (rank - 1 less those above so far) / (others left)
            boolean better = random.nextInt(ITEMS - 1 - i) < rank - 1 - above;
            above += better ? 1 : 0;
            rows.add("u" + user + ",i" + i + "," + (better ? 1 + i : -1 - i));
        }
        rows.add("u" + user + ",wanted,0");
        return above + 1;
    }

    private StudyResult run(String analysis, String metrics) throws IOException {
        return run(analysis, metrics, "candidates: sampled, sample_size: 99");
    }

    private StudyResult run(String analysis, String metrics, String daringSample) throws IOException {
        StudyFolder project = new StudyFolder(folder);
        project.write(
                "covey.yml",
                List.of(
                        "name: sampled",
                        "version: 1",
                        "timezone: UTC",
                        "files: {truth: t.csv, steady: s.csv, daring: d.csv}"));
        project.write("t.csv", truth);
        project.write("s.csv", steady);
        project.write("d.csv", daring);
        project.write("models/core.yml", List.of("""
                models:
                  - name: truth
                    agg_time_dimension: at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: at, dimension: {type: time}, granularity: second}
                  - {name: steady, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                  - {name: daring, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                """));
        project.write("studies/lists.yml", List.of("""
                kind: ranking_evaluation
                name: lists
                unit: user
                period: {start: 2026-02-16, end: 2026-02-23}
                truth: {model: truth, item: item_id}
                metrics: {primary: [%s]}
                analysis: {resamples: 100, %s}
                systems:
                  steady: {model: steady, role: baseline, training_end: 2026-02-15, candidates: sampled, sample_size: 99}
                  daring: {model: daring, training_end: 2026-02-15, %s}
                """.formatted(metrics, analysis, daringSample)));
        return StudyFolder.run(project.open(), "lists");
    }

    private static Estimate number(StudyResult result, String name, String arm) {
        return result.outcomes().stream()
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .filter(e -> e.estimand().analysis().equals("main")
                        && e.estimand().metric().equals("ndcg@10")
                        && e.estimand().name().equals(name)
                        && e.estimand().arm().equals(arm)
                        && e.estimand().scale() != Scale.RELATIVE_DIFFERENCE)
                .findFirst()
                .orElseThrow();
    }

    /** Over all items the daring system has .126 and the steady one nothing; the sampled lists themselves say .37 against .73. */
    @Test
    void theCorrectedComparisonFindsTheBetterSystem() throws IOException {
        StudyResult result = run("sampled_correction: bias_variance, ranked_items: 10000", "ndcg@10");
        Estimate difference = number(result, "paired_difference", "daring");
        assertThat(difference.value()).isPositive();
        assertThat(difference.interval().orElseThrow().lower()).isPositive();
        assertThat(difference.adjustedBy()).startsWith("sampled candidates, corrected");
        double[] corrected = new BiasVarianceTradeoff(
                        new CandidateSample(ITEMS, SAMPLE, Scheme.WITHOUT_REPLACEMENT), 0.01)
                .corrected(rank -> rank <= 10 ? Math.log(2) / Math.log(rank + 1) : 0);
        double mean = IntStream.of(sampledRanks)
                .mapToDouble(r -> corrected[r - 1])
                .average()
                .orElseThrow();
        assertThat(number(result, "mean", "steady").value()).isCloseTo(mean, within(1e-9));
        assertThat(diagnostic(result, "sampled_candidates").severity()).isEqualTo(Severity.NOTE);
        assertThat(diagnostic(result, "sampled_candidates").message())
                .contains("over all 10000 items from samples of 99", "no interval covers");
        String text =
                String.join(" ", TextScorecard.render(result, Colour.PLAIN).split("\\s+"));
        assertThat(text).contains("sampled candidates, corrected: bias–variance trade-off");
    }

    @Test
    void theEstimatedRankPutsTheWrongSystemFirst() throws IOException {
        StudyResult result = run("sampled_correction: rank_estimate, ranked_items: 10000", "ndcg@10");
        assertThat(number(result, "paired_difference", "daring").value()).isNegative();
        assertThat(diagnostic(result, "sampled_candidates").message()).contains("the metric is not");
    }

    @Test
    void sampledListsWithoutACorrectionAreRefused() {
        assertThatThrownBy(() -> run("ranked_items: 10000", "ndcg@10"))
                .hasMessageContaining("ranked a sample of the items");
    }

    @Test
    void whatNoCorrectionRepairsIsRefused() {
        String corrected = "sampled_correction: bias_variance, ranked_items: 10000";
        assertThatThrownBy(() -> run(corrected, "gini@10"))
                .hasMessageContaining("more than the rank of one relevant item");
        assertThatThrownBy(() -> run(corrected, "Bpref"))
                .hasMessageContaining("more than the rank of one relevant item");
        assertThatThrownBy(() -> run(corrected, "ndcg@10", "candidates: all"))
                .hasMessageContaining("some systems ranked all items and some a sample");
        assertThatThrownBy(() -> run(corrected, "ndcg@10", "candidates: sampled, sample_size: 50"))
                .hasMessageContaining("that of another system 99");
        assertThatThrownBy(() -> run("sampled_correction: bias_variance", "ndcg@10"))
                .hasMessageContaining("how many items a list would hold");
        assertThatThrownBy(() -> run("sampled_correction: bias_variance, ranked_items: 99", "ndcg@10"))
                .hasMessageContaining("a sample of 99 items beside the relevant one, and 99 items in all");
        assertThatThrownBy(() -> run(corrected + ", variance_price: 0", "ndcg@10"))
                .hasMessageContaining("no digits left");
    }

    /** Lists without the relevant item, or cut, are no samples; users with two relevant items are left out. */
    @Test
    void listsThatAreNotAsDeclaredInvalidate() throws IOException {
        truth.add("u3,another,2026-02-17 10:00:00");
        daring.removeIf(row -> row.matches("u1\\d,wanted,.*"));
        StudyResult result = run("sampled_correction: bias_variance, ranked_items: 10000", "ndcg@10");
        assertThat(diagnostic(result, "sampled_candidates").severity()).isEqualTo(Severity.INVALIDATES);
        assertThat(diagnostic(result, "sampled_candidates").values())
                .containsEntry("daring", "10")
                .containsEntry("steady", "0");
        assertThat(number(result, "paired_difference", "daring").n()).isEqualTo(USERS - 1);
    }
}
