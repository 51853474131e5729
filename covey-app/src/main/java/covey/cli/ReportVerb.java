package covey.cli;

import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.result.StudyResult;
import covey.study.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey report}: stored results as pages. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Writes stored results as pages: self-contained HTML, or Markdown.",
            "",
            "A page needs no network and no other file. Never asks the warehouse."
        },
        footer = {"", "Example:", "  covey report new_ranker --format html,markdown --output pages/"})
final class ReportVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(arity = "1..*", paramLabel = "STUDY", description = "Studies; @RUN after one picks a run.")
    private List<String> addresses = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            description = "One or more of ${COMPLETION-CANDIDATES}.")
    private List<Format> formats = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder to write to. Default: reports in the project folder.")
    private @Nullable Path output;

    /** What a page is written as. */
    enum Format {
        html(".html"),
        markdown(".md");

        private final String suffix;

        Format(String suffix) {
            this.suffix = suffix;
        }
    }

    ReportVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = output == null ? project.folder().resolve(PAGES) : output;
        try (Workspace workspace = session.open(project)) {
            for (String address : addresses) {
                StudyResult result = workspace.show(address);
                for (Format format : formats.isEmpty() ? List.of(Format.html) : formats) {
                    session.console().print("%s", write(result, format, folder, page(address, result)));
                }
            }
        }
        return 0;
    }

    /** Folder of written pages inside a project. */
    static final String PAGES = "reports";

    /** A plan has a page beside that of its results. */
    private static String page(String address, StudyResult result) {
        return result.study().name() + (address.endsWith("@plan") ? "-plan" : "");
    }

    /** Writes one page of a study, replacing the one before it. */
    static Path write(StudyResult result, Format format, Path folder) throws IOException {
        return write(result, format, folder, result.study().name());
    }

    private static Path write(StudyResult result, Format format, Path folder, String name) throws IOException {
        String text = switch (format) {
            case html -> Rendering.html(result);
            case markdown -> Rendering.markdown(result);
        };
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(name + format.suffix), text);
    }
}
