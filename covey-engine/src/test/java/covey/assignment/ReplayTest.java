package covey.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.assign.replay.Scheme;
import covey.assign.replay.WeightedArm;
import covey.assignment.log.CsvLog;
import covey.assignment.log.LogColumns;
import covey.assignment.log.LogFormatException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of a log is counted once, whatever state the log is in. */
class ReplayTest {
    private static final LogColumns COLUMNS = new LogColumns("unit", "arm", Optional.of("time"), ZoneOffset.UTC);
    private static final Map<String, String> ARMS = Map.of("a", "a", "b", "b");

    @TempDir
    Path folder = Path.of("");

    private ReplayReport replay(String text, Replay.Assigner assigner) throws IOException {
        return replay(text.getBytes(StandardCharsets.UTF_8), assigner);
    }

    private ReplayReport replay(byte[] bytes, Replay.Assigner assigner) throws IOException {
        Path file = Files.write(folder.resolve("log.csv"), bytes);
        Replay replay = new Replay(ARMS, assigner);
        CsvLog log = new CsvLog(file, COLUMNS);
        log.read(replay);
        ReplayReport report = replay.report(log);
        assertThat(report.agreed() + report.disagreed() + report.duplicated() + report.unreadable() + report.torn())
                .isEqualTo(report.lines());
        return report;
    }

    private static Optional<String> always(String unit, Optional<Instant> at) {
        return Optional.of("a");
    }

    @Test
    void disagreementsNameUnitArmsAndFirstRow() throws IOException {
        ReplayReport report = replay("""
                unit,time,arm
                u1,2026-03-01 10:00:00,a
                u2,2026-03-01 10:00:01,b
                u2,2026-03-01 10:00:02,b
                u3,2026-03-01 10:00:03,c
                """, ReplayTest::always);

        assertThat(report.lines()).isEqualTo(4);
        assertThat(report.agreed()).isEqualTo(1);
        assertThat(report.units()).isEqualTo(3);
        assertThat(report.disagreements())
                .containsExactly(new Disagreement("u2", "b", "a", 2, 2), new Disagreement("u3", "c", "a", 4, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u3,2026-03-0",
                "u3",
                "\"u3,2026-03-01 10:00:02,a",
                "u3,2026-03-01 10:00:02,",
                "u3,2026-03-01 10:00:02,contr"
            })
    void aTornTailIsCountedAndNothingElseIsLost(String tail) throws IOException {
        ReplayReport report = replay(
                "unit,time,arm\nu1,2026-03-01 10:00:00,a\nu2,2026-03-01 10:00:01,a\n" + tail, ReplayTest::always);

        assertThat(report.torn()).isEqualTo(1);
        assertThat(report.agreed()).isEqualTo(2);
        assertThat(report.lines()).isEqualTo(3);
        assertThat(report.firstRows()).containsEntry("torn", 3L);
    }

    @Test
    void aWholeLastLineWithoutALineEndCounts() throws IOException {
        assertThat(replay("unit,time,arm\nu1,2026-03-01,a", ReplayTest::always).agreed())
                .isEqualTo(1);
    }

    @Test
    void aDuplicatedTailIsNotCountedTwice() throws IOException {
        String tail = "u2,2026-03-01T10:00:01Z,a\nu3,2026-03-01T10:00:02Z,a\n";
        ReplayReport report = replay("unit,time,arm\nu1,2026-03-01T10:00:00Z,a\n" + tail + tail, ReplayTest::always);

        assertThat(report.agreed()).isEqualTo(3);
        assertThat(report.duplicated()).isEqualTo(2);
        assertThat(report.firstRows()).containsEntry("duplicated", 4L);
    }

    @Test
    void aClockThatRunsBackwardsIsToldAndLosesNothing() throws IOException {
        ReplayReport report = replay("""
                unit,time,arm
                u1,1772359200,a
                u2,1772359260000,a
                u3,1772359200,a
                """, ReplayTest::always);

        assertThat(report.agreed()).isEqualTo(3);
        assertThat(report.backwards()).isEqualTo(1);
        assertThat(report.furthestBack()).isEqualTo(Duration.ofMinutes(1));
        assertThat(report.firstRows()).containsEntry("backwards", 3L);
    }

    @Test
    void damagedLinesAreCountedWithTheFirstReason() throws IOException {
        byte[] head = "unit,time,arm\nu1,yesterday,a\n,2026-03-01,a\nu2,2026-03-01\n\"a,\"\"b\",2026-03-01,a\nu"
                .getBytes(StandardCharsets.UTF_8);
        byte[] bytes = java.util.Arrays.copyOf(head, head.length + 1);
        bytes[head.length] = (byte) 0xff;
        byte[] rest = ",2026-03-01,a\n".getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(bytes, bytes.length + rest.length);
        System.arraycopy(rest, 0, all, bytes.length, rest.length);

        ReplayReport report = replay(all, ReplayTest::always);

        assertThat(report.unreadable()).isEqualTo(4);
        assertThat(report.agreed()).isEqualTo(1);
        assertThat(report.firstUnreadable()).contains("its time 'yesterday' is none");
    }

    @Test
    void anIdThatTheSchemeRefusesIsUnreadable() throws IOException {
        var planOut = Scheme.PLANOUT_UNIFORM.with("e.a", List.of(new WeightedArm("a", 0.5), new WeightedArm("b", 0.5)));
        ReplayReport report = replay("unit,time,arm\nüser,2026-03-01,a\n", (unit, _) -> planOut.arm(unit));

        assertThat(report.unreadable()).isEqualTo(1);
        assertThat(report.firstUnreadable()).contains("outside ASCII");
    }

    @Test
    void whatIsNoLogIsRefused() {
        assertThatThrownBy(() -> replay("", ReplayTest::always))
                .isInstanceOf(LogFormatException.class)
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> replay("user,arm\nu1,a\n", ReplayTest::always))
                .isInstanceOfSatisfying(
                        LogFormatException.class, e -> assertThat(e.advice()).contains("user, arm"))
                .hasMessageContaining("no column 'unit'");
    }

    /** A log that a platform wrote agrees in every row, and one changed row is found. */
    @ParameterizedTest
    @EnumSource(Scheme.class)
    void everySchemeReplaysItsOwnLog(Scheme scheme) throws IOException {
        var bucketing = scheme.with("salt.x", List.of(new WeightedArm("a", 0.5), new WeightedArm("b", 0.5)));
        StringBuilder text = new StringBuilder("unit,time,arm\n");
        for (int i = 0; i < 1_000; i++) {
            String arm = bucketing.arm("u" + i).orElseThrow();
            String logged = i == 700 ? (arm.equals("a") ? "b" : "a") : arm;
            text.append('u').append(i).append(",2026-03-01,").append(logged).append('\n');
        }
        Path file = folder.resolve("log.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        Replay replay = new Replay(ARMS, (unit, _) -> bucketing.arm(unit));
        CsvLog log = new CsvLog(file, COLUMNS);
        log.read(replay);

        ReplayReport report = replay.report(log);
        assertThat(report.agreed()).isEqualTo(999);
        assertThat(report.disagreements())
                .singleElement()
                .satisfies(d -> assertThat(d.firstRow()).isEqualTo(701));
    }
}
