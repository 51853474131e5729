package covey.cli;

import covey.cli.console.TextTable;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.result.StudyResult;
import covey.study.CoveyException;
import covey.study.Exit;
import covey.study.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey show}: a stored result. Reads JSON and never the warehouse. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a stored result, by default the latest; never asks the warehouse.",
        footer = {
            "",
            "Examples:",
            "  covey show new_ranker",
            "  covey show new_ranker@latest --format csv > new_ranker.csv",
            "  covey show new_ranker --settings"
        })
final class ShowVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(index = "0", paramLabel = "STUDY", description = "Study; @RUN after it picks a run.")
    private String address = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "One of ${COMPLETION-CANDIDATES}.")
    private Format format = Format.table;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(names = "--settings", description = "The effective settings instead, with the origin of each value.")
    private boolean settings;

    @Option(names = "--runs", description = "The run ids of the study instead, newest first.")
    private boolean runs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes to this file instead of standard output; needed for parquet.")
    private @Nullable Path output;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Another confidence level, such as 0.9, from the stored moments.")
    private @Nullable Double level;

    /** What a result is shown as. */
    enum Format {
        table,
        json,
        csv,
        parquet,
        markdown
    }

    ShowVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        try (Workspace workspace = session.open(project)) {
            if (runs) {
                workspace.runs(address).forEach(run -> session.console().print("%s", run));
                return 0;
            }
            StudyResult result = level == null ? workspace.show(address) : workspace.show(address, checked(level));
            Format wanted = json ? Format.json : format;
            if (wanted == Format.parquet) {
                writeParquet(workspace, result);
            } else if (output == null) {
                session.console().print("%s", text(result, wanted).stripTrailing());
            } else {
                Files.writeString(output, text(result, wanted));
                session.console().say("Wrote " + output);
            }
            return 0;
        }
    }

    private String text(StudyResult result, Format wanted) {
        if (settings) {
            return settingsOf(result);
        }
        return switch (wanted) {
            case json -> Rendering.json(result);
            case csv -> Rendering.csv(result);
            case markdown -> Rendering.markdown(result);
            case table, parquet -> Rendering.table(result, session.console());
        };
    }

    private static double checked(double level) {
        if (!(level > 0 && level < 1)) {
            throw new CoveyException(
                    Exit.INPUT, "the confidence level " + level + " is outside (0, 1)", "write 0.9 for 90 %", null);
        }
        return level;
    }

    private void writeParquet(Workspace workspace, StudyResult result) {
        if (output == null) {
            throw new CoveyException(
                    Exit.INPUT,
                    "parquet is not text, so it needs a file",
                    "add --output " + result.study().name() + ".parquet",
                    null);
        }
        session.console().say("Wrote " + workspace.writeParquet(result, output));
    }

    private static String settingsOf(StudyResult result) {
        TextTable table = new TextTable("SETTING", "VALUE", "ORIGIN");
        result.provenance().settings().forEach(s -> table.row(s.name(), s.value(), s.origin()));
        return String.join(System.lineSeparator(), table.lines());
    }
}
