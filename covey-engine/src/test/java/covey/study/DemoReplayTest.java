package covey.study;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.LookHistory;
import covey.data.LookHistory.Look;
import covey.result.Diagnostic;
import covey.result.StudyResult;
import covey.study.look.LookLedger;
import covey.world.truth.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Experiments of the demo read on every day of their period, or every other, and once all is mature: every reading is a planned look on
 * record, whatever is decided is what was planted, and a reader of single looks would have decided otherwise.
 */
@Tag("slow")
class DemoReplayTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int DAYS = 14;
    private static final int MATURE = 28;

    /** A day that is read twice, and one at which a process died while it wrote. */
    private static final int TWICE = 8;

    private static final int KILLED = 6;

    @TempDir
    Path folder;

    /** What the looks at one study said. */
    private record Replay(List<Diagnostic> looks, List<Diagnostic> stops) {}

    @Test
    void everyDayIsALookAndWhatWasPlantedDecides() throws IOException {
        ProjectSetup.demo(folder, "small", 1, Progress.NONE);
        Truth truth = Truth.read(folder.resolve("data").resolve("truth.yml"));
        List<String> wrong = new ArrayList<>();
        List<String> right = new ArrayList<>();
        List<String> tempted = new ArrayList<>();
        for (String study : List.of("italic_titles", "new_ranker", "explorer_diverted")) {
            Truth.Experiment experiment = truth.experiments().stream()
                    .filter(e -> e.name().equals(study))
                    .findFirst()
                    .orElseThrow();
            onlyWhatIsFollowed(study);
            Replay replay = replay(study);
            for (Diagnostic d : replay.stops()) {
                double planted = planted(experiment, d.metric());
                boolean truly = planted != 0 && Math.signum(planted) == Math.signum(number(d, "z"));
                (truly ? right : wrong).add(study + ": " + d.message() + " planted " + planted);
            }
            replay.looks().stream()
                    .filter(d -> d.values().get("last").equals("INTERIM"))
                    .filter(d -> planted(experiment, d.metric()) == 0 && Math.abs(number(d, "z")) > 1.96)
                    .forEach(d -> tempted.add(study + "/" + d.metric()));
        }
        assertThat(wrong).isEmpty();
        assertThat(right).as("decisions").hasSizeGreaterThan(3);
        assertThat(tempted).as("false alarms of single looks").contains("italic_titles/clicks");
    }

    /** Without segments and secondary metrics, which recommend nothing: the same looks in less time. */
    private void onlyWhatIsFollowed(String study) throws IOException {
        Path file = folder.resolve("studies").resolve(study + ".yml");
        Files.write(
                file,
                Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("slices:") && !line.startsWith("  secondary:"))
                        .map(line -> line.replaceAll("secondary: \\w+, |, slices: \\w+", ""))
                        .toList());
    }

    private Replay replay(String study) throws IOException {
        LookLedger ledger = new LookLedger(folder.resolve("results").resolve(study));
        Replay replay = new Replay(new ArrayList<>(), new ArrayList<>());
        Set<String> seen = new TreeSet<>();
        int step = study.equals("italic_titles") ? 1 : 2;
        for (int day = step; day <= DAYS; day += step) {
            read(study, day, ledger, seen, replay);
        }
        read(study, MATURE, ledger, seen, replay);
        List<Look> looks = ledger.read().looks();
        assertThat(looks).as(study).hasSizeGreaterThan(6);
        assertThat(looks.stream().map(l -> l.metric() + " " + l.arm() + " " + l.asOf()))
                .as(study)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(seen);
        return replay;
    }

    private void read(String study, int day, LookLedger ledger, Set<String> seen, Replay replay) throws IOException {
        StudyResult result = run(study, day);
        for (Diagnostic d : result.diagnostics()) {
            if (d.check().equals("monitoring") && d.values().containsKey("z")) {
                seen.add(d.metric() + " " + d.values().get("arm") + " "
                        + d.values().get("as_of"));
                replay.looks().add(d);
                if (d.values().get("recommendation").startsWith("stop")) {
                    replay.stops().add(d);
                }
            }
            assertThat(d.values().getOrDefault("unplanned", "false"))
                    .as(study + " on day " + day)
                    .isEqualTo("false");
        }
        LookHistory before = ledger.read();
        if (day == TWICE) {
            assertThat(standings(run(study, day)))
                    .as(study + " again on day " + day)
                    .isEqualTo(standings(result));
        }
        Path looks = folder.resolve("results").resolve(study).resolve("looks");
        if (day == KILLED && Files.exists(looks)) {
            // the next look was being written, and the result of this one was not kept
            Files.writeString(looks, "{\"as_of\":\"2026-03-08T00", StandardOpenOption.APPEND);
        }
        assertThat(ledger.read()).as(study + " on day " + day).isEqualTo(before);
    }

    private static List<String> standings(StudyResult result) {
        return result.diagnostics().stream()
                .filter(d -> d.check().equals("monitoring"))
                .map(d -> d.message() + d.values().get("look") + d.values().get("as_of"))
                .toList();
    }

    private StudyResult run(String study, int day) {
        Instant now = START.plus(Duration.ofDays(day));
        Surroundings surroundings = new Surroundings(
                Map.of("HOME", folder.toString()), InstantSource.fixed(now), folder, Optional.empty(), "test");
        try (Workspace workspace = Workspace.open(folder, surroundings)) {
            return workspace.run(study, Optional.of(now), Progress.NONE).result();
        }
    }

    /** The effect on all users over the whole period, or that of any community or day that has one. */
    private static double planted(Truth.Experiment experiment, String metric) {
        return experiment.effects().stream()
                .filter(e -> e.metric().equals(metric) && e.value() != 0)
                .sorted((a, b) -> Boolean.compare(
                        a.segment().isPresent() || a.day().isPresent(),
                        b.segment().isPresent() || b.day().isPresent()))
                .mapToDouble(Truth.Effect::value)
                .findFirst()
                .orElse(0);
    }

    private static double number(Diagnostic d, String key) {
        return Double.parseDouble(d.values().get(key));
    }
}
