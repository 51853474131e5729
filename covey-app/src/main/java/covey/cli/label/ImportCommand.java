package covey.cli.label;

import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.Workspace;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code covey labels import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Checks a filled sheet and appends it to the CSV file of its study's labels: all of it, or nothing.",
        footer = {"", "Example:", "  covey labels import sheet.csv"})
final class ImportCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "A sheet of covey labels export, filled in.")
    private Path file = Path.of("");

    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            session.console().say(workspace.labels().take(file));
            return 0;
        }
    }
}
