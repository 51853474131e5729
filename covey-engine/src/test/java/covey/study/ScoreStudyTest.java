package covey.study;

import static covey.study.StudyFolder.diagnostic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.report.html.HtmlScorecard;
import covey.report.text.Colour;
import covey.report.text.TextScorecard;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyResult;
import covey.stats.score.LogLoss;
import covey.stats.score.RocAuc;
import covey.stats.score.ScoreEstimate;
import covey.stats.score.ScoredRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Impressions of 120 users with their clicks; the candidate knows more of what is clicked. Then the faults that such tables have. */
class ScoreStudyTest {
    private static final int USERS = 120;
    private static final String METRICS =
            "metrics: {primary: [auc], guardrails: [{metric: log_loss, margin: {absolute: 0.05}}],"
                    + " secondary: [normalized_entropy, ece, calibration_ratio, average_precision, 'lift@10%', rmse, brier]}";

    @TempDir
    Path folder;

    private final List<String> impressions = new ArrayList<>();
    private final List<String> production = new ArrayList<>();
    private final List<String> candidate = new ArrayList<>();
    private final List<Integer> unit = new ArrayList<>();
    private final List<Double> clicked = new ArrayList<>();
    private final List<Double> first = new ArrayList<>();
    private final List<Double> second = new ArrayList<>();

    @BeforeEach
    void tables() {
        Random random = new Random(5);
        impressions.add("impression_id,user_id,item_id,clicked,stars,at");
        production.add("impression_id,item_id,score,raw");
        candidate.add("impression_id,item_id,score,raw");
        for (int u = 0; u < USERS; u++) {
            double taste = random.nextGaussian();
            for (int i = 0; i < 8; i++) {
                double fit = random.nextGaussian();
                double x = taste + fit - 0.5;
                int click = random.nextDouble() < 1 / (1 + Math.exp(-x)) ? 1 : 0;
                String key = "p" + u + "x" + i;
                double a = 0.5 * fit + 0.5 * random.nextGaussian() - 0.4;
                double b = 0.9 * fit + 0.5 * taste - 0.3;
                String item = "i" + random.nextInt(20);
                impressions.add(
                        key + ",u" + u + "," + item + "," + click + "," + (click * 4 + i % 2) + ",2026-02-17 10:00:00");
                production.add(key + "," + item + "," + logistic(a) + "," + a);
                candidate.add(key + "," + item + "," + logistic(b) + "," + b);
                unit.add(u);
                clicked.add((double) click);
                first.add(logistic(a));
                second.add(logistic(b));
            }
        }
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private Workspace open(String truth, String systems, String metrics) throws IOException {
        StudyFolder project = new StudyFolder(folder);
        List<String> users = new ArrayList<>(List.of("user_id,country"));
        for (int u = 0; u < USERS; u++) {
            users.add("u" + u + "," + (u % 3 == 0 ? "B" : u == 1 ? "C" : "A"));
        }
        project.write(
                "covey.yml",
                List.of(
                        "name: scores",
                        "version: 1",
                        "timezone: UTC",
                        "privacy: {min_cell: 5}",
                        "files: {impressions: t.csv, production: p.csv, candidate: c.csv, users: u.csv}"));
        project.write("t.csv", impressions);
        project.write("p.csv", production);
        project.write("c.csv", candidate);
        project.write("u.csv", users);
        project.write("models/core.yml", List.of("""
                models:
                  - name: users
                    columns:
                      - {name: user_id, entity: {name: user, type: primary}}
                      - {name: country, dimension: {type: categorical, as_of: entry}}
                  - name: impressions
                    agg_time_dimension: at
                    columns:
                      - {name: user_id, entity: {name: user, type: foreign}}
                      - {name: at, dimension: {type: time}, granularity: second}
                  - name: production
                    columns: [{name: impression_id, entity: {name: impression, type: primary}}]
                  - name: candidate
                    columns: [{name: impression_id, entity: {name: impression, type: primary}}]
                """));
        project.write("studies/scores.yml", List.of("""
                kind: ranking_evaluation
                name: scores
                unit: user
                period: {start: 2026-02-16, end: 2026-02-23}
                slices: [country]
                """ + truth + "\n" + systems + "\n" + metrics));
        return project.open();
    }

    private static final String TRUTH =
            "truth: {model: impressions, query: impression_id, item: item_id, grade: clicked}";
    private static final String SYSTEMS =
            "systems: {production: {model: production, role: baseline}, candidate: {model: candidate}}";

    private StudyResult run() throws IOException {
        return StudyFolder.run(open(TRUTH, SYSTEMS, METRICS), "scores");
    }

    private static Outcome outcome(StudyResult result, String metric, Scale scale, String segment) {
        return result.outcomes().stream()
                .filter(o -> o.estimand().analysis().equals("main")
                        && o.estimand().metric().equals(metric)
                        && o.estimand().arm().equals("candidate")
                        && o.estimand().at().isEmpty()
                        && o.estimand().segment().equals(segment)
                        && o.estimand().scale() == scale)
                .findFirst()
                .orElseThrow();
    }

    private static Estimate number(StudyResult result, String metric, Scale scale, String segment) {
        return (Estimate) outcome(result, metric, scale, segment);
    }

    private static NotEstimable missing(StudyResult result, String metric) {
        return (NotEstimable) outcome(result, metric, Scale.DIFFERENCE, "");
    }

    private ScoredRows rows(List<Double> scores) {
        return ScoredRows.over(
                clicked.stream().mapToDouble(d -> d).toArray(),
                scores.stream().mapToDouble(d -> d).toArray(),
                unit.stream().mapToInt(u -> u).toArray());
    }

    @Test
    void theNumbersAreThoseOfTheRows() throws IOException {
        StudyResult result = run();
        var area = ScoreEstimate.contrast(RocAuc.of(rows(first)), RocAuc.of(rows(second)));
        Estimate difference = number(result, "auc", Scale.DIFFERENCE, "");
        assertThat(difference.value()).isCloseTo(area.difference(), within(1e-12));
        assertThat(difference.standardError().orElseThrow()).isCloseTo(area.standardError(), within(1e-12));
        assertThat(difference.n()).isEqualTo(USERS);
        assertThat(number(result, "auc", Scale.LEVEL, "").value())
                .isCloseTo(RocAuc.of(rows(second)).value(), within(1e-12));
        assertThat(number(result, "log_loss", Scale.LEVEL, "").standardError().orElseThrow())
                .isCloseTo(LogLoss.of(rows(second), 0).level().standardError(), within(1e-12));
        assertThat(difference.interval().orElseThrow().lower()).isPositive();
        assertThat(number(result, "log_loss", Scale.DIFFERENCE, "").value()).isNegative();
        assertThat(result.diagnostics()).noneMatch(Diagnostic::invalidates);
        assertThat(diagnostic(result, "same_rows").values()).containsEntry("every_system", Integer.toString(8 * USERS));
    }

    @Test
    void segmentsAndCurvesStandBeside() throws IOException {
        StudyResult result = run();
        assertThat(number(result, "auc", Scale.DIFFERENCE, "country=A").n()).isEqualTo(79);
        assertThat(((NotEstimable) outcome(result, "auc", Scale.DIFFERENCE, "country=C")).reason())
                .isEqualTo(Reason.BELOW_MIN_CELL);
        Estimate secondary = number(result, "brier", Scale.DIFFERENCE, "");
        assertThat(secondary.test().orElseThrow().adjusted()).isPresent();
        assertThat(result.outcomes())
                .anyMatch(o -> o.estimand().name().equals("non_inferiority")
                        && o.estimand().metric().equals("log_loss"));
        List<Estimate> curve = result.outcomes().stream()
                .filter(o -> o.estimand().name().equals("observed_share")
                        && o.estimand().arm().equals("candidate")
                        && o.estimand().segment().isEmpty())
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .toList();
        double rows = curve.stream()
                .mapToDouble(e -> Double.parseDouble(e.estimand().at().get("rows")))
                .sum();
        double positives = curve.stream()
                .mapToDouble(e -> Double.parseDouble(e.estimand().at().get("rows")) * e.value())
                .sum();
        assertThat(rows).isBetween(0.98 * 8 * USERS, 8.0 * USERS);
        assertThat(positives).isCloseTo(clicked.stream().mapToDouble(d -> d).sum(), within(20.0));
    }

    @Test
    void theResultIsShown() throws IOException {
        StudyResult result = run();
        String text =
                String.join(" ", TextScorecard.render(result, Colour.PLAIN).split("\\s+"));
        assertThat(text)
                .contains("candidate predicts better than production: auc")
                .contains("on the same 120 users")
                .contains("CALIBRATION", "System Bin Predicted Observed Interval Rows Units");
        assertThat(HtmlScorecard.render(result)).contains("Observed share");
    }

    @Test
    void theNumbersAreExplained() throws IOException {
        Workspace workspace = open(TRUTH, SYSTEMS, METRICS);
        StudyFolder.run(workspace, "scores");
        for (String metric : List.of("auc", "ece")) {
            String steps = workspace
                    .explain("scores/" + metric, java.util.Optional.empty(), java.util.Optional.empty())
                    .steps()
                    .toString();
            assertThat(steps).contains("960 rows of 120 units have a label", "same_rows");
        }
    }

    @Test
    void scoresThatAreNoProbabilitiesAreRefusedWhereTheyHaveToBe() throws IOException {
        StudyResult result = StudyFolder.run(
                open(
                        TRUTH,
                        "systems: {production: {model: production, role: baseline}, candidate: {model: candidate, score: raw}}",
                        METRICS),
                "scores");
        assertThat(missing(result, "log_loss").message()).contains("scores of candidate lie outside 0 to 1");
        assertThat(missing(result, "log_loss").advice()).contains("auc");
        assertThat(number(result, "auc", Scale.DIFFERENCE, "").value()).isPositive();
    }

    @Test
    void labelsOtherThanTwoClassesNeedALevel() throws IOException {
        String stars = "truth: {model: impressions, query: impression_id, item: item_id, grade: stars}";
        StudyResult result = StudyFolder.run(
                open(stars, SYSTEMS, "metrics: {primary: [auc], secondary: ['auc(rel=4)', rmse]}"), "scores");
        assertThat(missing(result, "auc").message()).contains("between 0 and 5");
        assertThat(missing(result, "auc").advice()).contains("auc(rel=5)");
        assertThat(number(result, "auc(rel=4)", Scale.LEVEL, "").value())
                .isCloseTo(RocAuc.of(rows(second)).value(), within(1e-12));
        assertThat(number(result, "rmse", Scale.LEVEL, "").value()).isGreaterThan(1);
    }

    @Test
    void oneClassHasNoArea() throws IOException {
        StudyResult result = StudyFolder.run(
                open("truth: {model: impressions, query: impression_id, item: item_id}", SYSTEMS, METRICS), "scores");
        assertThat(missing(result, "auc").message()).contains("labels are 1: one class only");
        assertThat(missing(result, "auc").advice()).contains("grade");
        assertThat(number(result, "rmse", Scale.DIFFERENCE, "").n()).isEqualTo(USERS);
    }

    @Test
    void rowsWithoutAScoreAreCountedAndLeftOut() throws IOException {
        production.set(1, production.get(1).replaceFirst(",[0-9.]+,", ",NaN,"));
        candidate.remove(2);
        candidate.add("nobody,i1,0.5,0");
        candidate.add(candidate.get(9));
        StudyResult result = run();
        Diagnostic rows = diagnostic(result, "same_rows");
        assertThat(rows.severity()).isEqualTo(Severity.PASS);
        assertThat(rows.values()).containsEntry("production", "1").containsEntry("candidate", "1");
        assertThat(rows.values()).containsEntry("every_system", Integer.toString(8 * USERS - 2));
        assertThat(diagnostic(result, "scores_not_finite").values()).containsEntry("production", "1");
        assertThat(diagnostic(result, "duplicate_items").values()).containsEntry("candidate", "1");
        candidate.subList(300, candidate.size()).clear();
        StudyResult few = run();
        assertThat(diagnostic(few, "same_rows").severity()).isEqualTo(Severity.INVALIDATES);
        assertThat(few.invalidated()).isTrue();
        candidate.subList(1, candidate.size()).clear();
        candidate.add("nobody,i1,0.5,0");
        assertThat(missing(run(), "auc").reason()).isEqualTo(Reason.NO_DATA);
    }

    @Test
    void listsAndScoresStandInOneStudy() throws IOException {
        String byUser = "truth: {model: impressions, query: user_id, item: impression_id, grade: clicked}";
        production.replaceAll(
                l -> l.replace("impression_id", "impression_id,user_id").replaceFirst("^(p(\\d+)x\\d+)", "$1,u$2"));
        candidate.replaceAll(
                l -> l.replace("impression_id", "impression_id,user_id").replaceFirst("^(p(\\d+)x\\d+)", "$1,u$2"));
        StudyResult result = StudyFolder.run(open(byUser, SYSTEMS, "metrics: {primary: [ndcg@5, auc]}"), "scores");
        assertThat(number(result, "ndcg@5", Scale.DIFFERENCE, "").value()).isPositive();
        var area = ScoreEstimate.contrast(RocAuc.of(rows(first)), RocAuc.of(rows(second)));
        Estimate difference = number(result, "auc", Scale.DIFFERENCE, "");
        assertThat(difference.standardError().orElseThrow()).isCloseTo(area.standardError(), within(1e-12));
        assertThat(difference.test().orElseThrow().adjusted().orElseThrow().procedure())
                .isEqualTo("Holm");
    }

    @Test
    void namesAndSystemsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> open(TRUTH, SYSTEMS, "metrics: {primary: ['lift@110%']}")
                        .show("scores"))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> StudyFolder.run(open(TRUTH, SYSTEMS, "metrics: {primary: ['lift@110%']}"), "scores"))
                .hasMessageContaining("no share of the rows");
        assertThatThrownBy(() -> StudyFolder.run(open(TRUTH, SYSTEMS, "metrics: {primary: ['auc(rell=2)']}"), "scores"))
                .hasMessageContaining("no option 'rell'");
        assertThatThrownBy(() -> StudyFolder.run(open(TRUTH, SYSTEMS, "metrics: {primary: [auc, roc_auc]}"), "scores"))
                .hasMessageContaining("are one metric");
        assertThatThrownBy(() -> StudyFolder.run(
                        open(
                                TRUTH,
                                "systems: {production: {model: production, rank: raw}}",
                                "metrics: {primary: [auc]}"),
                        "scores"))
                .hasMessageContaining("has ranks and no scores");
    }
}
