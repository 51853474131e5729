package covey.cli.label;

import covey.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code covey labels}: sheets of items for people to label. A new command is one new file and one line here. */
@Command(
        name = "labels",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Draws items for people to label, and takes their labels in.",
        footer = {
            "",
            "Examples:",
            "  covey labels plan interest_precision --half-width 0.05",
            "  covey labels export interest_precision --n 200 --out sheet.csv",
            "  covey labels import sheet.csv"
        })
public final class LabelsVerb {
    private LabelsVerb() {}

    /** The verb with its commands. */
    public static CommandLine commands(Session session) {
        return new CommandLine(new LabelsVerb())
                .addSubcommand("plan", new PlanCommand(session))
                .addSubcommand("export", new ExportCommand(session))
                .addSubcommand("import", new ImportCommand(session));
    }
}
