package covey.study;

import static covey.study.StudyFolder.diagnostic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.report.text.Colour;
import covey.report.text.TextScorecard;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyResult;
import covey.stats.paired.DetectableDifference;
import covey.study.plan.PlanReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of an evaluation in August from lists and truth of June, held to the evaluation of June itself. */
class RankingDesignTest {
    private static final int USERS = 120;
    private static final int ITEMS = 20;
    private static final String BOTH =
            "systems: {production: {model: production, role: baseline}, candidate: {model: candidate}}\n";

    @TempDir
    Path folder;

    private final List<String> candidate = new ArrayList<>(List.of("user_id,item_id,score"));

    @BeforeEach
    void tables() throws IOException {
        Random random = new Random(7);
        List<String> truth = new ArrayList<>(List.of("user_id,item_id,at"));
        List<String> production = new ArrayList<>(List.of("user_id,item_id,score"));
        List<String> users = new ArrayList<>(List.of("user_id,country"));
        for (int u = 0; u < USERS; u++) {
            users.add("u" + u + "," + (u % 3 == 0 ? "B" : "A"));
            truth.add("u" + u + ",i" + u % ITEMS + ",2026-06-16 10:00:00");
            for (int i = 0; i < ITEMS; i++) {
                double relevant = i == u % ITEMS ? 1 : 0;
                double shared = random.nextGaussian();
                production.add("u" + u + ",i" + i + "," + (relevant + shared + 0.5 * random.nextGaussian()));
                candidate.add("u" + u + ",i" + i + "," + (relevant + shared + 0.5 * random.nextGaussian()));
            }
        }
        StudyFolder project = new StudyFolder(folder);
        files("truth: t.csv, production: p.csv, candidate: c.csv, users: u.csv");
        project.write("t.csv", truth);
        project.write("p.csv", production);
        project.write("c.csv", candidate);
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
                  - {name: production, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                  - {name: candidate, columns: [{name: user_id, entity: {name: user, type: foreign}}]}
                """));
    }

    private void files(String files) throws IOException {
        new StudyFolder(folder)
                .write(
                        "covey.yml",
                        List.of(
                                "name: lists",
                                "version: 1",
                                "timezone: UTC",
                                "privacy: {min_cell: 5}",
                                "files: {" + files + "}"));
    }

    private void study(String name, String period, String rest) throws IOException {
        new StudyFolder(folder).write("studies/" + name + ".yml", List.of("""
                kind: ranking_evaluation
                name: %s
                unit: user
                period: %s
                truth: {model: truth, item: item_id}
                slices: [country]
                analysis: {resamples: 10}
                """.formatted(name, period) + rest));
    }

    private void august(String design, String rest) throws IOException {
        study(
                "august",
                "{start: 2026-08-03, end: 2026-08-17}",
                "design: {history: {start: 2026-06-15}" + design + "}\n" + rest);
    }

    private static String metrics(String primary) {
        return "metrics: {primary: [" + primary + "], guardrails: [{metric: P@5, margin: {absolute: 0.05}}]}\n";
    }

    private PlanReport plan() {
        try (Workspace workspace = new StudyFolder(folder).open()) {
            return workspace.design("august", Optional.empty(), 0, Progress.NONE);
        }
    }

    private static double number(StudyResult result, String metric, String name, Scale scale, String segment) {
        return row(result, metric, name, scale, segment).value();
    }

    private static Estimate row(StudyResult result, String metric, String name, Scale scale, String segment) {
        return result.outcomes().stream()
                .filter(o -> o.estimand().metric().equals(metric)
                        && o.estimand().name().equals(name)
                        && o.estimand().scale() == scale
                        && o.estimand().segment().equals(segment)
                        && o instanceof Estimate)
                .map(Estimate.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(metric + "/" + name + " is not in " + result.outcomes()));
    }

    @Test
    void thePlanIsTheErrorOfTheHistoryAtTheLevelOfTheFamily() throws IOException {
        august("", metrics("{metric: nDCG@5, mde: {absolute: 0.05}}, RR") + BOTH);
        study("june", "{start: 2026-06-15, end: 2026-06-29}", metrics("nDCG@5, RR") + BOTH);
        StudyResult plan = plan().result();
        StudyResult june;
        try (Workspace workspace = new StudyFolder(folder).open()) {
            june = StudyFolder.run(workspace, "june");
        }
        for (String metric : List.of("nDCG@5", "RR")) {
            Estimate difference = row(june, metric, "paired_difference", Scale.DIFFERENCE, "");
            double error = difference.standardError().orElseThrow();
            assertThat(number(plan, metric, "std_error", Scale.DIFFERENCE, "")).isCloseTo(error, within(1e-12));
            // two primary metrics, Holm: a half of .05 each
            assertThat(number(plan, metric, "mde", Scale.DIFFERENCE, ""))
                    .isCloseTo(new DetectableDifference(error, USERS, 0.975, 0.8).value(), within(1e-6));
            // two metrics in two countries
            Estimate inside = row(june, metric, "paired_difference", Scale.DIFFERENCE, "country=B");
            assertThat(number(plan, metric, "mde", Scale.DIFFERENCE, "country=B"))
                    .isCloseTo(
                            new DetectableDifference(
                                            inside.standardError().orElseThrow(), inside.n(), 1 - 0.05 / 4, 0.8)
                                    .value(),
                            within(1e-6));
        }
        assertThat(diagnostic(plan, "plan_correction").message()).contains("primary: holm over 2 hypotheses");
        assertThat(number(plan, "P@5", "detectable_margin", Scale.DIFFERENCE, ""))
                .isPositive();
        String text = String.join(" ", TextScorecard.render(plan, Colour.PLAIN).split("\\s+"));
        assertThat(text).contains("this plan sees effects on nDCG@5 from", "WHAT IT CAN SEE IN SEGMENTS", "country=B");
        assertThat(text).doesNotContain("HOW UNITS COME INTO ARMS");
    }

    @Test
    void theUnitsNeededHaveThePowerAskedFor() throws IOException {
        august("", metrics("{metric: nDCG@5, mde: {relative: 0.04}}") + BOTH);
        StudyResult first = plan().result();
        double needed = number(first, "nDCG@5", "required_units", Scale.COUNT, "");
        assertThat(needed).isGreaterThan(USERS);
        assertThat(diagnostic(first, "plan_power").severity()).isEqualTo(Severity.WARNING);
        assertThat(diagnostic(first, "plan_power").advice()).startsWith("evaluate ");
        august(", units: " + Math.round(needed), metrics("{metric: nDCG@5, mde: {relative: 0.04}}") + BOTH);
        StudyResult second = plan().result();
        assertThat(number(second, "nDCG@5", "power", Scale.PROBABILITY, "")).isBetween(0.8, 0.802);
        assertThat(number(second, "nDCG@5", "mde", Scale.RELATIVE_DIFFERENCE, ""))
                .isCloseTo(0.04, within(1e-4));
        assertThat(diagnostic(second, "plan_power").severity()).isEqualTo(Severity.PASS);
    }

    @Test
    void theBaselineAloneBoundsTheDifferenceByADeclaredCorrelation() throws IOException {
        files("truth: t.csv, production: p.csv, users: u.csv");
        august(", correlation: 0.7", metrics("nDCG@5") + BOTH);
        study(
                "june",
                "{start: 2026-06-15, end: 2026-06-29}",
                metrics("nDCG@5") + "systems: {production: {model: production}}\n");
        StudyResult plan = plan().result();
        double error;
        try (Workspace workspace = new StudyFolder(folder).open()) {
            error = row(StudyFolder.run(workspace, "june"), "nDCG@5", "mean", Scale.LEVEL, "")
                    .standardError()
                    .orElseThrow();
        }
        assertThat(number(plan, "nDCG@5", "std_error", Scale.DIFFERENCE, ""))
                .isCloseTo(error * Math.sqrt(0.6), within(1e-12));
        assertThat(diagnostic(plan, "plan_history").message()).contains("of the baseline alone", "ρ = 0.700");
    }

    @Test
    void aCandidateWithoutListsIsRefusedWithWhatToDo() throws IOException {
        new StudyFolder(folder).write("c.csv", List.of("user_id,item_id,score", "somebody,i1,1"));
        august("", metrics("nDCG@5") + BOTH);
        StudyResult plan = plan().result();
        assertThat(plan.outcomes())
                .anySatisfy(o -> assertThat(o).isInstanceOfSatisfying(NotEstimable.class, n -> {
                    assertThat(n.message()).contains("candidate has no list");
                    assertThat(n.advice()).contains("design.correlation");
                }));
    }

    @Test
    void noTruthBeforeThePeriodIsNoPlan() throws IOException {
        study("august", "{start: 2026-08-03, end: 2026-08-17}", metrics("nDCG@5") + BOTH);
        assertThatThrownBy(this::plan)
                .hasMessageContaining("there is no history: 0 users count")
                .hasMessageContaining("from 2026-06-17 until 2026-07-01");
        assertThat(folder.resolve("results/august/plan.yml")).doesNotExist();
    }

    @Test
    void theKeptPlanIsWhatTheRunIsComparedWith() throws IOException {
        august("", metrics("nDCG@5") + BOTH);
        PlanReport report = plan();
        assertThat(report.kept()).isTrue();
        assertThat(Files.readString(report.file())).contains("nDCG@5", "truth.model");
        try (Workspace workspace = new StudyFolder(folder).open()) {
            assertThat(workspace.show("august@plan").outcomes())
                    .hasSameSizeAs(report.result().outcomes());
            assertThat(workspace
                            .explain("august/nDCG@5@plan", Optional.empty(), Optional.empty())
                            .toString())
                    .contains("noncentral t at");
        }
    }
}
