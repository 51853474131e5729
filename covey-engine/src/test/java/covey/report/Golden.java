package covey.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts as recorded in {@code src/test/resources/covey/report}. Run with {@code -Dcovey.golden=record} to record anew,
 * then read the difference.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/covey/report");

    private Golden() {}

    /** Compares a text with the recorded one. */
    public static void check(String name, String text) {
        Path file = FOLDER.resolve(name);
        try {
            if ("record".equals(System.getProperty("covey.golden"))) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, text);
            }
            assertThat(text).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + "; record it with -Dcovey.golden=record", e);
        }
    }
}
