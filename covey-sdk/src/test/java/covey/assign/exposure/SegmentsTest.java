package covey.assign.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import covey.assign.Arm;
import covey.assign.Configuration;
import covey.assign.Experiment;
import covey.assign.provider.CoveyProvider;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentsTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path folder;

    private SegmentWriter writer(String name, InstantSource clock) {
        return new SegmentWriter(
                new SegmentWriter.Options(folder, name, 1 << 16, SegmentWriter.Sync.PER_SEGMENT), clock);
    }

    private static List<Exposure> read(Path folder, Tally expected) throws IOException {
        List<Exposure> found = new ArrayList<>();
        assertThat(SegmentReader.read(folder, found::add)).isEqualTo(expected);
        return found;
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Started by the test as a process of its own, which kills it while it writes. */
    static final class Writing {
        public static void main(String[] args) throws IOException {
            SegmentWriter writer = new SegmentWriter(
                    new SegmentWriter.Options(Path.of(args[0]), args[1], 1 << 16, SegmentWriter.Sync.PER_SEGMENT),
                    () -> NOON);
            for (int i = 0; ; i++) {
                writer.append("new_ranker", "treatment", "targetingKey", "user-" + i, "SPLIT");
                System.out.println(i);
            }
        }
    }

    @Test
    void killingTheProcessLosesNothingThatWasConfirmed() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writing.class.getName(),
                        folder.toString(),
                        "child")
                .redirectErrorStream(true)
                .start();
        int confirmed = -1;
        try (var lines = child.inputReader()) {
            while (confirmed < 3_000) {
                confirmed = Integer.parseInt(lines.readLine());
            }
            child.destroyForcibly(); // SIGKILL
            child.waitFor();
            assertThat(child.exitValue()).isEqualTo(137);
            for (String line = lines.readLine(); line != null && line.matches("\\d+"); line = lines.readLine()) {
                confirmed = Math.max(confirmed, Integer.parseInt(line));
            }
        } catch (IOException closed) {
            assertThat(confirmed).isGreaterThanOrEqualTo(3_000);
        }
        List<Exposure> found = new ArrayList<>();
        Tally tally = SegmentReader.read(folder, found::add);
        assertThat(tally.exposures()).isGreaterThan(confirmed);
        assertThat(tally.torn()).isLessThanOrEqualTo(1);
        assertThat(tally.damaged()).isZero();
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).sequence()).isEqualTo(i);
        }
    }

    @Test
    void whatStandsBehindATornLineIsKept() throws IOException {
        try (SegmentWriter writer = writer("a", () -> NOON)) {
            writer.append("e", "arm", "targetingKey", "a [b] [c", "SPLIT");
            writer.append("e", "arm", "targetingKey", "2", "SPLIT");
        }
        Path segment = segments().get(0);
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, 40));
        Files.write(segment, whole, StandardOpenOption.APPEND);
        List<Exposure> found = read(folder, new Tally(2, 0, 1, 0, 0));
        assertThat(found).extracting(Exposure::unit).containsExactly("a [b] [c", "2");
    }

    @Test
    void aTornLastLineIsLeftOutAndCountedAtEveryByte() throws IOException {
        try (SegmentWriter writer = writer("a", () -> NOON)) {
            writer.append("e", "arm", "targetingKey", "ü,\"1\n", "SPLIT");
            writer.append("e", "arm", "targetingKey", "2", "SPLIT");
        }
        Path segment = segments().get(0);
        byte[] whole = Files.readAllBytes(segment);
        int first = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = first + 1; length < whole.length; length++) {
            Files.write(segment, Arrays.copyOf(whole, length));
            assertThat(read(folder, new Tally(1, 1, 0, 0, 0)))
                    .extracting(Exposure::unit)
                    .containsExactly("ü,\"1\n");
        }
    }

    @Test
    void aTailCopiedTwiceAndASegmentCopiedAreCountedOnce() throws IOException {
        try (SegmentWriter writer = writer("a", () -> NOON)) {
            for (int i = 0; i < 2_000; i++) {
                writer.append("e", "arm", "targetingKey", "u" + i, "SPLIT");
            }
        }
        List<Path> segments = segments();
        assertThat(segments.size()).isGreaterThan(1);
        String text = Files.readString(segments.get(0));
        int from = text.lastIndexOf('\n', text.length() - 2) + 1;
        Files.writeString(segments.get(0), text.substring(from), StandardOpenOption.APPEND);
        Files.copy(segments.get(1), folder.resolve("exposures-0copy.log"));
        long copied = Files.readString(segments.get(1)).lines().count();
        assertThat(read(folder, new Tally(2_000, 0, 0, copied + 1, 0))).hasSize(2_000);
    }

    @Test
    void aDamagedLineIsCountedAndTheRestRead() throws IOException {
        try (SegmentWriter writer = writer("a", () -> NOON)) {
            for (int i = 0; i < 3; i++) {
                writer.append("e", "arm", "targetingKey", "unit" + i, "SPLIT");
            }
        }
        Path segment = segments().get(0);
        Files.writeString(segment, Files.readString(segment).replace("unit1", "unit9"));
        assertThat(read(folder, new Tally(2, 0, 1, 0, 0)))
                .extracting(Exposure::unit)
                .containsExactly("unit0", "unit2");
    }

    @Test
    void aClockThatRunsBackwardsKeepsTheOrderAndIsMarked() throws IOException {
        Instant[] now = {NOON};
        try (SegmentWriter writer = writer("a", () -> now[0])) {
            writer.append("e", "arm", "targetingKey", "1", "SPLIT");
            now[0] = NOON.minusSeconds(3600);
            writer.append("e", "arm", "targetingKey", "2", "SPLIT");
            now[0] = NOON.plusSeconds(1);
            writer.append("e", "arm", "targetingKey", "3", "SPLIT");
        }
        List<Exposure> found = read(folder, new Tally(3, 0, 0, 0, 1));
        assertThat(found).extracting(Exposure::at).containsExactly(NOON, NOON, NOON.plusSeconds(1));
        assertThat(found.get(1).wall()).isEqualTo(NOON.minusSeconds(3600));
    }

    @Test
    void processesShareAFolderUnderNamesOfTheirOwn() throws IOException {
        try (SegmentWriter one = writer("one", () -> NOON);
                SegmentWriter two = writer("two", () -> NOON);
                SegmentWriter again = writer("one", () -> NOON)) {
            one.append("e", "arm", "targetingKey", "1", "SPLIT");
            two.append("e", "arm", "targetingKey", "1", "SPLIT");
            // a process that comes back under the same name
            again.append("e", "arm", "targetingKey", "2", "SPLIT");
        }
        assertThat(read(folder, new Tally(3, 0, 0, 0, 0)))
                .extracting(Exposure::unit)
                .containsExactlyInAnyOrder("1", "1", "2");
        StringWriter csv = new StringWriter();
        SegmentReader.csv(folder, csv);
        assertThat(csv.toString().lines())
                .contains(
                        "\"e\",\"arm\",\"targetingKey\",\"1\",2026-11-25T12:00:00Z,SPLIT,one,0,false,2026-11-25T12:00:00Z");
    }

    @Test
    void anInterruptedThreadWritesLikeAnyOther() throws IOException {
        try (SegmentWriter writer = writer("a", () -> NOON)) {
            writer.append("e", "arm", "targetingKey", "1", "SPLIT");
            Thread.currentThread().interrupt();
            writer.append("e", "arm", "targetingKey", "2", "SPLIT");
            assertThat(Thread.interrupted()).isTrue();
            writer.append("e", "arm", "targetingKey", "3", "SPLIT");
        }
        assertThat(read(folder, new Tally(3, 0, 0, 0, 0))).hasSize(3);
    }

    @Test
    void theWallClockIsInTheTable() throws IOException {
        Instant[] now = {NOON.plusSeconds(86_400)};
        try (SegmentWriter writer = writer("a", () -> now[0])) {
            writer.append("e", "arm", "targetingKey", "ahead", "SPLIT");
            now[0] = NOON;
            writer.append("e", "arm", "targetingKey", "right", "SPLIT");
        }
        StringWriter csv = new StringWriter();
        SegmentReader.csv(folder, csv);
        assertThat(csv.toString().lines())
                .contains(
                        "\"e\",\"arm\",\"targetingKey\",\"right\",2026-11-26T12:00:00Z,SPLIT,a,1,true,2026-11-25T12:00:00Z");
    }

    @Test
    void theHookWritesAnExposureOncePerWindowAndOnlyOfUnitsWithAnArm() throws IOException {
        Instant[] now = {NOON};
        SegmentWriter writer = writer("hook", () -> now[0]);
        ExposureHook hook = new ExposureHook(writer, () -> now[0], Duration.ofDays(1), 1_000);
        OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
        List<Arm> arms = List.of(new Arm("control", 0.5, false), new Arm("treatment", 0.5, true));
        api.setProviderAndWait(new CoveyProvider(Configuration.of(Experiment.of("e", arms))));
        var client = api.getClient();
        client.addHooks(hook);
        for (int i = 0; i < 3; i++) {
            client.getBooleanValue("e", false, new ImmutableContext("u1"));
            client.getBooleanValue("e", false, new ImmutableContext("u2"));
            client.getBooleanValue("e", false);
            client.getStringValue("e", "wrong type", new ImmutableContext("u3"));
        }
        now[0] = NOON.plus(Duration.ofDays(1));
        client.getBooleanValue("e", false, new ImmutableContext("u1"));
        writer.close();
        api.shutdown();
        assertThat(read(folder, new Tally(3, 0, 0, 0, 0)))
                .extracting(Exposure::unit)
                .containsExactly("u1", "u2", "u1");
        assertThat(hook.failures()).isZero();
    }
}
