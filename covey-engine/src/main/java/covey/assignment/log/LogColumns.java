package covey.assignment.log;

import java.time.ZoneId;
import java.util.Optional;

/**
 * Where a log keeps what.
 *
 * @param unit column of the unit
 * @param arm column of the arm
 * @param time column of the time; empty for none
 * @param zone zone of times that name none
 */
public record LogColumns(String unit, String arm, Optional<String> time, ZoneId zone) {}
