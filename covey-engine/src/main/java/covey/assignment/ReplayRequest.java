package covey.assignment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A log to recompute.
 *
 * @param study study whose arms are recomputed
 * @param log a file of CSV, JSON Lines or Parquet, or segments of exposures and folders of them; the study's exposures in
 *     the warehouse when empty
 * @param scheme {@code covey}, or the platform that assigned
 * @param flags file of the flags that were evaluated, which the scheme of flagd needs
 * @param unitColumn column of the unit; the study's when empty
 * @param armColumn column of the arm; the study's when empty
 * @param timeColumn column of the time, {@code none} for no time; the study's when empty
 */
public record ReplayRequest(
        String study,
        List<Path> log,
        String scheme,
        Optional<Path> flags,
        Optional<String> unitColumn,
        Optional<String> armColumn,
        Optional<String> timeColumn) {
    public ReplayRequest {
        log = List.copyOf(log);
    }
}
