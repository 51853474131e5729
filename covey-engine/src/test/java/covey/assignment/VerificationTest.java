package covey.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import covey.result.Diagnostic;
import covey.result.Severity;
import covey.study.Progress;
import covey.study.ProjectSetup;
import covey.study.Surroundings;
import covey.study.Workspace;
import java.io.IOException;
import java.nio.file.Files;
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

/** The arms of a run's exposed units, recomputed in the warehouse, on the project that {@code init} makes. */
class VerificationTest {
    private static final Instant AFTER = Instant.parse("2026-04-01T00:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private Path project = Path.of("");

    @BeforeEach
    void init() {
        project = folder.resolve("p");
        ProjectSetup.init(project, "p");
    }

    private Workspace open() {
        return Workspace.open(
                project, new Surroundings(Map.of(), InstantSource.fixed(AFTER), folder, Optional.empty(), "test"));
    }

    private void design(String design) throws IOException {
        Path file = project.resolve("studies/example.yml");
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^design:.*$", "design: " + design));
    }

    /** Everybody sees the arm that the study gives, but for some units, which see the other. */
    private int expose(int contaminated) throws IOException {
        Path file = project.resolve("data/exposures.csv");
        List<String> rows = Files.readAllLines(file);
        List<String> written = new ArrayList<>(List.of(rows.getFirst()));
        try (Workspace workspace = open()) {
            Evaluator evaluator = workspace.assignments().evaluator("example", Instant.parse("2026-03-14T00:00:00Z"));
            int left = contaminated;
            for (String row : rows.subList(1, rows.size())) {
                String[] fields = row.split(",", -1);
                String arm = evaluator.assignment(fields[1], Map.of()).arm();
                if (arm != null && fields[0].equals("example")) {
                    boolean old = arm.equals("control") != left-- > 0;
                    written.add(String.join(",", fields[0], fields[1], old ? "control" : "new_ranker", fields[3]));
                }
            }
        }
        Files.write(file, written);
        return written.size() - 1;
    }

    private Optional<Diagnostic> found() {
        try (Workspace workspace = open()) {
            return workspace.run("example", Optional.empty(), Progress.NONE).result().diagnostics().stream()
                    .filter(d -> d.check().equals("verify_assignment"))
                    .findFirst();
        }
    }

    @Test
    void unitsThatSawAnotherArmAreCountedWithTheQueryThatShowsThem() throws IOException {
        design("{salt: s, holdout: {name: h, share: 0.2}}");
        int units = expose(0);
        assertThat(found()).hasValueSatisfying(d -> {
            assertThat(d.severity()).isEqualTo(Severity.PASS);
            assertThat(d.message()).contains("all " + units + " users");
        });

        expose(3);
        assertThat(found()).hasValueSatisfying(d -> {
            assertThat(d.invalidates()).isTrue();
            assertThat(d.values()).containsEntry("other_arm", "3").containsEntry("outside", "0");
            assertThat(d.sql()).contains("md5('s:' || ").contains("computed_arm <> arm");
        });

        // the held out are exposed all the same: a holdout that did not hold
        design("{salt: s}");
        expose(0);
        design("{salt: s, holdout: {name: other, share: 0.2}}");
        assertThat(found().orElseThrow().values()).containsEntry("other_arm", "0");
        assertThat(Integer.parseInt(found().orElseThrow().values().get("outside")))
                .isBetween(1, units / 2);
    }

    @Test
    void unitsAheadOfTheRampAreOutside() throws IOException {
        design("{salt: s}");
        int units = expose(0);
        design("{salt: s, ramp: [{at: 2026-03-20, share: 1}]}");
        assertThat(found().orElseThrow().values())
                .containsEntry("outside", String.valueOf(units))
                .containsEntry("other_arm", "0");
        design("{salt: s, ramp: [{at: 2026-02-01, share: 0}, {at: 2026-03-01, share: 1}]}");
        assertThat(found().orElseThrow().severity()).isEqualTo(Severity.PASS);
    }

    @Test
    void withoutASaltOrWhenToldNotToNothingIsRecomputed() throws IOException {
        assertThat(found()).isEmpty();
        design("{salt: s, verify_assignment: false}");
        assertThat(found()).isEmpty();
        design("{verify_assignment: true}");
        expose(0);
        assertThat(found().orElseThrow().severity()).isEqualTo(Severity.PASS);
    }

    @Test
    void aDesignThatDrawsOtherwiseIsRefusedWithItsPlace() throws IOException {
        design("{type: matched_pairs, randomize: {unit: user, pair: country}, verify_assignment: true}");
        try (Workspace workspace = open()) {
            assertThat(workspace.validate()).singleElement().satisfies(fault -> {
                assertThat(fault.message()).contains("a design of type matched_pairs does not draw the arm");
                assertThat(fault.where().toString()).matches("studies/example\\.yml:[0-9]+");
            });
        }
    }
}
