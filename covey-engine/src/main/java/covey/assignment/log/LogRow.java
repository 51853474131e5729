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
 * @param ended whether its line was ended; an unended last one may have been cut
 */
public record LogRow(long number, String unit, String arm, Optional<Instant> at, boolean ended) {}
