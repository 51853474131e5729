package covey.cli.session;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every verb that works on a project. */
public final class ProjectOptions {
    @Option(
            names = {"-p", "--project"},
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Project folder, the one with covey.yml. Default: the current folder.")
    private Path project = Path.of(".");

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "Target of the profile, such as dev or prod. Default: the profile's default_target.")
    private @Nullable String target;

    /** The options of a project that the command line did not name. */
    public static ProjectOptions of(Path folder) {
        ProjectOptions options = new ProjectOptions();
        options.project = folder;
        return options;
    }

    /** The project folder, absolute. */
    public Path folder() {
        return project.toAbsolutePath().normalize();
    }

    /** The wanted target, when one was named. */
    public Optional<String> target() {
        return Optional.ofNullable(target);
    }
}
