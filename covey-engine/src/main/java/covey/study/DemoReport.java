package covey.study;

import java.nio.file.Path;
import java.util.List;

/**
 * What the demo laid down.
 *
 * @param folder the project folder
 * @param files files written
 */
public record DemoReport(Path folder, List<Path> files) {
    public DemoReport {
        files = List.copyOf(files);
    }
}
