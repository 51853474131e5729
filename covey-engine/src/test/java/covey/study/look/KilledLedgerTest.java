package covey.study.look;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.LookHistory;
import covey.data.LookHistory.Look;
import covey.result.Diagnostic;
import covey.result.Provenance;
import covey.result.Severity;
import covey.result.StudyInfo;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes looks is killed without warning: every look that it confirmed is on record, in order. */
class KilledLedgerTest {
    private static final int ENOUGH = 40;

    @TempDir
    Path folder;

    /** Writes looks for ever, and says so after each. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            LookLedger ledger = new LookLedger(Path.of(arguments[0]));
            for (int i = 0; ; i++) {
                ledger.append(look(i), LookHistory.NONE);
                System.out.println(i);
            }
        }
    }

    @Test
    void noConfirmedLookIsLost() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(folder.resolve("errors").toFile())
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (said() < ENOUGH && writer.isAlive() && System.nanoTime() < deadline) {
                Thread.sleep(5);
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.exitValue())
                .as(Files.readString(folder.resolve("errors")))
                .isNotZero();
        int confirmed = said();
        LookLedger ledger = new LookLedger(folder);
        List<Look> looks = ledger.read().looks();
        assertThat(confirmed).isGreaterThanOrEqualTo(ENOUGH);
        // at most the one that was written when the process died, and not yet told
        assertThat(looks.size()).isBetween(confirmed, confirmed + 1);
        for (int i = 0; i < looks.size(); i++) {
            assertThat(looks.get(i).at()).isEqualTo(at(i));
        }
        // a tail that the kill tore is cut off before the next look
        Files.writeString(folder.resolve("looks"), "{\"as_of\":\"2026-", StandardOpenOption.APPEND);
        assertThat(ledger.read().looks()).hasSameSizeAs(looks);
        ledger.append(look(looks.size()), LookHistory.NONE);
        assertThat(ledger.read().looks()).hasSize(looks.size() + 1);
        assertThat(Files.readAllLines(folder.resolve("looks")))
                .hasSize(looks.size() + 1)
                .allMatch(l -> l.startsWith("{") && l.endsWith("}"));
    }

    /** Looks that were confirmed: whole lines. */
    private int said() throws IOException {
        String text = Files.readString(folder.resolve("said"));
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    private static Instant at(int number) {
        return Instant.parse("2026-03-01T00:00:00Z").plusSeconds(3600L * number);
    }

    private static StudyResult look(int number) {
        Map<String, String> values = new TreeMap<>(Map.of(
                "arm", "treatment",
                "as_of", at(number).toString(),
                "estimate", String.valueOf(0.01 * number),
                "std_error", "0.1",
                "z", "0.5",
                "units", String.valueOf(100 + number),
                "clock", "0.5",
                "last", "INTERIM",
                "bound", "2.9",
                "recommendation", "continue"));
        values.putAll(Map.of(
                "planned_units", "1000",
                "method", "group_sequential",
                "spending", "obrien_fleming",
                "alpha", "0.05",
                "maximum", "end of the period",
                "schedule", "daily"));
        Diagnostic told = new Diagnostic("monitoring", Severity.PASS, "clicks", "", List.of(), "", values, "");
        return new StudyResult(
                StudyResult.SCHEMA_VERSION,
                "run" + number,
                new StudyInfo(
                        "s",
                        "experiment",
                        "s",
                        "",
                        "",
                        "user",
                        "2026-03-01",
                        "2026-03-14",
                        "UTC",
                        List.of(),
                        List.of(),
                        ""),
                List.of(),
                List.of(told),
                new Provenance(
                        "",
                        "",
                        List.of(),
                        "",
                        at(number).toString(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        1,
                        "",
                        List.of(),
                        at(number).toString()));
    }
}
