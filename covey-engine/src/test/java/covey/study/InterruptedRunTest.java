package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import covey.result.Estimate;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a run, the result before it stays whole. */
class InterruptedRunTest {
    @TempDir
    Path folder;

    private Path project;
    private StudyResult before;

    /** Runs the study of a project for ever; started as a process of its own and killed. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) {
            Path project = Path.of(arguments[0]);
            try (Workspace workspace = Workspace.open(project, surroundings(project))) {
                System.out.println("ready");
                while (true) {
                    workspace.run("example", Optional.empty(), Progress.NONE);
                }
            }
        }
    }

    private static Surroundings surroundings(Path home) {
        return new Surroundings(
                Map.of("HOME", home.toString()), InstantSource.system(), home, Optional.empty(), "test");
    }

    @BeforeEach
    void runOnce() {
        project = folder.resolve("project");
        ProjectSetup.init(project, "kept");
        try (Workspace workspace = Workspace.open(project, surroundings(folder))) {
            before = workspace.run("example", Optional.empty(), Progress.NONE).result();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 150, 700})
    void aKilledProcessLeavesTheResultWhole(int milliseconds) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        project.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("ready");
            Thread.sleep(milliseconds);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        try (Workspace workspace = Workspace.open(project, surroundings(folder))) {
            StudyResult kept = workspace.show("example");
            assertSame(kept, before);
            for (String run : workspace.runs("example")) {
                assertThat(workspace.show("example@" + run).study().name()).isEqualTo("example");
            }
            assertSame(workspace.run("example", Optional.empty(), Progress.NONE).result(), before);
        }
    }

    /** Sums of doubles differ in their last digits from run to run, when the engine uses several threads. */
    private static void assertSame(StudyResult found, StudyResult expected) {
        assertThat(found.outcomes()).hasSameSizeAs(expected.outcomes());
        for (int i = 0; i < expected.outcomes().size(); i++) {
            assertThat(found.outcomes().get(i).estimand())
                    .isEqualTo(expected.outcomes().get(i).estimand());
            if (expected.outcomes().get(i) instanceof Estimate estimate) {
                assertThat(((Estimate) found.outcomes().get(i)).value())
                        .isCloseTo(estimate.value(), withinPercentage(1e-7));
            }
        }
    }

    @Test
    void aFailedWriteSaysSoAndLeavesTheResultWhole() throws IOException {
        // a file where the study's folder should be, as a full or read-only disk: nothing can be written below it
        Path elsewhere = folder.resolve("elsewhere");
        Files.writeString(elsewhere, "");
        Path config = project.resolve("covey.yml");
        String declared = Files.readString(config);
        Files.writeString(config, declared + "\nresults: " + elsewhere + "\n");
        try (Workspace workspace = Workspace.open(project, surroundings(folder))) {
            assertThatThrownBy(() -> workspace.run("example", Optional.empty(), Progress.NONE))
                    .isInstanceOf(CoveyException.class)
                    .hasMessageContaining("could not be written")
                    .hasMessageContaining(elsewhere.toString());
        }
        Files.writeString(config, declared);
        try (Workspace workspace = Workspace.open(project, surroundings(folder))) {
            assertSame(workspace.show("example"), before);
        }
    }

    @Test
    void aChangedRuleGivesARunOfItsOwn() throws IOException {
        Path metrics = project.resolve("metrics");
        try (Stream<Path> files = Files.walk(metrics)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yml")).toList()) {
                Files.writeString(file, Files.readString(file).replace("goal: increase", "goal: decrease"));
            }
        }
        try (Workspace workspace = Workspace.open(project, surroundings(folder))) {
            assertThatThrownBy(() -> workspace.show("example", 0.9))
                    .isInstanceOf(CoveyException.class)
                    .hasMessageContaining("have changed since run");
            StudyResult after =
                    workspace.run("example", Optional.empty(), Progress.NONE).result();
            assertThat(after.run()).isNotEqualTo(before.run());
            assertThat(workspace.show("example")).isEqualTo(after);
        }
    }
}
