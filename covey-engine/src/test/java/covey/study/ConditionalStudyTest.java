package covey.study;

import static covey.study.StudyFolder.diagnostic;
import static covey.study.StudyFolder.effect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.result.Estimate;
import covey.result.Severity;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a plan over an interim look to the run of a longer experiment, as files: a hundred users a day, one value each, the
 * same in both arms but for an effect that makes the interim look promising.
 */
class ConditionalStudyTest {
    private static final String PLANNED = "2026-03-15";
    private static final double EFFECT = 0.13;

    @TempDir
    Path folder;

    private String re = "{method: conditional, at: 0.5, most: 2}";

    @BeforeEach
    void write() throws IOException {
        List<String> events = new ArrayList<>(List.of("user_id,at,clicks"));
        List<String> exposures = new ArrayList<>(List.of("user_id,arm,exposed_at"));
        Instant first = Instant.parse("2026-02-01T00:00:00Z");
        for (int day = 0; day < 70; day++) {
            for (int i = 0; i < 100; i++) {
                String user = "u" + (day * 100 + i);
                Instant at = first.plusSeconds(86_400L * day + 600L * i);
                boolean treated = i % 2 == 1;
                boolean running = day >= 28;
                double clicks = 10 + 2 * (2.0 * (i / 2 % 25) / 24 - 1) + (running && treated ? EFFECT : 0);
                events.add(user + "," + at.plusSeconds(60) + "," + clicks);
                if (running) {
                    exposures.add(user + (treated ? ",treatment," : ",control,") + at);
                }
            }
        }
        StudyFolder files = new StudyFolder(folder);
        files.write("data/events.csv", events);
        files.write("data/exposures.csv", exposures);
        files.write(
                "covey.yml",
                List.of(
                        "name: p",
                        "version: 1",
                        "files: {events: data/events.csv, exposures: data/exposures.csv}",
                        "timezone: UTC"));
        files.write(
                "models/core.yml",
                List.of(
                        "models:",
                        "  - name: events",
                        "    agg_time_dimension: at",
                        "    columns:",
                        "      - {name: user_id, entity: {name: user, type: foreign}}",
                        "      - {name: at, dimension: {type: time}, granularity: second}",
                        "  - name: exposures",
                        "    agg_time_dimension: exposed_at",
                        "    columns:",
                        "      - {name: user_id, entity: {name: user, type: foreign}}",
                        "      - {name: arm, dimension: {type: categorical}}",
                        "      - {name: exposed_at, dimension: {type: time}, granularity: second}"));
        files.write(
                "metrics/core.yml",
                List.of(
                        "metrics:",
                        "  - {name: clicks, type: mean, model: events, agg: sum, expr: clicks, goal: increase}"));
        study(PLANNED);
    }

    private void study(String end) throws IOException {
        new StudyFolder(folder)
                .write(
                        "studies/ranker.yml",
                        List.of(
                                "kind: experiment",
                                "name: ranker",
                                "unit: user",
                                "period: {start: 2026-03-01, end: " + end + "}",
                                "treatment:",
                                "  exposures: {model: exposures}",
                                "  arms:",
                                "    control: {share: 0.5, role: control}",
                                "    treatment: {share: 0.5}",
                                "metrics:",
                                "  primary: [{metric: clicks, mde: {absolute: 0.3}}]",
                                "design: {history: {start: 2026-02-01, end: 2026-02-27}, re_estimate: " + re + "}",
                                "analysis: {adjustment: none, window: 2d}",
                                "monitoring: {looks: weekly}"));
    }

    private Workspace on(String instant) {
        InstantSource clock = InstantSource.fixed(Instant.parse(instant));
        return Workspace.open(folder, new Surroundings(Map.of(), clock, folder, Optional.empty(), "test"));
    }

    private StudyResult run(String instant) {
        try (Workspace workspace = on(instant)) {
            return workspace.run("ranker", Optional.empty(), Progress.NONE).result();
        }
    }

    private StudyResult again(String instant) {
        try (Workspace workspace = on(instant)) {
            return workspace
                    .reEstimate("ranker", Optional.empty(), Progress.NONE)
                    .result();
        }
    }

    private StudyResult plan(String instant) {
        try (Workspace workspace = on(instant)) {
            return workspace
                    .design("ranker", Optional.empty(), 0, Progress.NONE)
                    .result();
        }
    }

    @Test
    void aPromisingStudyIsMadeLongerAndItsStagesAreWeighed() throws IOException {
        assertThat(diagnostic(plan("2026-02-28T12:00:00Z"), "plan_interim").message())
                .contains("registered for 2026-03-08")
                .contains("weighs the deviates of the two stages");
        assertThatThrownBy(() -> again("2026-03-05T00:00:00Z")).hasMessageContaining("it is 2026-03-05");
        StudyResult decided = again("2026-03-09T12:00:00Z");
        assertThat(decided.diagnostics().getFirst().values()).containsEntry("zone", "promising");
        assertThat(decided.provenance().asOf()).isEqualTo("2026-03-08T00:00:00Z");
        String end = decided.diagnostics()
                .getFirst()
                .values()
                .getOrDefault("new_end", "")
                .substring(0, 10);
        assertThat(end).isGreaterThan(PLANNED);
        assertThatThrownBy(() -> again("2026-03-10T00:00:00Z")).hasMessageContaining("decided on its length");
        study(end);
        StudyResult look = run("2026-03-17T00:00:00Z");
        assertThat(diagnostic(look, "monitoring").values()).containsKey("planned_information");
        StudyResult last = run(end + "T00:00:00Z".replace("T00", "T23"));
        assertThat(last.diagnostics()).noneMatch(d -> d.check().equals("monitoring_plan"));
        StudyResult whole = run("2026-04-02T00:00:00Z");
        Estimate main = effect(whole, "main", "clicks");
        assertThat(main.interval().orElseThrow().method()).contains("two stages weighted");
        assertThat(main.value()).isCloseTo(EFFECT, within(0.01));
        assertThat(effect(whole, "unweighted", "clicks").value()).isCloseTo(EFFECT, within(0.01));
        assertThat(diagnostic(whole, "stage_weights").message()).contains("chosen on 2026-03-08");
        assertThat(diagnostic(whole, "re_estimate").message()).contains("The effects were looked at, as registered");
        assertThat(whole.diagnostics())
                .filteredOn(d -> d.check().equals("plan"))
                .allMatch(d -> d.severity() == Severity.PASS);
        try (Workspace workspace = on("2026-04-02T00:00:00Z")) {
            Explanation explanation = workspace.explain("ranker/clicks", Optional.empty(), Optional.empty());
            assertThat(explanation.toString()).contains("Z* = sqrt(t) Z_1 + sqrt(1 - t) Z_2");
        }
    }

    @Test
    void whatWasNotRegisteredIsRefused() throws IOException {
        re = "{method: blinded}";
        study(PLANNED);
        plan("2026-02-28T12:00:00Z");
        re = "{method: conditional, at: 0.5}";
        study(PLANNED);
        assertThatThrownBy(() -> again("2026-03-08T12:00:00Z"))
                .hasMessageContaining("is conditional, and the plan registered blinded");
    }

    @Test
    void anotherDayThanTheRegisteredOneIsRefused() throws IOException {
        plan("2026-02-28T12:00:00Z");
        re = "{method: conditional, at: 0.6, most: 2}";
        study(PLANNED);
        assertThatThrownBy(() -> again("2026-03-10T12:00:00Z")).hasMessageContaining("the plan registered 0.5");
    }

    @Test
    void aPlanOfAfterTheLookIsNone() {
        plan("2026-03-08T12:00:00Z");
        assertThatThrownBy(() -> again("2026-03-09T00:00:00Z")).hasMessageContaining("after its interim look");
    }

    @Test
    void aLookBetweenTheInterimLookAndTheDecisionIsRefused() {
        plan("2026-02-28T12:00:00Z");
        run("2026-03-09T00:00:00Z");
        assertThatThrownBy(() -> again("2026-03-10T00:00:00Z")).hasMessageContaining("before the decision");
    }

    /** The registered maximum is the end; another one, decided by nobody, is said to differ. */
    @Test
    void anEndThatNobodyDecidedWarns() throws IOException {
        plan("2026-02-28T12:00:00Z");
        run("2026-03-08T00:00:00Z");
        study("2026-03-22");
        assertThat(diagnostic(run("2026-03-15T00:00:00Z"), "monitoring_plan").message())
                .contains("registered maximum was end of the period, 2026-03-15");
    }
}
