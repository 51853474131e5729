package covey.warehouse.sql;

import covey.warehouse.dialect.Dialect;
import java.time.Duration;
import java.time.Instant;

/** When an event counts, as a condition on its time {@code e.event_at} and the unit's entry {@code u.entry_at}. */
sealed interface Timeframe {
    /** The half-open condition. */
    String condition(Dialect dialect);

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
        public String condition(Dialect dialect) {
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
        public String condition(Dialect dialect) {
            return "e.event_at >= " + shifted(dialect, from) + " AND e.event_at < " + shifted(dialect, to);
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
        public String condition(Dialect dialect) {
            return new After(from(), from().plusDays(1)).condition(dialect);
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
        public String condition(Dialect dialect) {
            return "e.event_at >= " + shifted(dialect, from) + " AND e.event_at < " + dialect.timestamp(end);
        }

        @Override
        public Instant last(Instant ignored) {
            return end;
        }
    }

    /** {@code [entry - lookback, entry)}. */
    record Before(Duration lookback) implements Timeframe {
        @Override
        public String condition(Dialect dialect) {
            return "e.event_at >= " + shifted(dialect, from()) + " AND e.event_at < u.entry_at";
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

    private static String shifted(Dialect dialect, Duration by) {
        return by.isZero() ? "u.entry_at" : dialect.plus("u.entry_at", by);
    }
}
