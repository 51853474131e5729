package covey.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The surroundings of a command: streams, environment, clock. Data go to {@code out}, messages to {@code err}.
 *
 * @param out standard output
 * @param err standard error
 * @param environment environment variables
 * @param clock what time it is
 */
public record Console(PrintStream out, PrintStream err, Map<String, String> environment, InstantSource clock) {
    /** Set by the launcher to those of {@code out err} that are terminals. */
    public static final String TERMINAL = "COVEY_TERMINAL";

    private static final int DEFAULT_WIDTH = 100;
    private static final int SMALLEST_WIDTH = 40;

    public Console {
        environment = Map.copyOf(environment);
    }

    /** The console of this process. Text is UTF-8 whatever the locale, so that a pipe always gets the same bytes. */
    public static Console ofProcess(Map<String, String> environment, InstantSource clock) {
        return new Console(stream(FileDescriptor.out), stream(FileDescriptor.err), environment, clock);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The user's home folder. */
    public Path home() {
        String home = environment.get("HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home", ".") : home);
    }

    /** Whether standard output is a terminal. */
    public boolean outIsTerminal() {
        return isTerminal("out");
    }

    /** Whether standard error is a terminal. */
    public boolean errIsTerminal() {
        return isTerminal("err");
    }

    /** Whether standard output may carry colour: a terminal, not {@code dumb}, and no {@code NO_COLOR}. */
    public boolean outHasColour() {
        return outIsTerminal() && colourWanted();
    }

    /** Whether standard error may carry colour. */
    public boolean errHasColour() {
        return errIsTerminal() && colourWanted();
    }

    /** Columns of the terminal, 100 where unknown. */
    public int width() {
        String columns = environment.getOrDefault("COVEY_COLUMNS", environment.getOrDefault("COLUMNS", ""));
        if (!columns.matches("[0-9]{1,4}")) {
            return DEFAULT_WIDTH;
        }
        return Math.max(SMALLEST_WIDTH, Integer.parseInt(columns));
    }

    /** A message for the reader, on standard error. */
    public void say(String message) {
        err.println(message);
    }

    /** A formatted line on standard output, independent of the locale. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency for one method
    public void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    private boolean isTerminal(String which) {
        return Arrays.asList(environment.getOrDefault(TERMINAL, "").split(" ", -1))
                .contains(which);
    }

    private boolean colourWanted() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.getOrDefault("TERM", ""));
    }
}
