package covey.cli.assign;

import covey.assignment.Assignments;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.Workspace;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code covey assign sql}. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "The query that recomputes buckets and arms of a study's exposures in the warehouse.",
        footer = {"", "Example:", "  covey assign sql new_ranker > assignment.sql"})
final class SqlCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private StudyArgument study = new StudyArgument();

    @Mixin
    private InstantOption instant = new InstantOption();

    SqlCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            Assignments assignments = workspace.assignments();
            Instant when = instant.at()
                    .orElseGet(() -> assignments.declared(study.name()).end());
            String sql = assignments.sql(study.name(), when).strip();
            session.console().print("-- Every exposure row with its recomputed buckets and arm.%n%s;", sql);
            return 0;
        }
    }
}
