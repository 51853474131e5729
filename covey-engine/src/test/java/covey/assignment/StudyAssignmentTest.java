package covey.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.assign.Reason;
import covey.project.source.Fault;
import covey.result.Severity;
import covey.study.CoveyException;
import covey.study.Progress;
import covey.study.ProjectSetup;
import covey.study.Surroundings;
import covey.study.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a study file says about arms, on the project that {@code init} makes. */
class StudyAssignmentTest {
    private static final Instant DURING = Instant.parse("2026-03-05T00:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private String example = "";

    @BeforeEach
    void init() throws IOException {
        ProjectSetup.init(folder.resolve("p"), "p");
        String text = Files.readString(folder.resolve("p/studies/example.yml"));
        example = text.replaceAll("(?m)^design:.*\\R", "");
    }

    private Workspace project(String... designs) throws IOException {
        for (int i = 0; i < designs.length; i++) {
            String name = i == 0 ? "example" : "example" + i;
            String text = example.replaceAll("(?m)^name: .*$", "name: " + name) + "\ndesign: " + designs[i] + "\n";
            Files.writeString(folder.resolve("p/studies/" + name + ".yml"), text);
        }
        return Workspace.open(
                folder.resolve("p"),
                new Surroundings(Map.of(), InstantSource.fixed(DURING), folder, Optional.empty(), "test"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{slot: [0, 0.5]} | design.layer is not declared",
                "{layer: feed, slot: [0.5, 0.5]} | no part of [0, 1)",
                "{layer: feed, slot: [a, b]} | not two shares",
                "{salt: 42} | put it in quotes",
                "{salt: [a, b]} | must be text, not a list",
                "{salt: {a: 1}} | must be text, not a map",
                "{salt: ''} | must be text, not",
                "{holdout: {share: 0.05}} | needs both its name and its share",
                "{holdout: {name: h, share: 1.5}} | not between 0 and 1",
                "{ramp: [{at: 2026-03-01, share: 0.5}, {at: 2026-03-04, share: 0.1}]} | shrinks from 0.5 to 0.1",
                "{ramp: [{at: 2026-03-04, share: 0.1}, {at: 2026-03-01, share: 0.5}]} | is not after the one",
                "{ramp: [{at: soon, share: 0.1}]} | which is no date",
                "{overrides: [{unit: u1, arm: nope}]} | the study does not have",
                "{targeting: [{attribute: country, equal: DE}]} | the operator 'equal'",
                "{targeting: [{attribute: country, in: DE}]} | in takes a list",
            })
    void validateTellsWhatCannotBeMeant(String design, String message) throws IOException {
        List<Fault> faults = project(design).validate();
        assertThat(faults).singleElement().satisfies(f -> {
            assertThat(f.toString()).contains(message);
            assertThat(f.where().toString()).matches("studies/example\\.yml:[0-9]+");
        });
    }

    @Test
    void overlappingSlotsOfALayerAreAFault() throws IOException {
        List<Fault> faults = project("{layer: feed, slot: [0, 0.5]}", "{layer: feed, slot: [0.4, 0.9]}")
                .validate();
        assertThat(faults)
                .singleElement()
                .satisfies(f -> assertThat(f.toString())
                        .contains("studies/example1.yml:")
                        .contains("overlap in layer 'feed': slots [0.0, 0.5) and [0.4, 0.9)"));
    }

    @Test
    void aStudyWithAnOverlappingSlotEvaluatesNobodyAndItsRunSaysSo() throws IOException {
        try (Workspace workspace = project("{layer: feed, slot: [0, 0.5]}", "{layer: feed, slot: [0.4, 0.9]}")) {
            assertThatThrownBy(() -> workspace.assignments().evaluate("example", "u1", Map.of(), DURING))
                    .isInstanceOf(CoveyException.class)
                    .hasMessageContaining("overlap in layer 'feed'");
            assertThat(workspace
                            .run("example", Optional.empty(), Progress.NONE)
                            .result()
                            .diagnostics())
                    .anySatisfy(d -> {
                        assertThat(d.check()).isEqualTo("layer_overlap");
                        assertThat(d.message())
                                .contains("'example' and 'example1' overlap in layer 'feed'")
                                .matches(
                                        "(?s).*units \\(100\\.0 %\\) were in 'example1' too: they have two treatments.*");
                        assertThat(d.severity()).isEqualTo(Severity.INVALIDATES);
                    });
        }
    }

    @Test
    void versionsMayLackPartsAndTheConditionThatFailsIsTold() throws IOException {
        Evaluator evaluator = project("{targeting: [{attribute: app, version_at_least: \"2.1\"}]}")
                .assignments()
                .evaluator("example", DURING);
        for (String version : List.of("3", "3.0", "v3.0.0", "2.1.0", "2.1")) {
            assertThat(evaluator.assignment("u1", Map.of("app", version)).reason())
                    .as(version)
                    .isEqualTo(Reason.SPLIT);
        }
        assertThat(evaluator.assignment("u1", Map.of("app", "2.1.0-rc.1")).reason())
                .isEqualTo(Reason.NOT_TARGETED);
        assertThat(evaluator
                        .evaluate("u1", Map.of("app", "newest"))
                        .path()
                        .getFirst()
                        .verdict())
                .isEqualTo("app version_at_least 2.1 does not hold: it is 'newest', which is no version");
        assertThat(evaluator.evaluate("u1", Map.of()).path().getFirst().verdict())
                .endsWith("it is not given");
    }

    @Test
    void disjointSlotsAreNone() throws IOException {
        assertThat(project("{layer: feed, slot: [0, 0.5]}", "{layer: feed, slot: [0.5, 1]}")
                        .validate())
                .isEmpty();
    }

    @Test
    void oneSaltInTwoStudiesAtOnceIsAFault() throws IOException {
        assertThat(project("{salt: same}", "{salt: same}").validate())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("the arms of one are the arms of the other"));
    }

    @Test
    void aHoldoutHasOneShare() throws IOException {
        assertThat(project("{holdout: {name: h, share: 0.05}}", "{holdout: {name: h, share: 0.1}}")
                        .validate())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("holdout 'h' has share 0.05"));
    }

    @Test
    void evaluationFollowsHoldoutLayerTargetingAndRamp() throws IOException {
        Assignments assignments = project("{salt: s, layer: feed, slot: [0, 0.5], holdout: {name: h, share: 0.2},"
                        + " targeting: [{attribute: country, in: [DE, FR]}],"
                        + " ramp: [{at: 2026-03-01, share: 0.3}, {at: 2026-03-04, share: 0.6}],"
                        + " overrides: [{unit: boss, arm: control}]}")
                .assignments();
        Evaluator evaluator = assignments.evaluator("example", DURING);
        Map<Reason, Integer> reasons = new java.util.EnumMap<>(Reason.class);
        for (int i = 0; i < 4_000; i++) {
            Evaluation one = evaluator.evaluate("u" + i, Map.of("country", "DE"));
            reasons.merge(one.assignment().reason(), 1, Integer::sum);
            assertThat(one.path()).isNotEmpty();
            if (one.assignment().reason() == Reason.SPLIT) {
                assertThat(one.path().getLast().name())
                        .isEqualTo("arm " + one.assignment().arm());
            }
        }
        // 0.2 held out; of the rest half in the slot; of those 0.6 in
        assertThat(reasons.get(Reason.HOLDOUT)).isBetween(700, 900);
        assertThat(reasons.get(Reason.OTHER_SLOT)).isBetween(1_450, 1_750);
        assertThat(reasons.get(Reason.SPLIT)).isBetween(840, 1_080);
        assertThat(evaluator.assignment("u1", Map.of("country", "US")).arm()).isNull();
        assertThat(evaluator.assignment("boss", Map.of()).reason()).isEqualTo(Reason.OVERRIDE);
    }

    @Test
    void aRampNeverMovesAUnit() throws IOException {
        Assignments assignments = project("{ramp: [{at: 2026-03-01, share: 0.1}, {at: 2026-03-04, share: 0.6}]}")
                .assignments();
        Evaluator early = assignments.evaluator("example", Instant.parse("2026-03-02T00:00:00Z"));
        Evaluator late = assignments.evaluator("example", DURING);
        int entered = 0;
        for (int i = 0; i < 5_000; i++) {
            String before = early.assignment("u" + i, Map.of()).arm();
            if (before != null) {
                entered++;
                assertThat(late.assignment("u" + i, Map.of()).arm()).isEqualTo(before);
            }
        }
        assertThat(entered).isBetween(400, 600);
    }

    @Test
    void aLogIsReplayedAgainstTheWarehouseAndAFile() throws IOException {
        Workspace workspace = project("{salt: other}");
        ReplayRequest warehouse = request("covey", Optional.empty());
        ReplayReport stored = workspace.assignments().replay(warehouse);
        Path file = folder.resolve("p/data/exposures.csv");
        ReplayReport read = workspace.assignments().replay(request("covey", Optional.of(file)));

        assertThat(stored.lines()).isPositive();
        assertThat(stored.agreed() + stored.disagreed() + stored.duplicated() + stored.unreadable())
                .isEqualTo(stored.lines());
        assertThat(read.disagreements())
                .extracting(Disagreement::unit)
                .containsExactlyInAnyOrderElementsOf(
                        stored.disagreements().stream().map(Disagreement::unit).toList());
        assertThatThrownBy(() -> workspace.assignments().replay(request("growthbok_v1", Optional.empty())))
                .isInstanceOf(CoveyException.class)
                .hasMessageContaining("no scheme 'growthbok_v1'");
    }

    private static ReplayRequest request(String scheme, Optional<Path> log) {
        return new ReplayRequest(
                "example",
                log.stream().toList(),
                scheme,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void theSqlNamesSaltAndHoldout() throws IOException {
        Assignments assignments =
                project("{salt: other, holdout: {name: h, share: 0.2}}").assignments();
        String sql = assignments.sql("example", DURING);
        assertThat(sql).contains("md5('other:' || ").contains("computed_arm").contains("held out: h");
    }

    @Test
    void overlappingSlotsAreNeitherEvaluatedNorExported() throws IOException {
        Assignments assignments = project("{layer: feed, slot: [0, 0.6]}", "{layer: feed, slot: [0.4, 1]}")
                .assignments();
        List<ThrowingCallable> asked = List.of(
                () -> assignments.evaluate("example", "u1", Map.of(), DURING),
                () -> assignments.flagd(List.of("example"), DURING),
                () -> assignments.configuration(List.of("example1"), DURING),
                () -> assignments.configuration(List.of("example", "example1"), DURING));
        for (var one : asked) {
            assertThatThrownBy(one)
                    .isInstanceOf(CoveyException.class)
                    .hasMessageContaining("overlap in layer 'feed'")
                    .hasMessageContaining("slots [0.0, 0.6) and [0.4, 1.0)");
        }
    }

    /** Ids of any length and any characters, against a digest of the JDK. */
    @Test
    void anIdMayBeAnyTextButNone() throws Exception {
        Assignments assignments = project("{salt: s}").assignments();
        assertThat(assignments
                        .evaluate("example", "", Map.of(), DURING)
                        .assignment()
                        .reason())
                .isEqualTo(Reason.UNIT_MISSING);
        for (String unit :
                List.of("\ud83d\ude00", " ", "\u00fc", "x".repeat(1_000_000), "\ud83d\ude00".repeat(5_000), "\u0000")) {
            byte[] digest = MessageDigest.getInstance("MD5").digest(("s:" + unit).getBytes(StandardCharsets.UTF_8));
            long half = ByteBuffer.wrap(digest, 4, 4).getInt() & 0xffffffffL;
            String arm = ((half * 1_000_000) >>> 32) < 500_000 ? "control" : "treatment";
            assertThat(assignments
                            .evaluate("example", unit, Map.of(), DURING)
                            .assignment()
                            .arm())
                    .isEqualTo(arm);
        }
    }
}
