package covey.cli;

import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.cli.session.SiteStarter;
import covey.study.Workspace;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code covey serve}: the pages on this machine. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Shows the stored results as pages on 127.0.0.1, read-only; Ctrl-C ends it.",
        footer = {"", "Example:", "  covey serve --port 8080"})
final class ServeVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "Port; 0 for a free one.")
    private int port = 8080;

    ServeVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > 65_535) {
            session.console().say("covey serve: port " + port + " is outside 0 to 65535; try --port 8080");
            return 2;
        }
        try (Workspace workspace = session.open(project);
                SiteStarter.Site site = session.sites().start(workspace, port)) {
            session.console().say("Serving " + project.folder() + " on " + site.address() + " (Ctrl-C ends it)");
            session.awaitInterrupt();
            return 0;
        }
    }
}
