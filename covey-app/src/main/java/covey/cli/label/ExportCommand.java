package covey.cli.label;

import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.Workspace;
import covey.study.label.LabelSheet;
import covey.study.label.LabelSheets.Allocation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey labels export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Draws items of a label evaluation at random inside its strata, as a sheet to be filled in.",
        footer = {
            "",
            "Examples:",
            "  covey labels export interest_precision --n 200 > sheet.csv",
            "  covey labels export interest_precision --n 200 --out sheet.html   # the same items as a page",
            "",
            "A rater writes a name and a label into each row: 0 or 1, yes or no, a number, or nothing."
        })
final class ExportCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(index = "0", paramLabel = "STUDY", description = "Name of the study.")
    private String study = "";

    @Option(names = "--n", paramLabel = "ITEMS", required = true, description = "Items to draw.")
    private int items;

    @Option(
            names = "--allocation",
            paramLabel = "HOW",
            defaultValue = "proportional",
            description =
                    "proportional to the strata; equal, which tells most of each; neyman, which tells most of the "
                            + "whole, by the spread of earlier labels or of the judge. Default: proportional.")
    private How how = How.proportional;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Seed of the draw; the same seed draws the same items. Default: 1.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File to write; a page when it ends in .html. Default: CSV on standard output.")
    private Optional<Path> out = Optional.empty();

    /** How items are spread over strata. */
    enum How {
        proportional,
        equal,
        neyman
    }

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            Allocation allocation = switch (how) {
                case proportional -> Allocation.PROPORTIONAL;
                case equal -> Allocation.EQUAL;
                case neyman -> Allocation.NEYMAN;
            };
            LabelSheet sheet = workspace.labels().draw(study, items, allocation, seed);
            if (out.isPresent()) {
                session.console().say("wrote " + workspace.labels().write(sheet, out.get()));
            } else {
                session.console().print("%s", sheet.csv().stripTrailing());
            }
            session.console()
                    .say(sheet.rows().size() + " items, seed " + seed + ": " + String.join(", ", sheet.strata()));
            return 0;
        }
    }
}
