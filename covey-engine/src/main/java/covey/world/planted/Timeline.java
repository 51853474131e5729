package covey.world.planted;

import java.time.Instant;

/** Fixed instants of the simulated world, in microseconds since 1970-01-01T00:00Z; intervals are half-open. */
public final class Timeline {
    /** One second in microseconds. */
    public static final long SECOND = 1_000_000L;

    /** One hour in microseconds. */
    public static final long HOUR = 3_600 * SECOND;

    /** One day in microseconds. */
    public static final long DAY = 24 * HOUR;

    /**
     * First event: 42 days before the experiments, so that a plan finds two weeks of entries with two weeks before and two
     * weeks after them.
     */
    public static final long FIRST_EVENT = at("2026-01-18T00:00:00Z");

    /** 28 days before the experiments: the first newcomer, the first push. */
    public static final long HISTORY_START = at("2026-02-01T00:00:00Z");

    /** Start of all experiments. */
    public static final long START = at("2026-03-01T00:00:00Z");

    /** End of all experiments: no exposure at or after it. */
    public static final long END = at("2026-03-15T00:00:00Z");

    /** Last event is before this, so that outcomes up to two weeks after the last entry are there. */
    public static final long OUTCOMES_END = at("2026-03-30T00:00:00Z");

    /** Length of the experiments in days. */
    public static final int EXPERIMENT_DAYS = (int) ((END - START) / DAY);

    private Timeline() {}

    /** Microseconds of an ISO-8601 instant. */
    public static long at(String instant) {
        return Instant.parse(instant).getEpochSecond() * SECOND;
    }
}
