package covey.assignment.log;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of a log.
 *
 * @param number number of the row, the first after the heading is 1
 * @param unit id of the unit
 * @param arm arm as logged
 * @param at when; empty where the log has no time
 * @param clock what the writer's clock said; {@code at} unless the log knows better
 * @param writer who wrote it, since clocks differ; empty for a log of one
 * @param ended whether its line was ended; an unended last one may have been cut
 */
public record LogRow(
        long number,
        String unit,
        String arm,
        Optional<Instant> at,
        Optional<Instant> clock,
        String writer,
        boolean ended) {
    /** A row of a log that one program wrote. */
    public static LogRow of(long number, String unit, String arm, Optional<Instant> at) {
        return new LogRow(number, unit, arm, at, at, "", true);
    }

    /** The same, cut or not. */
    LogRow endedAs(boolean whole) {
        return new LogRow(number, unit, arm, at, clock, writer, whole);
    }
}
