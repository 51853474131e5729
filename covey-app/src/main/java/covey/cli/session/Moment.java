package covey.cli.session;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Instants and durations as they are written on the command line. */
public final class Moment {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhdw])");

    private Moment() {}

    /** Reads {@code 2026-03-15} (midnight UTC) or {@code 2026-03-15T12:00:00Z}. */
    public static final class InstantReader implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.contains("T")
                        ? OffsetDateTime.parse(text).toInstant()
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException _) {
                throw new TypeConversionException(
                        "'" + text
                                + "' is not an instant: write a date such as 2026-03-15 (midnight UTC) or 2026-03-15T12:00:00Z");
            }
        }
    }

    /** Reads {@code 28d}, {@code 12h}, {@code 4w}. */
    public static final class DurationReader implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is not a duration: write a number and one of s, m, h, d, w, such as 28d");
            }
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                case "d" -> Duration.ofDays(count);
                default -> Duration.ofDays(7 * count);
            };
        }
    }
}
