package covey.cli.console;

import covey.study.Progress;
import java.util.Locale;

/**
 * Progress on standard error. On a terminal one line is rewritten in place; in a pipe each step is a plain line and
 * fractions are not shown.
 */
public final class ProgressLine implements Progress, AutoCloseable {
    private static final int BAR = 24;
    private static final String ERASE = "\r\u001b[K";

    private final Console console;
    private final String subject;
    private boolean drawn;

    /**
     * @param console where to draw
     * @param subject what is going on, such as the study's name
     */
    public ProgressLine(Console console, String subject) {
        this.console = console;
        this.subject = subject;
    }

    @Override
    public synchronized void step(String message) {
        if (console.errIsTerminal()) {
            draw(subject + ": " + message);
        } else {
            console.say(subject + ": " + message);
        }
    }

    @Override
    public synchronized void fraction(double done, String message) {
        if (!console.errIsTerminal() || Double.isNaN(done)) {
            return;
        }
        double share = Math.clamp(done, 0.0, 1.0);
        int filled = (int) Math.round(share * BAR);
        draw(String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f %% %s",
                subject,
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                100 * share,
                message));
    }

    /** Takes the line off the terminal again. */
    @Override
    public synchronized void close() {
        if (drawn) {
            console.err().print(ERASE);
            console.err().flush();
            drawn = false;
        }
    }

    private void draw(String text) {
        int room = console.width() - 1;
        String shown = text.length() > room ? text.substring(0, room - 1) + "…" : text;
        console.err().print(ERASE + shown);
        console.err().flush();
        drawn = true;
    }
}
