package covey.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.dialect.TimeKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times mean the same in every engine, whatever zone the server, the file or this process lives in. */
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@MethodSource("covey.warehouse.Sessions#all")
class DialectTimeContractTest {
    private final SqlSession session;
    private final Dialect dialect;

    DialectTimeContractTest(SqlSession session) {
        this.session = session;
        this.dialect = session.dialect();
    }

    private String text(String expression) {
        return Sessions.text(session, dialect.text(expression));
    }

    private static String at(String naive) {
        return "TIMESTAMP '" + naive + "'";
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-01-15 12:00:00, 2026-01-15 11:00:00",
        "Europe/Berlin, 2026-07-15 12:00:00, 2026-07-15 10:00:00",
        "Europe/Berlin, 2026-03-29 01:59:59.999999, 2026-03-29 00:59:59.999999",
        "Europe/Berlin, 2026-03-29 03:00:00, 2026-03-29 01:00:00",
        "Europe/Berlin, 2026-10-25 01:59:59, 2026-10-24 23:59:59",
        "Europe/Berlin, 2026-10-25 03:00:00, 2026-10-25 02:00:00",
        "America/New_York, 2026-03-08 01:59:59, 2026-03-08 06:59:59",
        "America/New_York, 2026-03-08 03:00:00, 2026-03-08 07:00:00",
        "America/New_York, 2026-11-01 00:59:59, 2026-11-01 04:59:59",
        "America/New_York, 2026-11-01 02:00:00, 2026-11-01 07:00:00",
        "Asia/Kolkata, 2026-03-01 00:00:00, 2026-02-28 18:30:00",
        "Pacific/Auckland, 2026-03-01 00:00:00, 2026-02-28 11:00:00",
        "UTC, 2026-03-01 00:00:00, 2026-03-01 00:00:00",
        "Europe/Berlin, 1970-01-01 00:30:00, 1969-12-31 23:30:00"
    })
    void wallClocksBecomeUtc(String zone, String wallClock, String utc) {
        assertThat(text(dialect.utc(at(wallClock), TimeKind.NAIVE, ZoneId.of(zone))))
                .isEqualTo(utc);
    }

    @ParameterizedTest
    @CsvSource({
        // skipped by the spring change: read with the offset before it
        "Europe/Berlin, 2026-03-29 02:30:00, 2026-03-29 01:30:00",
        "America/New_York, 2026-03-08 02:30:00, 2026-03-08 07:30:00",
        // there twice in autumn: the second pass, in winter time
        "Europe/Berlin, 2026-10-25 02:30:00, 2026-10-25 01:30:00",
        "America/New_York, 2026-11-01 01:30:00, 2026-11-01 06:30:00"
    })
    void wallClocksThatAreNotThereOnceAreReadAlike(String zone, String wallClock, String utc) {
        assertThat(text(dialect.utc(at(wallClock), TimeKind.NAIVE, ZoneId.of(zone))))
                .isEqualTo(utc);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29, 2026-03-28 23:00:00",
        "Europe/Berlin, 2026-03-30, 2026-03-29 22:00:00",
        "America/New_York, 2026-11-01, 2026-11-01 04:00:00",
        "America/New_York, 2026-11-02, 2026-11-02 05:00:00",
        "UTC, 2026-03-01, 2026-03-01 00:00:00"
    })
    void datesAreMidnightInTheirZone(String zone, String date, String utc) {
        assertThat(text(dialect.utc("DATE '" + date + "'", TimeKind.DATE, ZoneId.of(zone))))
                .isEqualTo(utc);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "America/New_York"})
    void instantsDoNotDependOnAnyZone(String zone) {
        String instant = "CAST('2026-03-29 03:30:00+02:00' AS TIMESTAMP WITH TIME ZONE)";

        assertThat(text(dialect.utc(instant, TimeKind.ZONED, ZoneId.of(zone)))).isEqualTo("2026-03-29 01:30:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata", "Pacific/Chatham"})
    void localDaysAreThoseOfJavaOnBothSidesOfEveryMidnight(String zoneId) {
        ZoneId zone = ZoneId.of(zoneId);
        for (LocalDate day : List.of(
                LocalDate.parse("2026-03-08"),
                LocalDate.parse("2026-03-29"),
                LocalDate.parse("2026-10-25"),
                LocalDate.parse("2026-11-01"),
                LocalDate.parse("2024-02-29"),
                LocalDate.parse("1969-12-31"))) {
            Instant midnight = day.atStartOfDay(zone).toInstant();
            String just = dialect.timestamp(midnight);
            String before = dialect.timestamp(midnight.minusNanos(1000));

            assertThat(text(dialect.localDay(just, zone))).isEqualTo(day.toString());
            assertThat(text(dialect.localDay(before, zone)))
                    .isEqualTo(day.minusDays(1).toString());
        }
    }

    @Test
    void windowsAreHalfOpen() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        Sessions.table(
                session,
                "clock",
                "SELECT * FROM (VALUES (1, " + at("2026-03-28 23:59:59.999999") + "), (2, " + at("2026-03-29 00:00:00")
                        + "), (3, " + at("2026-03-29 23:59:59.999999") + "), (4, " + at("2026-03-30 00:00:00")
                        + ")) t(id, seen)");
        String utc = dialect.utc("seen", TimeKind.NAIVE, zone);
        LocalDate day = LocalDate.parse("2026-03-29");
        String from = dialect.timestamp(day.atStartOfDay(zone).toInstant());
        String to = dialect.timestamp(day.plusDays(1).atStartOfDay(zone).toInstant());

        assertThat(session.query(
                        "SELECT id FROM clock WHERE " + utc + " >= " + from + " AND " + utc + " < " + to
                                + " ORDER BY id",
                        row -> row.count("id")))
                .containsExactly(2L, 3L);
        assertThat(Sessions.number(session, dialect.secondsBetween(from, to))).isEqualTo(23 * 3600);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T00:00:00Z, TIMESTAMP '2026-03-01 00:00:00'",
        "2026-03-01T00:00:00.5Z, TIMESTAMP '2026-03-01 00:00:00.5'",
        "2026-03-01T00:00:00.123456789Z, TIMESTAMP '2026-03-01 00:00:00.123456'",
        "0001-01-01T00:00:00Z, TIMESTAMP '0001-01-01 00:00:00'",
        "9999-12-31T23:59:59.999999Z, TIMESTAMP '9999-12-31 23:59:59.999999'"
    })
    void instantsAreWrittenAsNaiveUtc(String instant, String sql) {
        String literal = dialect.timestamp(Instant.parse(instant));

        assertThat(literal).isEqualTo(sql);
        assertThat(text(literal)).isEqualTo(sql.substring(11, sql.length() - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 2026-03-29 00:00:00",
        "P14D, 2026-04-12 00:00:00",
        "PT-1S, 2026-03-28 23:59:59",
        "PT0.000001S, 2026-03-29 00:00:00.000001",
        "PT-0.000001S, 2026-03-28 23:59:59.999999",
        "PT1.5S, 2026-03-29 00:00:01.5",
        "P3650D, 2036-03-26 00:00:00",
        "P-3650D, 2016-03-31 00:00:00"
    })
    void durationsAreExactSeconds(Duration duration, String expected) {
        assertThat(text(dialect.plus(at("2026-03-29 00:00:00"), duration))).isEqualTo(expected);
        assertThat(Sessions.number(
                        session,
                        dialect.secondsBetween(
                                at("2026-03-29 00:00:00"), dialect.plus(at("2026-03-29 00:00:00"), duration))))
                .isEqualTo(duration.toNanos() / 1e9);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01 12:00:00, 2026-03-01 12:00:00, 0",
        "2026-03-01 12:00:00, 2026-03-02 11:59:59.999999, 0",
        "2026-03-01 12:00:00, 2026-03-02 12:00:00, 1",
        "2026-03-01 12:00:00, 2026-03-01 11:59:59.999999, -1",
        "2026-03-01 12:00:00, 2026-02-28 12:00:00, -1",
        "2026-03-01 12:00:00, 2026-02-28 11:59:59.999999, -2",
        "2026-03-01 00:00:00, 2026-03-15 00:00:00, 14",
        "2026-03-01 00:00:00.000001, 2026-03-15 00:00:00, 13",
        "1970-01-01 00:00:00, 2096-01-01 00:00:00, 46021",
        "1970-01-01 00:00:00.000001, 2096-01-01 00:00:00, 46020"
    })
    void wholeDaysAreRoundedDown(String from, String to, long days) {
        String expr = dialect.wholeDaysBetween(at(from), at(to));

        assertThat(Sessions.text(session, expr)).isEqualTo(String.valueOf(days));
        assertThat(session.describe("SELECT " + expr + " AS v"))
                .extracting(TableColumn::type)
                .containsAnyOf("BIGINT", "int8");
    }

    @Test
    void nullTimesStayNull() {
        String none = "CAST(NULL AS TIMESTAMP)";
        ZoneId berlin = ZoneId.of("Europe/Berlin");

        assertThat(List.of(
                        dialect.utc(none, TimeKind.NAIVE, berlin),
                        dialect.localDay(none, berlin),
                        dialect.plus(none, Duration.ofDays(1)),
                        dialect.secondsBetween(none, at("2026-03-01 00:00:00")),
                        dialect.wholeDaysBetween(at("2026-03-01 00:00:00"), none)))
                .allSatisfy(expr -> assertThat(text(expr)).isEqualTo("null"));
    }

    @Test
    void theSessionLivesInUtc() {
        String noon = "CAST(CAST('2026-07-01 12:00:00+00:00' AS TIMESTAMP WITH TIME ZONE) AS TIMESTAMP)";

        assertThat(text(noon)).isEqualTo("2026-07-01 12:00:00");
        assertThat(session.query("SELECT " + at("2026-07-01 12:00:00.25") + " AS v", row -> row.text("v")))
                .containsExactly("2026-07-01 12:00:00.25");
    }

    @Test
    void timesHaveTheirKind() {
        String select = "SELECT DATE '2026-03-01' AS d, " + at("2026-03-01 00:00:00") + " AS n,"
                + " CAST('2026-03-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE) AS z, CAST('12:00:00' AS TIME) AS t, "
                + dialect.localDay(at("2026-03-01 00:00:00"), ZoneId.of("Europe/Berlin")) + " AS l";

        assertThat(session.describe(select))
                .extracting(TableColumn::kind)
                .containsExactly(
                        ColumnKind.DATE,
                        ColumnKind.NAIVE_TIMESTAMP,
                        ColumnKind.ZONED_TIMESTAMP,
                        ColumnKind.OTHER,
                        ColumnKind.DATE);
    }

    @Test
    void whatWouldBeMisreadIsRefused() {
        assertThatThrownBy(() -> dialect.utc("t", TimeKind.NAIVE, ZoneOffset.ofHours(2)))
                .hasMessageContaining("+02:00")
                .hasMessageContaining("Europe/Berlin");
        assertThatThrownBy(() -> dialect.plus("t", Duration.ofNanos(1))).hasMessageContaining("microsecond");
        assertThatThrownBy(() -> dialect.timestamp(Instant.MAX)).hasMessageContaining("9999");
        assertThat(dialect.utc("t", TimeKind.NAIVE, ZoneOffset.UTC)).isEqualTo("t");
        assertThat(dialect.utc("t", TimeKind.NAIVE, ZoneId.of("Etc/UTC"))).isEqualTo("t");
    }
}
