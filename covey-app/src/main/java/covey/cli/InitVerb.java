package covey.cli;

import covey.cli.console.Paths;
import covey.cli.session.Session;
import covey.study.ProjectSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey init}: a new project folder. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Makes a new project folder with a commented example of each file.",
        footer = {"", "Example:", "  covey init interests && covey validate --project interests"})
final class InitVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "Folder to make. Default: this one.")
    private Path folder = Path.of(".");

    @Option(names = "--name", paramLabel = "NAME", description = "Project name. Default: the folder's name.")
    private @Nullable String name;

    InitVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path absolute = folder.toAbsolutePath().normalize();
        Path last = absolute.getFileName();
        String projectName = name != null ? name : last == null ? "project" : last.toString();
        List<Path> files = ProjectSetup.init(absolute, projectName);
        for (Path file : files) {
            session.console().print("%s", absolute.equals(file) ? file : Paths.shown(absolute, file));
        }
        session.console().say("Made " + absolute + ". Next: fill in the files, then `covey validate`.");
        return 0;
    }
}
