package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at a running study are on record, once each, whatever happens to the process. */
class LookLedgerTest {
    @TempDir
    Path folder;

    private Path project;

    @BeforeEach
    void init() {
        project = folder.resolve("project");
        ProjectSetup.init(project, "looked");
    }

    private StudyResult run(String asOf) {
        Surroundings surroundings = new Surroundings(
                Map.of("HOME", folder.toString()), InstantSource.system(), folder, Optional.empty(), "test");
        try (Workspace workspace = Workspace.open(project, surroundings)) {
            return workspace
                    .run("example", Optional.of(Instant.parse(asOf)), Progress.NONE)
                    .result();
        }
    }

    private Path ledger() {
        return project.resolve("results/example/looks");
    }

    private long lines() throws IOException {
        return Files.readAllLines(ledger()).size();
    }

    private static String look(StudyResult result) {
        return result.diagnostics().stream()
                .filter(d -> d.check().equals("monitoring") && d.metric().equals("clicks"))
                .map(d -> d.values().getOrDefault("look", ""))
                .findFirst()
                .orElse("none");
    }

    @Test
    void everyLookIsRecordedOnceAndTheSameLookIsNoFurtherOne() throws IOException {
        assertThat(look(run("2026-03-06T00:00:00Z"))).isEqualTo("1");
        StudyResult second = run("2026-03-09T00:00:00Z");
        assertThat(look(second)).isEqualTo("2");
        assertThat(lines()).isEqualTo(2);
        StudyResult again = run("2026-03-09T00:00:00Z");
        assertThat(lines()).isEqualTo(2);
        assertThat(look(again)).isEqualTo("2");
        assertThat(look(run("2026-05-01T00:00:00Z"))).isEqualTo("3");
        assertThat(lines()).isEqualTo(3);
        assertThat(look(run("2026-05-02T00:00:00Z"))).isEqualTo("3");
        assertThat(lines()).isEqualTo(3);
    }

    @Test
    void aTornLastLineIsNoLookAndIsMended() throws IOException {
        run("2026-03-06T00:00:00Z");
        Files.writeString(ledger(), "{\"as_of\":\"2026-03-07T0", StandardOpenOption.APPEND);
        assertThat(look(run("2026-03-09T00:00:00Z"))).isEqualTo("2");
        assertThat(Files.readAllLines(ledger())).hasSize(2).allMatch(l -> l.startsWith("{") && l.endsWith("}"));
    }

    @Test
    void aDamagedLineIsRefusedWithItsNumber() throws IOException {
        run("2026-03-06T00:00:00Z");
        String good = Files.readString(ledger());
        Files.writeString(ledger(), "{\"standings\":[{}]}\n" + good);
        assertThatThrownBy(() -> run("2026-03-09T00:00:00Z"))
                .isInstanceOf(CoveyException.class)
                .hasMessageContaining("line 1 is no look");
    }

    @Test
    void aClockThatRunsBackwardsIsRefused() {
        run("2026-03-09T00:00:00Z");
        assertThatThrownBy(() -> run("2026-03-06T00:00:00Z"))
                .isInstanceOf(CoveyException.class)
                .hasMessageContaining("2026-03-09T00:00:00Z")
                .hasMessageContaining("backwards");
    }

    @Test
    void theStoredLookIsComputedAgainAtAnotherLevel() {
        run("2026-03-06T00:00:00Z");
        StudyResult second = run("2026-03-09T00:00:00Z");
        Surroundings surroundings = new Surroundings(
                Map.of("HOME", folder.toString()), InstantSource.system(), folder, Optional.empty(), "test");
        try (Workspace workspace = Workspace.open(project, surroundings)) {
            StudyResult wider = workspace.show("example@" + second.run(), 0.99);
            assertThat(look(wider)).isEqualTo("2");
            assertThat(wider.diagnostics()).noneMatch(d -> d.check().equals("monitoring_plan"));
            assertThat(workspace
                            .explain("example/clicks", Optional.empty(), Optional.empty())
                            .steps())
                    .anyMatch(s -> s.body().contains("bound today"));
        }
    }
}
