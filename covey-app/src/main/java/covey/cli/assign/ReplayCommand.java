package covey.cli.assign;

import covey.assignment.Assigners;
import covey.assignment.ReplayReport;
import covey.assignment.ReplayRequest;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code covey assign replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Recomputes every assignment of a log and lists every disagreement.",
        footer = {
            "",
            "Examples:",
            "  covey assign replay new_ranker                      # the study's exposures in the warehouse",
            "  covey assign replay new_ranker --log exposures.csv --scheme growthbook_v2",
            "  covey assign replay new_ranker --log /var/log/exposures   # the SDK's segments"
        })
final class ReplayCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private StudyArgument study = new StudyArgument();

    @Option(
            names = "--log",
            paramLabel = "PATH",
            description =
                    "CSV, JSON Lines (both may be gzipped) or Parquet; or the SDK's segments of exposures: the folder, or"
                            + " exposures-*.log, once a file. Default: the study's exposures in the warehouse.")
    private List<Path> log = new ArrayList<>();

    @Option(
            names = "--scheme",
            paramLabel = "NAME",
            defaultValue = Assigners.COVEY,
            description = "Who assigned: covey, flagd, growthbook_v1, growthbook_v2, growthbook_v1_utf8,"
                    + " growthbook_v2_utf8, unleash, launchdarkly, planout_uniform, planout_weighted, eppo,"
                    + " flagsmith. design.salt is the platform's seed, group or prefix.")
    private String scheme = Assigners.COVEY;

    @Option(names = "--flags", paramLabel = "FILE", description = "Flags in flagd's format, for --scheme flagd.")
    private @Nullable Path flags;

    @Option(names = "--unit-column", paramLabel = "NAME", description = "Column of the unit. Default: the study's.")
    private @Nullable String unitColumn;

    @Option(names = "--arm-column", paramLabel = "NAME", description = "Column of the arm. Default: the study's.")
    private @Nullable String armColumn;

    @Option(
            names = "--time-column",
            paramLabel = "NAME",
            description = "Column of the time, or none. Default: the study's.")
    private @Nullable String timeColumn;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "20",
            description = "Disagreements that are listed as text; --json lists all. Default: 20.")
    private int show = 20;

    @Option(names = "--fail-on", paramLabel = "WHAT", description = "disagreement: exit with 1 when there is one.")
    private @Nullable ReplayFault failOn;

    @Mixin
    private JsonOption json = new JsonOption();

    /** What makes it exit with 1. */
    enum ReplayFault {
        disagreement
    }

    ReplayCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            ReplayReport report = workspace
                    .assignments()
                    .replay(new ReplayRequest(
                            study.name(),
                            log,
                            scheme,
                            Optional.ofNullable(flags),
                            Optional.ofNullable(unitColumn),
                            Optional.ofNullable(armColumn),
                            Optional.ofNullable(timeColumn)));
            ReplayRendering rendering = new ReplayRendering(report);
            json.print(session.console(), rendering::document, () -> rendering.print(session.console(), show));
            return failOn == ReplayFault.disagreement && report.disagreed() > 0 ? 1 : 0;
        }
    }
}
