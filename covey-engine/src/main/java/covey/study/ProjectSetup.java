package covey.study;

import covey.project.ProjectTemplate;
import covey.world.DemoProject;
import covey.world.WorldSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes project folders. */
public final class ProjectSetup {
    private ProjectSetup() {}

    /** A new project with a commented example of each file; refuses a folder that already holds one. */
    public static List<Path> init(Path folder, String name) {
        try {
            return ProjectTemplate.write(folder, name);
        } catch (IOException e) {
            throw new CoveyException(
                    Exit.INPUT, String.valueOf(e.getMessage()), "choose an empty folder that you may write to", e);
        }
    }

    /**
     * The demo: the simulated network with its project.
     *
     * @param size {@code small}, {@code medium} or {@code large}
     */
    public static DemoReport demo(Path folder, String size, long seed, Progress progress) {
        try {
            DemoProject.write(folder, WorldSize.of(size), seed, progress::fraction);
            try (Stream<Path> files = Files.walk(folder)) {
                return new DemoReport(folder, files.filter(Files::isRegularFile).toList());
            }
        } catch (IOException e) {
            throw new CoveyException(
                    Exit.INPUT,
                    "the demo could not be written to " + folder + ": " + e.getMessage(),
                    "choose another --folder",
                    e);
        }
    }
}
