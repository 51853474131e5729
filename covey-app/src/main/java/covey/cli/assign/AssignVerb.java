package covey.cli.assign;

import covey.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code covey assign}: who gets which arm, before and after the fact. A new command is one new file and one line here. */
@Command(
        name = "assign",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists and evaluates assignments, exports them, and recomputes a log of them.",
        footer = {
            "",
            "Examples:",
            "  covey assign list",
            "  covey assign evaluate new_ranker --unit u17 --attribute country=DE",
            "  covey assign replay new_ranker --log exposures.csv --scheme growthbook_v2"
        })
public final class AssignVerb {
    private AssignVerb() {}

    /** The verb with its commands. */
    public static CommandLine commands(Session session) {
        return new CommandLine(new AssignVerb())
                .addSubcommand("list", new ListCommand(session))
                .addSubcommand("evaluate", new EvaluateCommand(session))
                .addSubcommand("replay", new ReplayCommand(session))
                .addSubcommand("sql", new SqlCommand(session))
                .addSubcommand("export", new ExportCommand(session))
                .addSubcommand("import", new ImportCommand(session));
    }
}
