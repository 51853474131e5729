package covey.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.assign.exposure.SegmentWriter;
import covey.assignment.log.AssignmentLog;
import covey.assignment.log.JsonLinesLog;
import covey.assignment.log.LogColumns;
import covey.assignment.log.LogFormatException;
import covey.assignment.log.SegmentLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SDK's own segments, and JSON Lines, recomputed: nothing lost, nothing counted twice, whatever happened to the files. */
class SegmentReplayTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private Instant now = NOON;

    private SegmentWriter writer(String name) {
        return new SegmentWriter(
                new SegmentWriter.Options(folder, name, 1 << 20, SegmentWriter.Sync.PER_SEGMENT), () -> now);
    }

    private static ReplayReport replay(AssignmentLog log, Map<String, String> values) {
        Replay replay = new Replay(values, (unit, _) -> Optional.of(unit.endsWith("9") ? "b" : "a"));
        log.read(replay);
        ReplayReport report = replay.report(log);
        assertThat(report.agreed() + report.disagreed() + report.duplicated() + report.unreadable() + report.torn())
                .isEqualTo(report.lines());
        return report;
    }

    private void written(String name, int first, int end) throws IOException {
        try (SegmentWriter writer = writer(name)) {
            for (int i = first; i < end; i++) {
                now = now.plusSeconds(1);
                writer.append("mine", "a", "targetingKey", "u" + i, "SPLIT");
                writer.append("other", "x", "targetingKey", "u" + i, "SPLIT");
            }
        }
    }

    private Path segment(String name) {
        return folder.resolve("exposures-" + name + "-000000.log");
    }

    @Test
    void aFolderOfWritersIsOneLog() throws IOException {
        written("one", 0, 10);
        written("two", 10, 15);
        ReplayReport report = replay(SegmentLog.of(List.of(folder), "mine"), Map.of());
        assertThat(report.lines()).isEqualTo(15);
        assertThat(report.others()).isEqualTo(15);
        assertThat(report.agreed()).isEqualTo(14);
        assertThat(report.disagreements()).containsExactly(new Disagreement("u9", "a", "b", 19, 1));
        assertThat(report.places()).containsEntry("disagreed", "exposures-one-000000.log:19");
        assertThat(report.backwards()).isZero();
        ReplayReport second = replay(SegmentLog.of(List.of(segment("two")), "mine"), Map.of());
        assertThat(second.lines()).isEqualTo(5);
        assertThat(replay(SegmentLog.of(List.of(folder, segment("two")), "mine"), Map.of()))
                .isEqualTo(report);
    }

    @Test
    void tornTailsCopiedTailsAndDamageAreToldWithTheirPlace() throws IOException {
        written("one", 0, 5);
        written("two", 5, 8);
        List<String> lines = Files.readAllLines(segment("one"));
        String tail = String.join("\n", lines.subList(6, 10)) + "\n";
        Files.writeString(segment("one"), tail, StandardOpenOption.APPEND);
        String two = Files.readString(segment("two"));
        String torn = lines.get(0).substring(0, 40);
        Files.writeString(segment("two"), two.replace("u6", "u7") + torn);
        ReplayReport report = replay(SegmentLog.of(List.of(folder), "mine"), Map.of());
        assertThat(report.agreed()).isEqualTo(7);
        assertThat(report.duplicated()).isEqualTo(2);
        assertThat(report.unreadable()).isEqualTo(2);
        assertThat(report.torn()).isEqualTo(1);
        assertThat(report.places())
                .containsEntry("duplicated", "exposures-one-000000.log:11")
                .containsEntry("unreadable", "exposures-two-000000.log:3")
                .containsEntry("torn", "exposures-two-000000.log:7");
    }

    @Test
    void whatWasAppendedBehindATornLineIsNotLost() throws IOException {
        written("one", 0, 4);
        byte[] whole = Files.readAllBytes(segment("one"));
        String tail = new String(whole, StandardCharsets.UTF_8)
                        .lines()
                        .skip(6)
                        .findFirst()
                        .orElseThrow() + "\n";
        for (int cut = 1; cut < tail.length(); cut += 7) {
            Files.writeString(segment("one"), tail.substring(0, cut));
            Files.write(segment("one"), whole, StandardOpenOption.APPEND);
            ReplayReport report = replay(SegmentLog.of(List.of(folder), "mine"), Map.of());
            assertThat(report.agreed()).isEqualTo(4);
            assertThat(report.unreadable()).isEqualTo(1);
        }
    }

    @Test
    void aClockThatRunsBackwardsIsCountedAndNoExposureMoves() throws IOException {
        try (SegmentWriter writer = writer("one")) {
            writer.append("mine", "a", "targetingKey", "u1", "SPLIT");
            now = NOON.minusSeconds(90);
            writer.append("mine", "a", "targetingKey", "u2", "SPLIT");
            now = NOON.plusSeconds(1);
            writer.append("mine", "a", "targetingKey", "u3", "SPLIT");
        }
        ReplayReport report = replay(SegmentLog.of(List.of(folder), "mine"), Map.of());
        assertThat(report.agreed()).isEqualTo(3);
        assertThat(report.backwards()).isEqualTo(1);
        assertThat(report.furthestBack()).isEqualTo(Duration.ofSeconds(90));
        assertThat(report.places()).containsEntry("backwards", "exposures-one-000000.log:2");
    }

    @Test
    void whatIsNoSegmentIsRefused() throws IOException {
        assertThatThrownBy(() -> SegmentLog.of(List.of(folder), "mine"))
                .isInstanceOf(LogFormatException.class)
                .hasMessageContaining("holds no segment");
        written("one", 0, 1);
        Path csv = Files.writeString(folder.resolve("log.csv"), "unit,arm\n");
        assertThat(SegmentLog.recognises(List.of(csv))).isFalse();
        assertThatThrownBy(() -> SegmentLog.of(List.of(segment("one"), csv), "mine"))
                .isInstanceOf(LogFormatException.class)
                .hasMessageContaining("log.csv is no segment");
    }

    @Test
    void jsonLinesAreALogToo() throws IOException {
        Path file = Files.writeString(folder.resolve("log.jsonl"), """
                {"unit": "u1", "arm": "A", "time": "2026-03-01T10:00:00Z"}
                {"unit": 29, "arm": "A", "time": 1772359201}

                {"unit": "u1", "arm": "A", "time": "2026-03-01T10:00:00Z"}
                [1]
                {"unit": "u3", "time": "2026-03-01T10:00:00Z"}
                {"unit": "u4", "arm": "A", "time": "noon"}
                {"unit": "u5", "arm": "A", "ti""");
        LogColumns columns = new LogColumns("unit", "arm", Optional.of("time"), ZoneOffset.UTC);
        ReplayReport report = replay(new JsonLinesLog(file, columns), Map.of("A", "a"));
        assertThat(report.agreed()).isEqualTo(1);
        assertThat(report.disagreements()).containsExactly(new Disagreement("29", "a", "b", 2, 1));
        assertThat(report.duplicated()).isEqualTo(1);
        assertThat(report.unreadable()).isEqualTo(3);
        assertThat(report.torn()).isEqualTo(1);
        assertThat(report.firstUnreadable()).contains("no JSON object");
        assertThat(report.places()).containsEntry("torn", "row 8");
    }
}
