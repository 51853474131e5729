package covey.study;

import covey.result.StudyResult;
import java.nio.file.Path;
import java.util.List;

/**
 * A finished run.
 *
 * @param result the result
 * @param folder where it is kept
 * @param files files written
 */
public record RunReport(StudyResult result, Path folder, List<Path> files) {
    public RunReport {
        files = List.copyOf(files);
    }
}
