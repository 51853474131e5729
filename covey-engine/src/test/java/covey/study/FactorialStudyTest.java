package covey.study;

import static covey.study.StudyFolder.diagnostic;
import static covey.study.StudyFolder.effect;
import static covey.study.StudyFolder.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyResult;
import covey.stats.distribution.Normal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A 2 x 2 experiment from file to result: 4,000 users spend 10 (sd 2); a ranker is worth 1, a layout 0.5, and both together 0.8
 * more, so that the main effects are 1.4 and 0.9.
 */
class FactorialStudyTest {
    private static final int USERS = 4_000;

    @TempDir
    Path folder;

    private StudyFolder project() {
        return new StudyFolder(folder);
    }

    @BeforeEach
    void write() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260302);
        List<String> users = new ArrayList<>(List.of("user_id,country"));
        List<String> exposures = new ArrayList<>(List.of("user_id,arm,exposed_at"));
        List<String> events = new ArrayList<>(List.of("user_id,at,amount"));
        for (int i = 0; i < USERS; i++) {
            boolean ranker = random.nextBoolean();
            boolean layout = random.nextBoolean();
            double own = 1.6 * random.nextGaussian();
            users.add("u" + i + "," + (i % 3 == 0 ? "DE" : "FR"));
            exposures.add("u" + i + "," + (ranker ? "dwell" : "control") + "_" + (layout ? "new" : "old")
                    + ",2026-03-16 00:00:00");
            events.add(event(i, "2026-03-10", 10 + own + 1.2 * random.nextGaussian()));
            double worth = (ranker ? 1 : 0) + (layout ? 0.5 : 0) + (ranker && layout ? 0.8 : 0);
            events.add(event(i, "2026-03-17", 10 + own + worth + 1.2 * random.nextGaussian()));
        }
        project().write("users.csv", users);
        project().write("exposures.csv", exposures);
        project().write("events.csv", events);
        project().write("covey.yml", List.of("""
                name: factors
                version: 1
                timezone: UTC
                files: {users: users.csv, exposures: exposures.csv, events: events.csv}
                """));
        project().write("models/core.yml", List.of(MODELS));
        project()
                .write(
                        "metrics/m.yml",
                        List.of(
                                "metrics:",
                                "  - {name: spend, type: mean, model: events, agg: sum, expr: amount, goal: increase}"));
        project().write("studies/both.yml", List.of(STUDY));
    }

    private static String event(int user, String day, double amount) {
        return "u" + user + "," + day + " 00:00:00," + String.format(Locale.ROOT, "%.6f", amount);
    }

    private static final String MODELS = """
            models:
              - name: users
                columns:
                  - {name: user_id, entity: {name: user, type: primary}}
                  - {name: country, dimension: {type: categorical, as_of: entry}}
              - name: exposures
                agg_time_dimension: exposed_at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: arm, dimension: {type: categorical}}
                  - {name: exposed_at, dimension: {type: time}, granularity: second}
              - name: events
                agg_time_dimension: at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: at, dimension: {type: time}, granularity: second}
                  - {name: amount}
            """;

    private static final String STUDY = """
            kind: experiment
            name: both
            unit: user
            period: {start: 2026-03-15, end: 2026-03-29}
            treatment:
              exposures: {model: exposures}
              arms:
                control_old: {share: 0.25, role: control}
                control_new: {share: 0.25}
                dwell_old: {share: 0.25}
                dwell_new: {share: 0.25}
            metrics: {primary: [spend]}
            design: {type: factorial, factors: {ranker: [control, dwell], layout: [old, new]}}
            """;

    private static double planned(StudyResult plan, String name, String arm) {
        return plan.outcomes().stream()
                .filter(o -> o.estimand().name().equals(name)
                        && o.estimand().arm().equals(arm)
                        && o.estimand().at().isEmpty()
                        && o.estimand().scale() != Scale.RELATIVE_DIFFERENCE)
                .map(Estimate.class::cast)
                .mapToDouble(Estimate::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " of " + arm));
    }

    @Test
    void interactionsArePlannedFromAFileWithTheirPowerAndWhatTheyTake() throws IOException {
        project()
                .write(
                        "studies/planned.yml",
                        List.of(STUDY.replace("name: both", "name: planned")
                                        .replace(
                                                "start: 2026-03-15, end: 2026-03-29",
                                                "start: 2026-03-30, end: 2026-04-13")
                                        .replace("primary: [spend]", "primary: [{metric: spend, mde: {absolute: 0.3}}]")
                                        .replace(
                                                "layout: [old, new]}}",
                                                "layout: [old, new]}, history: {start: 2026-03-15}}")
                                + "monitoring: {method: fixed}\n"));
        String both = "ranker=dwell x layout=new";
        try (Workspace workspace = project().open()) {
            StudyResult plan = workspace
                    .design("planned", Optional.empty(), 100, Progress.NONE)
                    .result();
            double error = planned(plan, "interaction_std_error", both);
            assertThat(error).isCloseTo(2 * planned(plan, "std_error", "ranker=dwell"), within(1e-9));
            // the arms of the history differ, which adds to the variance that the run will find inside the cells
            double realised = effect(run(workspace, "both"), "interaction", "spend", both)
                    .standardError()
                    .orElseThrow();
            assertThat(error / realised).isBetween(1.0, 1.2);
            double power = planned(plan, "interaction_power", both);
            assertThat(power).isCloseTo(Normal.cdf(0.3 / error - 1.96), within(0.005));
            double units = planned(plan, "interaction_required_units", both);
            double asked = 0.3 / (1.96 + 0.8416);
            assertThat(units / (USERS * Math.pow(error / asked, 2))).isCloseTo(1, within(0.01));
            assertThat(planned(plan, "interaction_mde", both)).isCloseTo(2.8016 * error, within(0.01 * error));
            assertThat(diagnostic(plan, "plan_interaction").message())
                    .contains(both + ": an interaction of 0.3")
                    .contains("units");
            assertThat(plan.outcomes().stream()
                            .filter(o -> o.estimand().analysis().equals("aa"))
                            .map(o -> o.estimand().arm()))
                    .containsExactly("ranker=dwell", "layout=new", both);
        }
    }

    @Test
    void mainEffectsAndInteractionAreFoundShownAndExplained() {
        try (Workspace workspace = project().open()) {
            assertThat(workspace.validateAgainstWarehouse()).isEmpty();
            StudyResult result = run(workspace, "both");

            Estimate ranker = effect(result, "main", "spend", "ranker=dwell");
            Estimate layout = effect(result, "main", "spend", "layout=new");
            near(ranker, 1.4);
            near(layout, 0.9);
            near(effect(result, "interaction", "spend", "ranker=dwell x layout=new"), 0.8);
            // a half of the variance was there before: (1.6^2 + 1.2^2) (1 - .64^2) over 4,000 in cells of a quarter
            assertThat(ranker.adjustedBy()).isEqualTo("one slope: spend 14d before entry");
            assertThat(ranker.standardError().orElseThrow())
                    .isCloseTo(2 * Math.sqrt(4 * (1 - Math.pow(0.64, 2)) / USERS), within(0.003));
            assertThat(effect(result, "unadjusted", "spend", "ranker=dwell")
                            .standardError()
                            .orElseThrow())
                    .isCloseTo(2 * Math.sqrt(4.0 / USERS), within(0.003));
            assertThat(ranker.test().orElseThrow().adjusted().orElseThrow().family())
                    .isEqualTo("primary metrics x arms (2)");
            assertThat(ranker.estimand().reference()).isEqualTo("ranker=control");
            assertThat(result.study().arms())
                    .extracting(ArmInfo::name)
                    .containsExactly("ranker=control", "ranker=dwell", "layout=old", "layout=new");
            assertThat(diagnostic(result, "interaction").severity()).isEqualTo(Severity.WARNING);

            // from the stored moments, without the warehouse
            assertThat(effect(workspace.show("both", 0.9), "main", "spend", "ranker=dwell")
                            .value())
                    .isCloseTo(ranker.value(), within(1e-12));
            assertThat(String.valueOf(workspace.explain("both/spend", Optional.of("ranker=dwell"), Optional.empty())))
                    .contains("dwell_new: n = ")
                    .contains("D = " + String.format(Locale.ROOT, "%.6f", ranker.value()))
                    .contains("Assumptions");
        }
    }

    private static void near(Estimate estimate, double truth) {
        assertThat(estimate.value())
                .as(estimate.estimand().arm())
                .isCloseTo(truth, within(3.5 * estimate.standardError().orElseThrow()));
    }
}
