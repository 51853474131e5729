package covey.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static String drawn(Map<String, String> environment) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, environment, InstantSource.system());
        try (ProgressLine progress = new ProgressLine(console, "new_ranker")) {
            progress.step("asks the warehouse");
            progress.fraction(0.5, "moments");
        }
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPipeGetsPlainLinesAndNoBar() {
        assertThat(drawn(Map.of())).isEqualTo("new_ranker: asks the warehouse" + System.lineSeparator());
    }

    @Test
    void aTerminalGetsOneLineThatIsTakenOffAgain() {
        String text = drawn(Map.of(Console.TERMINAL, "err"));
        assertThat(text).contains("[############............]  50 % moments").endsWith("\r\u001b[K");
        assertThat(text).doesNotContain("\n");
    }

    @Test
    void aLineNeverExceedsTheTerminal() {
        String text = drawn(Map.of(Console.TERMINAL, "err", "COVEY_COLUMNS", "40"));
        assertThat(text.split("\r\u001b\\[K"))
                .allSatisfy(line -> assertThat(line.length()).isLessThan(40));
    }
}
