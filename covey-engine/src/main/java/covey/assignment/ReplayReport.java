package covey.assignment;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What recomputing a log showed. Every line is counted once: {@code lines = agreed + disagreed + duplicated + unreadable +
 * torn}.
 *
 * @param lines lines after the heading
 * @param agreed rows whose arm is the recomputed one
 * @param disagreed rows whose arm is another
 * @param units units in sound rows; counted by a 64-bit digest
 * @param disagreements units that disagree, in the order of their first rows
 * @param duplicated rows that repeat unit, arm and time of an earlier one
 * @param timed whether the log has times, without which a duplicate cannot be told from a second exposure
 * @param unreadable lines that cannot be read
 * @param torn lines cut at the end of the file, 0 or 1
 * @param backwards rows with a time before that of the row before
 * @param furthestBack the longest step back
 * @param firstRows number of the first row of each finding, by name
 * @param firstUnreadable why the first unreadable line is; empty for none
 * @param arms sound rows by recomputed arm, the empty name for none
 */
public record ReplayReport(
        long lines,
        long agreed,
        long disagreed,
        long units,
        List<Disagreement> disagreements,
        long duplicated,
        boolean timed,
        long unreadable,
        long torn,
        long backwards,
        Duration furthestBack,
        Map<String, Long> firstRows,
        String firstUnreadable,
        Map<String, Long> arms) {
    public ReplayReport {
        disagreements = List.copyOf(disagreements);
        firstRows = Map.copyOf(firstRows);
        arms = Map.copyOf(arms);
    }
}
