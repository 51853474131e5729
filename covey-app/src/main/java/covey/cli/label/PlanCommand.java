package covey.cli.label;

import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.Workspace;
import covey.study.label.SheetSize;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey labels plan}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Says how many items people must label for an interval of a half width, and from which strata.",
            "",
            "By the spread of earlier labels, else of the judge, else the widest that a share can have; the judge's gain is "
                    + "not counted on."
        },
        footer = {"", "Example:", "  covey labels plan interest_precision --half-width 0.05"})
final class PlanCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(index = "0", paramLabel = "STUDY", description = "Name of the study.")
    private String study = "";

    @Option(
            names = "--half-width",
            paramLabel = "WIDTH",
            required = true,
            description = "Half width of the interval, in the unit of the label; 0.05 is five points of a share.")
    private double halfWidth;

    PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            SheetSize size = workspace.labels().size(study, halfWidth);
            session.console()
                    .print(
                            "%s",
                            size.items() + " items for an interval of ± " + size.halfWidth() + ": "
                                    + String.join(", ", size.strata()));
            session.console()
                    .say("by the spread of " + size.origin() + "; covey labels export " + study + " --n " + size.items()
                            + (size.origin().startsWith("the widest") ? "" : " --allocation neyman"));
            return 0;
        }
    }
}
