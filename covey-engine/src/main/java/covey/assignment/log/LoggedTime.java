package covey.assignment.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as logs write them. */
final class LoggedTime {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{9,16}");
    private static final Pattern ZONED = Pattern.compile(".*(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern SHORT_OFFSET = Pattern.compile("(.*[0-9]{2}:[0-9]{2}.*[+-][0-9]{2})");

    private LoggedTime() {}

    /** ISO 8601 with a space or T, a date, or seconds, milliseconds or microseconds since 1970; empty when none of these. */
    static Optional<Instant> read(String text, ZoneId zone) {
        String stripped = text.strip();
        if (NUMBER.matcher(stripped).matches()) {
            return Optional.of(sinceEpoch(Long.parseLong(stripped)));
        }
        try {
            if (stripped.length() == 10) {
                return Optional.of(LocalDate.parse(stripped).atStartOfDay(zone).toInstant());
            }
            String iso = stripped.replaceFirst(" ", "T");
            if (SHORT_OFFSET.matcher(iso).matches() && !ZONED.matcher(iso).matches()) {
                iso = iso + ":00";
            }
            return Optional.of(
                    ZONED.matcher(iso).matches()
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Twelve digits and more are no seconds of this age, fifteen and more no milliseconds. */
    private static Instant sinceEpoch(long number) {
        if (number >= 100_000_000_000_000L) {
            return Instant.ofEpochSecond(number / 1_000_000, number % 1_000_000 * 1000);
        }
        return number >= 100_000_000_000L ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }
}
