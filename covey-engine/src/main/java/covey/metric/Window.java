package covey.metric;

import java.time.Duration;
import java.util.Optional;

/**
 * When an event counts, relative to the unit's entry: half-open, {@code [entry + from, entry + to)}.
 *
 * @param from start after entry; a delay when positive
 * @param to end after entry; empty: until the end of the study's period
 */
public record Window(Duration from, Optional<Duration> to) {
    /** From entry to the end of the period. */
    public static final Window OPEN = new Window(Duration.ZERO, Optional.empty());

    public Window {
        if (to.isPresent() && to.get().compareTo(from) <= 0) {
            throw new IllegalArgumentException("window ends before it starts: [" + from + ", " + to.get() + ")");
        }
    }
}
