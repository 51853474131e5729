package covey.assignment;

import covey.assignment.log.AssignmentLog;
import covey.assignment.log.LogRow;
import covey.assignment.log.LogVisitor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Recomputes every assignment of a log. Memory: eight to sixteen bytes a row and a unit, and the units that disagree.
 * Duplicates and units are told by 64-bit digests: among 10 million rows a wrong duplicate has a chance of 3 in a million.
 */
public final class Replay implements LogVisitor {
    /** The arm of a unit at a time; empty when it gets none. */
    @FunctionalInterface
    public interface Assigner {
        /**
         * The arm.
         *
         * @throws IllegalArgumentException when the scheme refuses the id
         */
        Optional<String> arm(String unit, Optional<Instant> at);
    }

    private final Map<String, String> armByValue;
    private final Assigner assigner;
    private final Map<List<String>, Disagreement> disagreements = new LinkedHashMap<>();
    private final Map<String, Long> firstRows = new TreeMap<>();
    private final Map<String, Instant> clocks = new HashMap<>();
    private final Map<String, Long> arms = new TreeMap<>();
    private final LongSet rows = new LongSet();
    private final LongSet units = new LongSet();
    private long lines;
    private long agreed;
    private long disagreed;
    private long duplicated;
    private long unreadable;
    private long torn;
    private long others;
    private long backwards;
    private boolean timed;
    private Duration furthestBack = Duration.ZERO;
    private String firstUnreadable = "";

    /**
     * @param armByValue arm by its value in the log
     * @param assigner what recomputes
     */
    public Replay(Map<String, String> armByValue, Assigner assigner) {
        this.armByValue = Map.copyOf(armByValue);
        this.assigner = assigner;
    }

    @Override
    public void row(LogRow row) {
        String logged = armByValue.get(row.arm());
        if (logged == null && !row.ended()) {
            torn(row.number());
            return;
        }
        lines++;
        timed |= row.at().isPresent();
        long unit = mixed(digest(row.unit(), 0));
        if (row.at().isPresent() && !rows.add(rowDigest(unit, row))) {
            duplicated++;
            first("duplicated", row.number());
            return;
        }
        row.clock().ifPresent(clock -> clock(row.number(), row.writer(), clock));
        compare(row, logged == null ? row.arm() : logged, unit);
    }

    private void compare(LogRow row, String logged, long unit) {
        String computed;
        try {
            computed = assigner.arm(row.unit(), row.at()).orElse("");
        } catch (IllegalArgumentException e) {
            unreadable++;
            noteUnreadable(row.number(), String.valueOf(e.getMessage()));
            return;
        }
        units.add(unit);
        arms.merge(computed, 1L, Long::sum);
        if (computed.equals(logged)) {
            agreed++;
            return;
        }
        disagreed++;
        first("disagreed", row.number());
        disagreements.merge(
                List.of(row.unit(), logged, computed),
                new Disagreement(row.unit(), logged, computed, row.number(), 1),
                (known, _) -> known.again());
    }

    private void clock(long number, String writer, Instant at) {
        Instant before = clocks.put(writer, at);
        if (before != null && at.isBefore(before)) {
            backwards++;
            first("backwards", number);
            Duration back = Duration.between(at, before);
            furthestBack = back.compareTo(furthestBack) > 0 ? back : furthestBack;
        }
    }

    @Override
    public void unreadable(long number, String why) {
        lines++;
        unreadable++;
        noteUnreadable(number, why);
    }

    private void noteUnreadable(long number, String why) {
        if (firstUnreadable.isEmpty()) {
            firstUnreadable = why;
        }
        first("unreadable", number);
    }

    @Override
    public void torn(long number) {
        lines++;
        torn++;
        first("torn", number);
    }

    @Override
    public void other(long number) {
        others++;
    }

    private void first(String what, long number) {
        firstRows.putIfAbsent(what, number);
    }

    /** What was found in a log that was read. */
    public ReplayReport report(AssignmentLog log) {
        Map<String, String> places = new TreeMap<>();
        firstRows.forEach((finding, row) -> places.put(finding, log.place(row)));
        return new ReplayReport(
                lines,
                agreed,
                disagreed,
                units.size(),
                List.copyOf(disagreements.values()),
                duplicated,
                timed,
                unreadable,
                torn,
                backwards,
                furthestBack,
                others,
                firstRows,
                places,
                firstUnreadable,
                arms);
    }

    private static long rowDigest(long unit, LogRow row) {
        Instant at = row.at().orElseThrow();
        long time = mixed(at.getEpochSecond() * 1_000_000_000L + at.getNano());
        return mixed(digest(row.arm(), unit) ^ time);
    }

    /** FNV-1a of 64 bits over UTF-16 code units; only told apart here, assigns nobody. */
    private static long digest(String text, long seed) {
        long hash = 0xcbf29ce484222325L ^ seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finalizer of SplitMix64: every bit depends on every bit. */
    private static long mixed(long number) {
        long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
