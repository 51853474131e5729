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
 * @param torn lines cut at the end of a file, one a file at most
 * @param backwards rows whose clock was before that of the same writer's row before
 * @param furthestBack the longest step back
 * @param others whole rows of other studies, not among the lines
 * @param firstRows number of the first row of each finding, by name
 * @param places the same rows as a reader finds them: file and line where there are several files
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
        long others,
        Map<String, Long> firstRows,
        Map<String, String> places,
        String firstUnreadable,
        Map<String, Long> arms) {
    public ReplayReport {
        disagreements = List.copyOf(disagreements);
        firstRows = Map.copyOf(firstRows);
        places = Map.copyOf(places);
        arms = Map.copyOf(arms);
    }
}
