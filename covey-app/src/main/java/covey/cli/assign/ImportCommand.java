package covey.cli.assign;

import covey.assignment.FlagDraft;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.Workspace;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code covey assign import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "A file in flagd's format as drafts of studies, on standard output.",
        footer = {"", "Example:", "  covey assign import flags.json > studies/flags.yml"})
final class ImportCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "File in flagd's format.")
    private Path file = Path.of("");

    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            String between = "";
            for (FlagDraft draft : workspace.assignments().drafts(file)) {
                session.console().print("%s%s", between, draft.yaml().stripTrailing());
                session.console().say(draft.flag() + ": " + draft.understood());
                between = "---" + System.lineSeparator();
            }
            return 0;
        }
    }
}
