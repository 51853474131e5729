package covey.study;

import static covey.study.StudyFolder.diagnostic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.report.text.Colour;
import covey.report.text.TextScorecard;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eighty users with two relevant items of thirty; the candidate ranks them higher than production, but in country B lower. Then the
 * same with each fault that such tables have.
 */
class RankingStudyTest {
    private static final int USERS = 80;
    private static final int ITEMS = 30;

    @TempDir
    Path folder;

    private final List<String> truth = new ArrayList<>();
    private final List<String> production = new ArrayList<>();
    private final List<String> candidate = new ArrayList<>();
    private final List<String> items = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private final List<String> users = new ArrayList<>();
    private String privacy = "privacy: {min_cell: 5}";

    @BeforeEach
    void tables() {
        Random random = new Random(11);
        truth.add("user_id,item_id,grade,at");
        production.add("user_id,item_id,score");
        candidate.add("user_id,item_id,score");
        items.add("item_id");
        history.add("user_id,item_id,at");
        history.add("long ago,i1,2026-01-10 10:00:00");
        users.add("user_id,country");
        for (int i = 0; i < ITEMS; i++) {
            items.add("i" + i);
        }
        for (int u = 0; u < USERS; u++) {
            int first = u % ITEMS;
            int second = (u * 7 + 3) % ITEMS == first ? (first + 1) % ITEMS : (u * 7 + 3) % ITEMS;
            users.add("u" + u + "," + (u % 4 == 0 ? "B" : "A"));
            truth.add("u" + u + ",i" + first + ",1,2026-02-17 10:00:00");
            truth.add("u" + u + ",i" + second + ",2,2026-02-18 10:00:00");
            double gain = u % 4 == 0 ? -1.5 : 1.2;
            for (int i = 0; i < ITEMS; i++) {
                double relevant = i == first || i == second ? 1 : 0;
                production.add("u" + u + ",i" + i + "," + (relevant + random.nextGaussian()));
                candidate.add("u" + u + ",i" + i + "," + (relevant * (1 + gain) + random.nextGaussian()));
            }
        }
        // rows need no order
        Collections.shuffle(candidate.subList(1, candidate.size()), random);
    }

    private StudyResult run() throws IOException {
        return run("systems: {production: {model: production, role: baseline, training_end: 2026-02-15},"
                + " candidate: {model: candidate, training_end: 2026-02-15}}");
    }

    private StudyResult run(String systems) throws IOException {
        return StudyFolder.run(open(systems), "lists");
    }

    private Workspace open(String systems) throws IOException {
        StudyFolder project = new StudyFolder(folder);
        project.write(
                "covey.yml",
                List.of(
                        "name: lists",
                        "version: 1",
                        "timezone: UTC",
                        privacy,
                        "files:"
                                + " {truth: t.csv, production: p.csv, candidate: c.csv, items: i.csv, history: h.csv, users: u.csv}"));
        project.write("t.csv", truth);
        project.write("p.csv", production);
        project.write("c.csv", candidate);
        project.write("i.csv", items);
        project.write("h.csv", history);
        project.write("u.csv", users);
        project.write("models/core.yml", List.of("""
                models:
                  - name: users
                    columns:
                      - {name: user_id, entity: {name: user, type: primary}}
                      - {name: country, dimension: {type: categorical, as_of: entry}}
                  - name: truth
                    agg_time_dimension: at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: at, dimension: {type: time}, granularity: second}
                  - name: production
                    columns: [{name: user_id, entity: {name: user, type: foreign}}]
                  - name: candidate
                    columns: [{name: user_id, entity: {name: user, type: foreign}}]
                  - name: items
                    columns: [{name: item_id, entity: {name: item, type: primary}}]
                  - name: history
                    agg_time_dimension: at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: at, dimension: {type: time}, granularity: second}
                """));
        project.write("studies/lists.yml", List.of("""
                kind: ranking_evaluation
                name: lists
                unit: user
                period: {start: 2026-02-16, end: 2026-02-23}
                truth: {model: truth, item: item_id, grade: grade}
                items: {model: items}
                history: {model: history}
                metrics: {primary: [ndcg@10], guardrails: [{metric: recall@10, margin: {absolute: 0.5}}], secondary: [P@5]}
                slices: [country]
                analysis: {resamples: 200}
                """ + systems));
        return project.open();
    }

    private static Estimate number(StudyResult result, String analysis, String name, String segment) {
        for (Outcome outcome : result.outcomes()) {
            if (outcome instanceof Estimate e
                    && e.estimand().analysis().equals(analysis)
                    && e.estimand().metric().equals("ndcg@10")
                    && e.estimand().name().equals(name)
                    && e.estimand().segment().equals(segment)
                    && e.estimand().scale() != Scale.RELATIVE_DIFFERENCE) {
                return e;
            }
        }
        throw new AssertionError(analysis + "/" + name + " is not in " + result.outcomes());
    }

    private static Severity severity(StudyResult result, String check) {
        return diagnostic(result, check).severity();
    }

    @Test
    void comparesOnTheSameUsersAndNamesTheWeakSlice() throws IOException {
        StudyResult result = run();
        Estimate main = number(result, "main", "paired_difference", "");
        assertThat(main.value()).isPositive();
        assertThat(main.n()).isEqualTo(USERS);
        assertThat(number(result, "permutation", "paired_difference", "")
                        .test()
                        .orElseThrow()
                        .pValue())
                .isLessThan(0.05);
        assertThat(number(result, "bootstrap", "paired_difference", "")
                        .interval()
                        .orElseThrow()
                        .contains(main.value()))
                .isTrue();
        assertThat(number(result, "main", "paired_difference", "country=B").value())
                .isNegative();
        assertThat(diagnostic(result, "slice_against").values()).containsEntry("segment", "country=B");
        double least =
                number(result, "unjudged_worst_case", "paired_difference", "").value();
        double most =
                number(result, "unjudged_best_case", "paired_difference", "").value();
        assertThat(main.value()).isBetween(least, most);
        assertThat(result.diagnostics()).noneMatch(Diagnostic::invalidates);
    }

    @Test
    void readsWithoutCausalWords() throws IOException {
        String text = String.join(" ", TextScorecard.render(run(), Colour.PLAIN).split("\\s+"));
        assertThat(text)
                .contains("candidate ranks better than production: nDCG@10")
                .contains("on the same 80 users")
                .doesNotContain("raised", "lowered", "planned", "Sample ratio", "effect of", "exposed");
    }

    @Test
    void filesPerQueryStandBesideTheResult() throws IOException {
        Workspace workspace =
                open("systems: {production: {model: production, role: baseline}," + " candidate: {model: candidate}}");
        Path kept = workspace.run("lists", Optional.empty(), Progress.NONE).folder();
        List<String> values = Files.readAllLines(kept.resolve("per_query.csv"));
        assertThat(values).hasSize(1 + 2 * 3 * USERS);
        double sum = values.stream()
                .filter(l -> l.contains(",candidate,ndcg@10,"))
                .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(',') + 1)))
                .sum();
        StudyResult result = workspace.show("lists");
        Estimate level = result.outcomes().stream()
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .filter(e -> e.estimand().metric().equals("ndcg@10")
                        && e.estimand().arm().equals("candidate")
                        && e.estimand().name().equals("mean")
                        && e.estimand().segment().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(level.value()).isCloseTo(sum / USERS, within(1e-12));
        assertThat(Files.readAllLines(kept.resolve("worst.csv"))).hasSizeGreaterThan(10);
    }

    private static List<Estimate> about(StudyResult result, String analysis, String metric) {
        return result.outcomes().stream()
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .filter(e -> e.estimand().analysis().equals(analysis)
                        && e.estimand().metric().equals(metric))
                .toList();
    }

    /** The items of the worst queries stand where the tables have them, and agreement is that of the two lists beside each other. */
    @Test
    void worstQueriesStandSideBySide() throws IOException {
        Workspace workspace =
                open("systems: {production: {model: production, role: baseline}, candidate: {model: candidate}}");
        Path kept = workspace.run("lists", Optional.empty(), Progress.NONE).folder();
        StudyResult result = workspace.show("lists");
        List<Estimate> rows = about(result, "worst_queries", "ndcg@10");
        List<Estimate> differences = rows.stream()
                .filter(e -> e.estimand().name().equals("difference"))
                .toList();
        assertThat(differences).hasSize(5).isSortedAccordingTo(java.util.Comparator.comparingDouble(Estimate::value));
        String worst = differences.getFirst().estimand().at().get("query");
        assertThat(Files.readAllLines(kept.resolve("per_query.csv")))
                .filteredOn(l -> l.startsWith(worst + ",") && l.contains(",ndcg@10,"))
                .hasSize(2);
        String list = rows.stream()
                .filter(e -> e.estimand().name().equals("candidate")
                        && worst.equals(e.estimand().at().get("query")))
                .findFirst()
                .orElseThrow()
                .estimand()
                .at()
                .get("list");
        assertThat(list.replaceAll("[*]|\\(2\\)", "").split(" "))
                .containsExactly(candidate.stream()
                        .filter(r -> r.startsWith(worst + ","))
                        .sorted(java.util.Comparator.comparingDouble(
                                r -> -Double.parseDouble(r.substring(r.lastIndexOf(',') + 1))))
                        .limit(10)
                        .map(r -> r.split(",", -1)[1])
                        .toArray(String[]::new));
        assertThat(TextScorecard.render(result, Colour.PLAIN)).contains("WHERE LISTS GOT WORSE", worst);
        assertThat(about(result, "worst_queries", "RBO(p=0.9)")).hasSize(5).allMatch(e -> e.value() < 1);
    }

    @Test
    void listsOfEachPairOfSystemsAreCompared() throws IOException {
        StudyResult result = run("systems: {production: {model: production, role: baseline},"
                + " candidate: {model: candidate}, same: {model: production}}");
        List<Estimate> overlaps = about(result, "main", "RBO(p=0.9)");
        assertThat(overlaps)
                .extracting(e -> e.estimand().arm() + "/" + e.estimand().reference())
                .containsExactly("candidate/production", "same/production", "same/candidate");
        assertThat(overlaps.get(1).value()).isCloseTo(1, within(1e-12));
        assertThat(overlaps.get(1).interval()).isEmpty();
        assertThat(overlaps.get(0).value()).isCloseTo(overlaps.get(2).value(), within(1e-12));
        assertThat(overlaps.get(0)
                        .interval()
                        .orElseThrow()
                        .contains(overlaps.get(0).value()))
                .isTrue();
        assertThat(about(result, "main", "Kendall tau-b").get(1).value()).isCloseTo(1, within(1e-12));
        assertThat(about(result, "main", "tau_AP,b").get(0).value()).isBetween(-1.0, 0.9);
        assertThat(about(result, "main", "intersection").get(0).value()).isBetween(0.0, 0.99);
    }

    @Test
    void examplesAreShownToNobodyWhereTheProjectSaysSo() throws IOException {
        privacy = "privacy: {min_cell: 5, example_units: nobody}";
        Path kept = open("systems: {production: {model: production, role: baseline}, candidate: {model: candidate}}")
                .run("lists", Optional.empty(), Progress.NONE)
                .folder();
        assertThat(kept.resolve("worst.csv")).doesNotExist();
        assertThat(Files.readString(kept.resolve("result.json"))).doesNotContain("worst_queries");
    }

    @Test
    void learningFromThePeriodInvalidates() throws IOException {
        StudyResult result = run("systems: {production: {model: production, role: baseline},"
                + " candidate: {model: candidate, training_end: 2026-02-17}}");
        assertThat(result.invalidated()).isTrue();
        assertThat(result.diagnostics())
                .anyMatch(d -> d.check().equals("time_leakage") && d.message().contains("candidate has learnt until"));
    }

    @Test
    void sampledCandidatesAreRefused() {
        assertThatThrownBy(() -> run("systems: {production: {model: production, role: baseline},"
                        + " candidate: {model: candidate, candidates: sampled}}"))
                .hasMessageContaining("ranked a sample of the items");
    }

    @Test
    void systemsOverDifferentUsersInvalidate() throws IOException {
        candidate.removeIf(row -> row.matches("u[0-3]\\d?,.*"));
        StudyResult result = run();
        assertThat(severity(result, "same_queries")).isEqualTo(Severity.INVALIDATES);
        assertThat(severity(result, "queries_without_list")).isEqualTo(Severity.WARNING);
        assertThat(number(result, "main", "mix_difference", "").estimand().at()).containsEntry("dimension", "country");
    }

    @Test
    void rowsThatCannotBeUsedAreCountedAndNamed() throws IOException {
        candidate.add("u1,i1,9");
        candidate.add("u1,i1,9");
        candidate.add("u2,i2,NaN");
        candidate.add("u3,,1");
        candidate.add("u4,unheard,8");
        truth.add("u5,i5,-1,2026-02-17 10:00:00");
        truth.add("u6,i6,,2026-02-17 10:00:00");
        StudyResult result = run();
        assertThat(diagnostic(result, "duplicate_items").values()).containsEntry("candidate", "2");
        assertThat(diagnostic(result, "scores_not_finite").values())
                .containsEntry("candidate", "1")
                .containsEntry("truth", "1");
        assertThat(diagnostic(result, "rows_without_key").values()).containsEntry("candidate", "1");
        assertThat(diagnostic(result, "unknown_items").values()).containsEntry("candidate", "1");
        assertThat(severity(result, "negative_grades")).isEqualTo(Severity.PASS);
        truth.add("u7,i20,-1,2026-02-17 10:00:00");
        assertThat(diagnostic(run(), "negative_grades").values()).containsEntry("negative", "1");
    }

    @Test
    void listsWithoutTruthAndTruthWithoutListsAreCounted() throws IOException {
        for (int u = 200; u < 300; u++) {
            production.add("u" + u + ",i1,1");
            candidate.add("u" + u + ",i1,1");
        }
        truth.add("unranked,i1,1,2026-02-17 10:00:00");
        truth.add("late,i1,1,2026-03-17 10:00:00");
        StudyResult result = run();
        assertThat(severity(result, "lists_without_truth")).isEqualTo(Severity.NOTE);
        assertThat(diagnostic(result, "queries_without_list").values()).containsEntry("candidate", "1");
        assertThat(number(result, "main", "paired_difference", "").n()).isEqualTo(USERS + 1);
    }

    @Test
    void whatUsersHadBeforeIsFoundInTruthAndOnOneSide() throws IOException {
        for (int u = 0; u < USERS; u++) {
            for (int i = 0; i < 5; i++) {
                history.add("u" + u + ",i" + (u + i) % ITEMS + ",2026-01-10 10:00:00");
                // who only trained and has no truth
                history.add("gone" + u + ",i" + i + ",2026-01-10 10:00:00");
            }
        }
        candidate.removeIf(row -> {
            String pair = row.substring(0, row.lastIndexOf(','));
            return history.contains(pair + ",2026-01-10 10:00:00");
        });
        StudyResult result = run();
        assertThat(severity(result, "train_test_overlap")).isEqualTo(Severity.WARNING);
        assertThat(severity(result, "one_sided_filter")).isEqualTo(Severity.WARNING);
        assertThat(number(result, "main", "paired_difference", "").n()).isEqualTo(USERS);
    }

    @Test
    void tiedScoresAreWarnedOf() throws IOException {
        candidate.replaceAll(row -> row.startsWith("u1") ? row.substring(0, row.lastIndexOf(',')) + ",1" : row);
        StudyResult result = run();
        assertThat(severity(result, "tied_scores")).isEqualTo(Severity.WARNING);
        assertThat(result.outcomes())
                .anyMatch(o -> o instanceof Estimate e
                        && e.estimand().name().equals("tied_share")
                        && e.estimand().arm().equals("candidate")
                        && e.value() > 0.1);
    }

    @Test
    void nothingRelevantOrNothingDifferentGivesNoNumber() throws IOException {
        candidate.clear();
        candidate.addAll(production);
        StudyResult same = run();
        assertThat(same.outcomes())
                .anyMatch(o -> o instanceof NotEstimable n
                        && n.estimand().analysis().equals("main")
                        && n.estimand().name().equals("paired_difference"));
        truth.replaceAll(row -> row.replace(",1,2026", ",0,2026").replace(",2,2026", ",0,2026"));
        StudyResult none = run();
        assertThat(none.outcomes()).isNotEmpty().allMatch(NotEstimable.class::isInstance);
    }

    @Test
    void emptyListsOfASystemCountZero() throws IOException {
        candidate.subList(2, candidate.size()).clear();
        StudyResult result = run();
        assertThat(result.invalidated()).isTrue();
        assertThat(severity(result, "same_queries")).isEqualTo(Severity.INVALIDATES);
    }

    @Test
    void mixedDelimitersAreRefusedWithTheTable() {
        candidate.replaceAll(row -> row.startsWith("u2") ? row.replace(',', ';') : row);
        assertThatThrownBy(this::run).hasMessageContaining("table candidate");
    }
}
