package covey.study;

import static covey.study.StudyFolder.diagnostic;
import static covey.study.StudyFolder.effect;
import static covey.study.StudyFolder.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.Severity;
import covey.result.StudyResult;
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
