package covey.cli.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Time since it was made. */
public final class Stopwatch {
    private final InstantSource clock;
    private final Instant start;

    /** Starts now. */
    public Stopwatch(InstantSource clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    /** Seconds since the start. */
    public double seconds() {
        return Duration.between(start, clock.instant()).toMillis() / 1000.0;
    }

    /** Such as {@code 3.2 s}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f s", seconds());
    }
}
