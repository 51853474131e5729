package covey;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The run that the build records for the start-up cache: the quick verbs once each on a new project and the result of
 * its one study, good and bad input. A class that is only half used in the recording is left out of the cache with all that need it, therefore the
 * faults.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /**
     * Plays the commands; what they print goes nowhere.
     *
     * @param arguments an empty folder to work in
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        String project = "--project=" + folder.resolve("project");
        for (List<String> command : commands(folder, project)) {
            try (PrintStream nowhere =
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
                Main.run(command, nowhere, nowhere, Map.of("COVEY_TERMINAL", "out err"));
            }
        }
        Main.main(new String[] {"--version"}); // records the way in and the way out as well
    }

    private static List<List<String>> commands(Path folder, String project) {
        return List.of(
                List.of("--help"),
                List.of("init", folder.resolve("project").toString()),
                List.of("validate", "--files-only", project),
                List.of("list", project),
                List.of("list", "--json", project),
                List.of("schema", project),
                List.of("run", project, "example"),
                List.of("show", project, "example"),
                List.of("show", project, "example", "--format", "json"),
                List.of("show", project, "example", "--format", "csv"),
                List.of("show", project, "example", "--settings"),
                List.of("explain", project, "example/clicks"),
                List.of("show", project, "--jsn"),
                List.of("show", project, "no_such_study"),
                List.of("explain", project, "no_such_study/clicks"));
    }
}
