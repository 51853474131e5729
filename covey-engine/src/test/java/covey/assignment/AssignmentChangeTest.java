package covey.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.assign.file.ConfigurationFile;
import covey.project.source.Fault;
import covey.study.CoveyException;
import covey.study.Progress;
import covey.study.ProjectSetup;
import covey.study.Surroundings;
import covey.study.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An assignment that is changed while its study runs, against the one that its plan registered. */
class AssignmentChangeTest {
    private static final String BEFORE = "2026-03-02T00:00:00Z";
    private static final String DURING = "2026-03-05T00:00:00Z";
    private static final String AFTER = "2026-04-05T00:00:00Z";
    private static final String PLANNED = "{salt: one, layer: feed, slot: [0, 0.5], holdout: {name: h, share: 0.1},"
            + " targeting: [{attribute: country, in: [DE, SE]}],"
            + " ramp: [{at: 2026-03-01, share: 0.5}, {share: 1, at: 2026-03-08}]}";

    @TempDir
    Path folder = Path.of("");

    private String example = "";

    @BeforeEach
    void plan() throws IOException {
        ProjectSetup.init(folder.resolve("p"), "p");
        example = Files.readString(folder.resolve("p/studies/example.yml"));
        // the rows begin on 15 February, and a plan needs two weeks
        example = example.replace("start: 2026-03-01", "start: 2026-03-03");
        declare(PLANNED);
        try (Workspace workspace = at(BEFORE)) {
            assertThat(workspace
                            .design("example", Optional.empty(), 0, Progress.NONE)
                            .kept())
                    .isTrue();
        }
    }

    private void declare(String design) throws IOException {
        Files.writeString(
                folder.resolve("p/studies/example.yml"), example.replaceAll("(?m)^design:.*$", "design: " + design));
    }

    private Workspace at(String instant) {
        return Workspace.open(
                folder.resolve("p"),
                new Surroundings(
                        Map.of(), InstantSource.fixed(Instant.parse(instant)), folder, Optional.empty(), "test"));
    }

    private List<Fault> faults(String instant) {
        try (Workspace workspace = at(instant)) {
            return workspace.validate();
        }
    }

    @Test
    void asItWasPlannedIsNone() {
        assertThat(faults(DURING)).isEmpty();
        try (Workspace workspace = at(DURING)) {
            assertThat(workspace.assignments().changes(Instant.parse(DURING))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // half of the slot is another's: as many leave
                "slot: [0, 0.5] | slot: [0.25, 0.75] | the slot changed. | 0.5",
                "layer: feed, slot: [0, 0.5], |  | the slot changed. 0.0 % of its units change arm or leave (0.0 % another"
                        + " arm, 0.0 % out), | 0",
                // of the .9 that are in, .2 are held out
                "share: 0.1} | share: 0.3} | the holdout's share changed from 0.1 to 0.3. | 0.2222",
                "name: h | name: other | the holdout's salt changed. | 0.1",
                "holdout: {name: h, share: 0.1}, |  | the holdout no longer holds. 0.0 % | 0",
                "share: 0.5}, { | share: 0.1}, { | shrinks from 0.5 to 0.1: exposed units would fall back | 0.8",
                "[DE, SE] | [DE] | the audience changed. 0.0 % of its units change arm or leave (0.0 % another arm, 0.0 %"
                        + " out), and besides those whom the other audience | 0",
            })
    void whatMovesUnitsOfARunningStudyIsAFault(String from, String to, String message, double share)
            throws IOException {
        assertThat(PLANNED).contains(from);
        declare(PLANNED.replace(from, to == null ? "" : to));
        assertThat(faults(DURING)).singleElement().satisfies(f -> {
            assertThat(f.where().toString()).startsWith("studies/example.yml:");
            assertThat(f.message())
                    .startsWith("study 'example' runs, and its assignment is not that of its plan of 2026-03-02: ")
                    .contains(message);
            assertThat(f.cure()).contains("another design.salt");
        });
        // who has not begun may still change it, and who is over has nobody left to move
        assertThat(faults(BEFORE)).isEmpty();
        assertThat(faults(AFTER)).isEmpty();
        try (Workspace workspace = at(DURING)) {
            Assignments assignments = workspace.assignments();
            Instant now = Instant.parse(DURING);
            // four standard errors of the 22,500 ids that are in
            assertThat(assignments.changes(now))
                    .singleElement()
                    .satisfies(c -> assertThat(c.moved().share()).isCloseTo(share, within(0.0134)));
            assertThatThrownBy(() -> assignments.configuration(List.of("example"), now))
                    .isInstanceOf(CoveyException.class)
                    .hasMessageContaining("is not that of its plan");
            assertThatThrownBy(() -> assignments.flagd(List.of("example"), now))
                    .isInstanceOf(CoveyException.class)
                    .hasMessageContaining("is not that of its plan");
        }
    }

    @Test
    void anotherShareOfAnArmIsAFault() throws IOException {
        example = example.replace("control: {share: 0.5", "control: {share: 0.6")
                .replace("treatment: {share: 0.5", "treatment: {share: 0.4");
        declare(PLANNED);
        assertThat(faults(DURING))
                .singleElement()
                .satisfies(f -> assertThat(f.message())
                        .contains("shares of the arms changed")
                        .contains("% another arm"));
    }

    /** The same salt over another id draws everybody again, though no bucket of a configuration says so. */
    @Test
    void anotherUnitIsAFault() throws IOException {
        ConfigurationFile earlier;
        try (Workspace workspace = at(DURING)) {
            earlier = workspace.assignments().configuration(List.of("example"), Instant.parse(DURING));
        }
        Path models = folder.resolve("p/models/core.yml");
        Files.writeString(
                models,
                Files.readString(models)
                        .replaceAll(
                                "(?m)^( *- \\{name: user_id, entity: \\{name: user, type: foreign\\}\\})$",
                                "$1\n      - {name: device_id, expr: user_id, entity: {name: device, type: foreign}}"));
        example = example.replace("unit: user", "unit: device").replace("slices: [country, tenure]", "slices: []");
        declare(PLANNED);
        assertThat(faults(DURING))
                .singleElement()
                .satisfies(f -> assertThat(f.message())
                        .contains(
                                "not that of its plan of 2026-03-02: the unit changed from user to device. Everybody"));
        try (Workspace workspace = at(DURING)) {
            StudyAssignment device = workspace.assignments().declared("example");
            assertThat(AssignmentChange.between(
                            earlier.configuration(),
                            StudyConfiguration.of(device, Instant.parse(DURING)),
                            device,
                            "f1.json"))
                    .hasValueSatisfying(c -> {
                        assertThat(c.refused()).isTrue();
                        assertThat(c.said()).contains("not that of f1.json: the unit changed from user to device");
                    });
        }
    }

    @Test
    void anotherSaltIsSaidWithTheShareThatMoves() throws IOException {
        declare(PLANNED.replace("salt: one", "salt: two"));
        assertThat(faults(DURING)).isEmpty();
        try (Workspace workspace = at(DURING)) {
            assertThat(workspace.assignments().changes(Instant.parse(DURING)))
                    .singleElement()
                    .satisfies(c -> {
                        assertThat(c.refused()).isFalse();
                        assertThat(c.said())
                                .contains("is drawn again: salt 'two', in its plan of 2026-03-02 'one'")
                                .contains("do not pool");
                        // half of those in leave the ramp, a quarter changes its arm
                        assertThat(c.moved().share()).isBetween(0.72, 0.78);
                    });
            assertThat(workspace.assignments().configuration(List.of("example"), Instant.parse(DURING)))
                    .isNotNull();
        }
    }
}
