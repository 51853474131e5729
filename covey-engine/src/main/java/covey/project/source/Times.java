package covey.project.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations, dates and timestamps as files write them. */
public final class Times {
    /** Durations: whole weeks, days, hours, minutes or seconds. */
    public static final String DURATION = "^[0-9]{1,6}[wdhms]$";

    /** Dates, and timestamps with their zone. */
    public static final String MOMENT = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
            + "(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2}))?$";

    private static final Pattern DURATION_PATTERN = Pattern.compile(DURATION);
    private static final Pattern MOMENT_PATTERN = Pattern.compile(MOMENT);

    private Times() {}

    /** {@code 14d}, {@code 26h}, {@code 90m}, {@code 30s}, {@code 2w}; empty when it is none. A day has 24 hours. */
    public static Optional<Duration> duration(String text) {
        if (!DURATION_PATTERN.matcher(text).matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return Optional.of(
                switch (text.charAt(text.length() - 1)) {
                    case 'w' -> Duration.ofDays(7 * count);
                    case 'd' -> Duration.ofDays(count);
                    case 'h' -> Duration.ofHours(count);
                    case 'm' -> Duration.ofMinutes(count);
                    default -> Duration.ofSeconds(count);
                });
    }

    /** A date, midnight in the given zone, or a timestamp with its own zone; empty when it is none or does not exist. */
    public static Optional<Instant> instant(String text, ZoneId zone) {
        Matcher matcher = MOMENT_PATTERN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    matcher.group(3) == null
                            ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
