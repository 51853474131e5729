package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.AdjustedPValue;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Metrics beyond accuracy of a study of files. Twelve users and six items of topics 0 1 0 1 0 1 and authors 0 1 2 0 1 2;
 * production shows everybody items 0 and 1, the candidate shows user u items u and u + 1 modulo 6, a third system item 0 and, to
 * four users item 1, to eight item 2; user u had item u modulo 3 and will want item u modulo 6.
 */
class BeyondAccuracyTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        List<String> wanted = new ArrayList<>(List.of("user_id,item_id,at"));
        List<String> had = new ArrayList<>(List.of("user_id,item_id,at"));
        List<String> production = new ArrayList<>(List.of("user_id,item_id,score"));
        List<String> candidate = new ArrayList<>(List.of("user_id,item_id,score"));
        List<String> third = new ArrayList<>(List.of("user_id,item_id,score"));
        for (int u = 0; u < 12; u++) {
            third.addAll(List.of(u + ",0,2", u + (u < 4 ? ",1,1" : ",2,1")));
            wanted.add(u + "," + u % 6 + ",2026-02-20 00:00:00");
            had.add(u + "," + u % 3 + ",2026-02-01 00:00:00");
            had.add(u + ",5,2026-02-17 00:00:00");
            production.addAll(List.of(u + ",0,2", u + ",1,1"));
            candidate.addAll(List.of(u + "," + u % 6 + ",2", u + "," + (u + 1) % 6 + ",1"));
        }
        StudyFolder files = new StudyFolder(folder);
        files.write("wanted.csv", wanted);
        files.write("had.csv", had);
        files.write("production.csv", production);
        files.write("candidate.csv", candidate);
        files.write("third.csv", third);
        files.write("items.csv", List.of("item_id,topic,author", "0,a,x", "1,b,y", "2,a,z", "3,b,x", "4,a,y", "5,b,z"));
        files.write("covey.yml", List.of("""
                name: lists
                version: 1
                timezone: UTC
                files: {wanted: wanted.csv, had: had.csv, production: production.csv, candidate: candidate.csv, third: third.csv, items: items.csv}
                """));
        files.write("models/core.yml", List.of("""
                models:
                  - name: wanted
                    agg_time_dimension: at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: at, dimension: {type: time}, granularity: second}
                  - name: had
                    agg_time_dimension: at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: at, dimension: {type: time}, granularity: second}
                  - {name: production, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                  - {name: candidate, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                  - {name: third, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                  - {name: items, columns: [{name: item_id, entity: {name: item, type: primary}}]}
                """));
        study("whole", "items: {model: items, category: topic, provider: author}\nhistory: {model: had}");
        study("bare", "");
    }

    private void study(String name, String known) throws IOException {
        new StudyFolder(folder).write("studies/" + name + ".yml", List.of("""
                        kind: ranking_evaluation
                        name: %s
                        unit: user
                        period: {start: 2026-02-16, end: 2026-02-23}
                        truth: {model: wanted, item: item_id}
                        systems:
                          production: {model: production, role: baseline}
                          candidate: {model: candidate}
                          third: {model: third}
                        %s
                        metrics:
                          primary: [ndcg@2]
                          guardrails: [{metric: personalization@2, margin: {absolute: 0.05}}]
                          secondary: [catalogue_coverage@2, gini@2, provider_disparity@2, novelty@2,
                            serendipity@2, "group_gap(ndcg,by=country)@2"]
                        """.formatted(name, known)));
    }

    private StudyResult run(String study) {
        try (Workspace workspace = new StudyFolder(folder).open()) {
            return StudyFolder.run(workspace, study);
        }
    }

    private static Stream<Outcome> rows(StudyResult result, String metric, Scale scale, String system) {
        return result.outcomes().stream()
                .filter(o -> o.estimand().metric().equals(metric)
                        && o.estimand().scale() == scale
                        && o.estimand().arm().equals(system));
    }

    private static double level(StudyResult result, String metric, String system) {
        return rows(result, metric, Scale.LEVEL, system)
                .map(Estimate.class::cast)
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static NotEstimable missing(StudyResult result, String metric) {
        return rows(result, metric, Scale.DIFFERENCE, "candidate")
                .map(NotEstimable.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void numbersAreThoseOfTheFormulas() {
        StudyResult result = run("whole");
        assertThat(level(result, "catalogue_coverage@2", "production")).isCloseTo(2 / 6.0, within(1e-12));
        assertThat(level(result, "catalogue_coverage@2", "candidate")).isOne();
        assertThat(level(result, "gini@2", "production")).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(level(result, "gini@2", "candidate")).isCloseTo(0, within(1e-12));
        assertThat(level(result, "personalization@2", "production")).isCloseTo(0, within(1e-12));
        // of 66 pairs of users 6 share both items and 24 share one of two
        assertThat(level(result, "personalization@2", "candidate")).isCloseTo(1 - 18 / 66.0, within(1e-12));
        double second = Math.log(2) / Math.log(3);
        assertThat(level(result, "provider_disparity@2", "production"))
                .isCloseTo(
                        (1 / (1 + second) - 1 / 3.0 + Math.abs(second / (1 + second) - 1 / 3.0) + 1 / 3.0) / 2,
                        within(1e-12));
        // items 0 to 2 were had by 4 of 12 before the period, the others by nobody: taken as by one
        assertThat(level(result, "novelty@2", "candidate")).isCloseTo(Math.log(6) / Math.log(2), within(1e-12));
        // the wanted item is shown first; its topic is another than that of item u mod 3 for three users of six
        assertThat(level(result, "serendipity@2", "candidate")).isCloseTo(0.25, within(1e-12));
        Estimate gini = rows(result, "gini@2", Scale.DIFFERENCE, "third")
                .map(Estimate.class::cast)
                .findFirst()
                .orElseThrow();
        // shown 0 0 0 4 8 12 times: (4 + 3 * 8 + 5 * 12) / (6 * 24)
        assertThat(gini.value()).isCloseTo(88 / 144.0 - 2 / 3.0, within(1e-12));
        assertThat(gini.interval().orElseThrow().method()).isEqualTo("delete-a-group jackknife, 12 groups");
    }

    @Test
    void numbersOfAllListsAreHeldToTheirMarginAndToTheirFamily() {
        StudyResult result = run("whole");
        Estimate margin = named(result, "personalization@2", "non_inferiority");
        Estimate difference = named(result, "personalization@2", "paired_difference");
        Interval oneSided = margin.interval().orElseThrow();
        assertThat(oneSided.lower())
                .isCloseTo(difference.interval().orElseThrow().lower(), within(1e-12)); // t at .975 of one side
        assertThat(margin.test().orElseThrow().name())
                .isEqualTo("delete-a-group jackknife, 12 groups, one-sided against the margin");
        double error = difference.standardError().orElseThrow();
        assertThat(margin.test().orElseThrow().statistic())
                .isCloseTo((difference.value() + 0.05) / error, within(1e-12));
        AdjustedPValue adjusted = named(result, "gini@2", "paired_difference")
                .test()
                .orElseThrow()
                .adjusted()
                .orElseThrow();
        assertThat(adjusted.family()).startsWith("secondary metrics x candidates");
        assertThat(adjusted.value())
                .isGreaterThanOrEqualTo(named(result, "gini@2", "paired_difference")
                        .test()
                        .orElseThrow()
                        .pValue());
    }

    private static Estimate named(StudyResult result, String metric, String name) {
        return rows(result, metric, Scale.DIFFERENCE, "third")
                .filter(o -> o.estimand().name().equals(name))
                .map(Estimate.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatTheStudyDoesNotDeclareIsNamedWithTheKey() {
        StudyResult result = run("bare");
        assertThat(missing(result, "gini@2").advice()).startsWith("write items: {model: items}");
        assertThat(missing(result, "novelty@2").advice()).startsWith("write history: {model: engagements}");
        assertThat(missing(result, "serendipity@2").advice())
                .startsWith("write items: {model: items, category: topic}");
        assertThat(missing(result, "provider_disparity@2").advice()).contains("items");
        assertThat(missing(result, "group_gap(ndcg,by=country)@2").advice()).isEqualTo("write slices: [country]");
        assertThat(level(result, "personalization@2", "production")).isCloseTo(0, within(1e-12));
    }
}
