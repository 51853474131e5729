package covey.warehouse.sql;

import covey.warehouse.dialect.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When an event counts, as a condition on its time {@code e.event_at} and the unit's entry {@code u.entry_at}. Of events
 * that carry only a date, the whole day of entry counts as after entry: a window that starts at entry takes it in, a
 * window before entry ends with the day before.
 */
sealed interface Timeframe {
    /** The half-open condition. */
    String condition(EventTime time);

    /** Begin, counted from entry. */
    Duration from();

    /** Earliest time that can matter to a unit that enters at or after the given start. */
    default Instant first(Instant start) {
        return start.plus(from());
    }

    /** End of the time that can matter to a unit that enters before the given end. */
    Instant last(Instant end);

    /** Every row of the unit: for tables without time. */
    record Always() implements Timeframe {
        @Override
        public String condition(EventTime time) {
            return "TRUE";
        }

        @Override
        public Duration from() {
            return Duration.ZERO;
        }

        @Override
        public Instant last(Instant end) {
            return end;
        }
    }

    /** {@code [entry + from, entry + to)}. */
    record After(Duration from, Duration to) implements Timeframe {
        @Override
        public String condition(EventTime time) {
            return time.from(from) + " AND " + time.before(to);
        }

        @Override
        public Instant last(Instant end) {
            return end.plus(to);
        }
    }

    /**
     * The day that begins so many whole days after entry: {@link After} in cheaper words, since one number per row
     * answers for all days.
     */
    record Day(int day) implements Timeframe {
        @Override
        public String condition(EventTime time) {
            return new After(from(), from().plusDays(1)).condition(time);
        }

        @Override
        public Duration from() {
            return Duration.ofDays(day);
        }

        @Override
        public Instant last(Instant end) {
            return end.plus(Duration.ofDays(day + 1L));
        }
    }

    /** {@code [entry + from, end)}. */
    record Until(Duration from, Instant end) implements Timeframe {
        @Override
        public String condition(EventTime time) {
            return time.from(from) + " AND " + time.before(end);
        }

        @Override
        public Instant last(Instant ignored) {
            return end;
        }
    }

    /** {@code [entry - lookback, entry)}. */
    record Before(Duration lookback) implements Timeframe {
        @Override
        public String condition(EventTime time) {
            return time.from(from()) + " AND " + time.before(Duration.ZERO);
        }

        @Override
        public Duration from() {
            return lookback.negated();
        }

        @Override
        public Instant last(Instant end) {
            return end;
        }
    }

    /**
     * How the time of an event {@code e.event_at} is compared with a unit's entry {@code u.entry_at}. Instants are compared
     * as they are. A date tells only the day, so it is compared with the local day of entry: of that day nobody can say what
     * came before entry and what after, and all of it counts as after.
     *
     * @param dates zone of the dates; empty when the events carry a time of day
     */
    record EventTime(Dialect dialect, Optional<ZoneId> dates) {
        private static final Duration DAY = Duration.ofDays(1);

        /** True at or after so long after entry. */
        String from(Duration afterEntry) {
            return dates.isPresent()
                    ? age(Duration.ZERO) + " >= " + days(afterEntry)
                    : "e.event_at >= " + shifted(afterEntry);
        }

        /** True before so long after entry. */
        String before(Duration afterEntry) {
            return dates.isPresent()
                    ? age(Duration.ZERO) + " < " + days(afterEntry)
                    : "e.event_at < " + shifted(afterEntry);
        }

        /** True before an instant. */
        String before(Instant end) {
            return "e.event_at < " + dialect.timestamp(end);
        }

        /** Whole days since so long after entry: 24 hours of the unit's own time, or local days of a date. */
        String age(Duration afterEntry) {
            if (dates.isEmpty()) {
                return dialect.wholeDaysBetween(shifted(afterEntry), "e.event_at");
            }
            String sinceEntry = "(" + day("e.event_at") + " - " + day("u.entry_at") + ")";
            return afterEntry.isZero() ? sinceEntry : "(" + sinceEntry + " - " + days(afterEntry) + ")";
        }

        /** Days from so long after entry until an instant on which a unit could have an event; a begun day counts. */
        String daysUntil(Duration afterEntry, Instant end) {
            String last = dialect.timestamp(end.minusNanos(1000));
            return dates.isPresent()
                    ? "(" + day(last) + " - " + day("u.entry_at") + " + 1 - " + days(afterEntry) + ")"
                    : "(" + dialect.wholeDaysBetween(dialect.plus("u.entry_at", afterEntry), last) + " + 1)";
        }

        private String day(String utc) {
            return dialect.localDay(utc, dates.orElseThrow());
        }

        /** Days that begin that long after the begin of another; the next whole number. */
        private static long days(Duration d) {
            long whole = Math.floorDiv(d.toMillis(), DAY.toMillis());
            return d.toMillis() == whole * DAY.toMillis() ? whole : whole + 1;
        }

        private String shifted(Duration by) {
            return by.isZero() ? "u.entry_at" : dialect.plus("u.entry_at", by);
        }
    }
}
