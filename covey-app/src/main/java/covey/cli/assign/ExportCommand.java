package covey.cli.assign;

import covey.assignment.Assignments;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code covey assign export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Studies in flagd's format, on standard output.",
        footer = {"", "Example:", "  covey assign export all > flags.json"})
final class ExportCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(arity = "1..*", paramLabel = "STUDY", description = "Names of studies, or all.")
    private List<String> studies = new ArrayList<>();

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            Assignments assignments = workspace.assignments();
            List<String> names = studies.equals(List.of("all")) ? assignments.studies() : studies;
            session.console()
                    .print(
                            "%s",
                            assignments.flagd(names, session.console().clock().instant()));
            session.console().say("flagd draws units by another hash: do not move a running study this way");
            return 0;
        }
    }
}
