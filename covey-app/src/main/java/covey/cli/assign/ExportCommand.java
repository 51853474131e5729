package covey.cli.assign;

import covey.assign.AssignmentException;
import covey.assign.file.ConfigurationFile;
import covey.assignment.AssignmentChange;
import covey.assignment.Assignments;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.project.source.Fault;
import covey.study.CoveyException;
import covey.study.Exit;
import covey.study.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey assign export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Studies as a file that services assign from, on standard output.",
        footer = {
            "",
            "Examples:",
            "  covey assign export all --format covey > assignment.json   # covey schema assignment describes it",
            "  covey assign export all --format covey --since assignment.json > next.json",
            "  covey assign export all > flags.json"
        })
final class ExportCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(arity = "1..*", paramLabel = "STUDY", description = "Names of studies, or all.")
    private List<String> studies = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "flagd",
            description =
                    "flagd: flagd's flags, drawn by flagd's hash. covey: Covey's own, read by the SDK, in which every"
                            + " unit keeps its arm. Default: flagd.")
    private Format format = Format.flagd;

    @Option(
            names = "--since",
            paramLabel = "FILE",
            description =
                    "With --format covey: an earlier file. What moves units of a running study between arms or out,"
                            + " under the same salt, is refused; another salt is said with the share that changes arm.")
    private @Nullable Path since;

    @Mixin
    private InstantOption instant = new InstantOption();

    /** Whose file it is. */
    enum Format {
        flagd,
        covey
    }

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            Assignments assignments = workspace.assignments();
            List<String> names = studies.equals(List.of("all")) ? assignments.studies() : studies;
            Instant when = instant.at().orElseGet(session.console().clock()::instant);
            switch (format) {
                case flagd -> {
                    session.console().print("%s", assignments.flagd(names, when));
                    session.console().say("flagd draws units by another hash: do not move a running study this way");
                }
                case covey -> {
                    ConfigurationFile file = assignments.configuration(names, when);
                    if (since != null) {
                        compare(assignments, since, file);
                    }
                    session.console().print("%s", file.text());
                    if (file.until() != null) {
                        session.console().say("as of " + file.asOf() + "; export it again at " + file.until());
                    }
                }
            }
            assignments.changes(when).stream()
                    .filter(change -> names.contains(change.study()))
                    .forEach(change -> session.console().say(change.said()));
            return 0;
        }
    }

    private void compare(Assignments assignments, Path earlier, ConfigurationFile file) {
        for (AssignmentChange change :
                assignments.changes(read(earlier), file, String.valueOf(earlier.getFileName()))) {
            Fault fault = change.fault();
            if (change.refused()) {
                throw new CoveyException(Exit.INPUT, fault.where() + "  " + fault.message(), fault.cure(), null);
            }
            session.console().say(change.said());
        }
    }

    private static ConfigurationFile read(Path file) {
        try {
            return ConfigurationFile.read(Files.readString(file));
        } catch (IOException | AssignmentException e) {
            throw new CoveyException(
                    Exit.INPUT,
                    file + " cannot be read as an earlier assignment: " + e.getMessage(),
                    "name a file that covey assign export --format covey wrote",
                    e);
        }
    }
}
