package covey.warehouse.dialect;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the engines known so far write alike. */
abstract class AnsiDialect implements Dialect {
    private static final DateTimeFormatter NAIVE = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER_LAST =
            Instant.parse("9999-12-31T23:59:59.999999Z").plus(1, ChronoUnit.MICROS);

    /** Bytes of UTF-8 that the engine keeps of a name. */
    abstract int longestName();

    /** Name of the type of text without a limit. */
    abstract String textType();

    @Override
    public String quote(String identifier) {
        int length = encodable(identifier).length;
        if (identifier.isEmpty() || length > longestName()) {
            throw new IllegalArgumentException("the name '" + identifier + "' has " + length + " bytes, " + name()
                    + " takes 1 to " + longestName());
        }
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String quoteTable(String table) {
        return String.join(".", parts(table).stream().map(this::quote).toList());
    }

    /** Splits at dots outside double quotes; a doubled quote inside quotes is one. */
    private static List<String> parts(String table) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < table.length(); i++) {
            char c = table.charAt(i);
            boolean doubled = quoted && c == '"' && i + 1 < table.length() && table.charAt(i + 1) == '"';
            if (doubled) {
                part.append(c);
                i++;
            } else if (c == '"' && (quoted || part.isEmpty())) {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("the table name " + table + " has a double quote that is never closed");
        }
        parts.add(part.toString());
        return parts;
    }

    @Override
    public String literal(String text) {
        encodable(text);
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public String literal(double number) {
        return "CAST('" + number + "' AS DOUBLE PRECISION)";
    }

    @Override
    public String timestamp(Instant instant) {
        if (instant.isBefore(FIRST) || !instant.isBefore(AFTER_LAST)) {
            throw new IllegalArgumentException(instant + " is outside the years 1 to 9999");
        }
        return "TIMESTAMP '" + NAIVE.format(instant.truncatedTo(ChronoUnit.MICROS)) + "'";
    }

    @Override
    public String utc(String expr, TimeKind kind, ZoneId zone) {
        return switch (kind) {
            case ZONED -> "((" + expr + ") AT TIME ZONE 'UTC')";
            case DATE -> fromWallClock("CAST(" + expr + " AS TIMESTAMP)", zone);
            case NAIVE -> isUtc(zone) ? expr : fromWallClock(expr, zone);
        };
    }

    private String fromWallClock(String expr, ZoneId zone) {
        return isUtc(zone) ? expr : "((" + expr + ") AT TIME ZONE " + zone(zone) + " AT TIME ZONE 'UTC')";
    }

    @Override
    public String localDay(String utcExpr, ZoneId zone) {
        String local = isUtc(zone) ? utcExpr : "(" + utcExpr + ") AT TIME ZONE 'UTC' AT TIME ZONE " + zone(zone);
        return "CAST(" + local + " AS DATE)";
    }

    private static boolean isUtc(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) || zone.getId().equals("Etc/UTC");
    }

    /** Regions only: engines read the sign of a bare offset in opposite ways. */
    private String zone(ZoneId zone) {
        if (zone.normalized() instanceof ZoneOffset) {
            throw new IllegalArgumentException(
                    "the time zone " + zone + " is a bare offset; name a region such as Europe/Berlin");
        }
        return literal(zone.getId());
    }

    @Override
    public String text(String expr) {
        return "CAST(" + expr + " AS " + textType() + ")";
    }

    @Override
    public String toDouble(String expr, ColumnKind kind) {
        return kind == ColumnKind.BOOLEAN
                ? "CAST(CAST(" + expr + " AS INTEGER) AS DOUBLE PRECISION)"
                : "CAST(" + expr + " AS DOUBLE PRECISION)";
    }

    @Override
    public String isFinite(String doubleExpr) {
        // Both engines sort NaN above infinity, so it fails the comparison.
        return "COALESCE(ABS(" + doubleExpr + ") < " + literal(Double.POSITIVE_INFINITY) + ", FALSE)";
    }

    @Override
    public String plus(String timestamp, Duration d) {
        if (d.getNano() % 1000 != 0) {
            throw new IllegalArgumentException(d + " is finer than a microsecond");
        }
        boolean whole = d.getNano() == 0;
        String amount = whole
                ? d.toSeconds() + " seconds"
                : Math.addExact(Math.multiplyExact(d.getSeconds(), 1_000_000L), d.getNano() / 1000) + " microseconds";
        return "(" + timestamp + " + INTERVAL '" + amount + "')";
    }

    @Override
    public String wholeDaysBetween(String from, String to) {
        // Days between the dates, less one if the last is not complete: exact, where a division of doubles is not.
        return "CAST(CAST(" + to + " AS DATE) - CAST(" + from + " AS DATE) - CASE WHEN CAST(" + to + " AS TIME) < CAST("
                + from + " AS TIME) THEN 1 ELSE 0 END AS BIGINT)";
    }

    @Override
    public String divide(String numerator, String denominator) {
        return "(CAST(" + numerator + " AS DOUBLE PRECISION) / NULLIF(CAST(" + denominator
                + " AS DOUBLE PRECISION), 0))";
    }

    @Override
    public String varPop(String y) {
        return "VAR_POP(" + y + ")";
    }

    @Override
    public String covarPop(String y, String x) {
        return "COVAR_POP(" + y + ", " + x + ")";
    }

    @Override
    public String percentileDisc(String fraction, String expr) {
        return "PERCENTILE_DISC(" + fraction + ") WITHIN GROUP (ORDER BY " + expr + ")";
    }

    @Override
    public String hashBucket(String textExpr) {
        return "SUBSTR(MD5(" + textExpr + "), 1, 3)";
    }

    @Override
    public String createTempTable(String name, String select) {
        return "CREATE TEMP TABLE " + quote(name) + " AS\n" + select;
    }

    @Override
    public String dropTable(String name) {
        return "DROP TABLE IF EXISTS " + quote(name);
    }

    private static byte[] encodable(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text with the character NUL cannot be put into SQL");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a text with half a surrogate pair cannot be put into SQL");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
