package covey.warehouse.dialect;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The atoms in which engines differ; strings in, strings out. Expressions given may be any SQL expression; those returned
 * are safe to put into a larger one. Times are naive UTC timestamps with microseconds once {@link #utc} has been applied.
 *
 * <p>Not here because every engine agrees: {@code count}, {@code sum} ({@code NULL} over no rows, exact over integers),
 * {@code avg}, {@code min}, {@code max}, {@code CASE}, {@code FILTER (WHERE ...)}, {@code COALESCE}, {@code bool_or},
 * half-open comparison of timestamps, {@code md5} of a text as 32 hexadecimal digits of its UTF-8. To be avoided because they disagree: {@code LEAST} and {@code GREATEST} of NULL are
 * fine but of text are not, {@code /} of integers, casts of booleans, {@code ORDER BY} of text without {@link #bytewise}.
 */
public interface Dialect {
    /** Name of the engine in a profile: {@code duckdb}, {@code postgresql}. */
    String name();

    /**
     * Quotes one name. An empty name, NUL, a lone surrogate, or a name longer than the engine keeps throws
     * {@link IllegalArgumentException}.
     */
    String quote(String identifier);

    /**
     * Quotes a possibly dotted table name, {@code schema.table}; a part that holds a dot itself is given in double quotes,
     * {@code schema."a.b"}.
     */
    String quoteTable(String table);

    /** Literal of a text; NUL and lone surrogates throw {@link IllegalArgumentException}. */
    String literal(String text);

    /** Literal of a double, NaN and infinities included. */
    String literal(double number);

    /** Literal of a naive UTC timestamp, cut to microseconds: {@code TIMESTAMP '2026-03-01 00:00:00'}. */
    String timestamp(Instant instant);

    /**
     * Naive UTC timestamp of a time expression; of {@code NAIVE} in UTC the bare expression. A wall clock that a spring
     * change skips is read with the offset before it, one that an autumn change repeats as its second pass.
     *
     * @param expr expression of that kind
     * @param kind what it means
     * @param zone zone of a date or wall clock; not used for an instant
     */
    String utc(String expr, TimeKind kind, ZoneId zone);

    /** Local calendar date of a naive UTC timestamp. */
    String localDay(String utcExpr, ZoneId zone);

    /** Text of a value. */
    String text(String expr);

    /** Double of a number, a boolean (1 and 0) or a text that is one; for a column whose kind is not known. */
    String toDouble(String expr);

    /** Double of an expression of a known kind. */
    String toDouble(String expr, ColumnKind kind);

    /** True for a double that is neither NULL, NaN nor infinite, else false; never NULL. */
    String isFinite(String doubleExpr);

    /** Timestamp later by exact seconds; microseconds at most, else {@link IllegalArgumentException}. */
    String plus(String timestamp, Duration d);

    /** Seconds from one timestamp to another, as a double. */
    String secondsBetween(String from, String to);

    /** floor((to - from) / 24 h), as BIGINT; -1 for the instant before {@code from}. */
    String wholeDaysBetween(String from, String to);

    /** Double quotient; NULL where the denominator is zero or anything is NULL. */
    String divide(String numerator, String denominator);

    /** Quotient of two integers cut towards zero; NULL where the denominator is zero. */
    String integerDivide(String numerator, String denominator);

    /** BIGINT of a text of eight hexadecimal digits, 0 to 2^32 - 1. */
    String hexadecimal(String eightDigits);

    /**
     * Population variance of a double; 0 for one row, NULL for none. Shift {@code y} by a pooled constant when its mean is
     * millions of times its standard deviation.
     */
    String varPop(String y);

    /** Population covariance of two doubles over rows where both are given. */
    String covarPop(String y, String x);

    /**
     * The smallest value whose cumulative share is at least the fraction, the {@code ceil(fraction n)}-th smallest (the
     * first for fraction 0); NULL values do not count.
     *
     * @param fraction a constant in [0, 1]
     * @param expr what is ordered
     */
    String percentileDisc(String fraction, String expr);

    /** One of 4096 texts {@code 000} to {@code fff}, the same on every engine: the first digits of the MD5 of a text. */
    String hashBucket(String textExpr);

    /** Text that compares and sorts by code point, whatever the collation of the database. */
    String bytewise(String textExpr);

    /** Statement that keeps the rows of a query in a table of this session only. */
    String createTempTable(String name, String select);

    /** Statement that gathers what the planner must know of a filled temporary table; empty where it knows. */
    Optional<String> analyze(String name);

    /** Statement that drops a temporary table if it is there. */
    String dropTable(String name);

    /** What a column of the engine's given type holds. */
    ColumnKind kind(String engineType);

    /** Exactness of the numbers of the engine's given type, which is one of {@link ColumnKind#NUMBER}. */
    NumberKind numberKind(String engineType);
}
