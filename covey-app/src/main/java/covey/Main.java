package covey;

import covey.cli.CommandLineFace;
import covey.cli.console.Console;
import covey.cli.session.SiteStarter;
import covey.http.Site;
import covey.study.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Wires command line, pages and engine, and starts the one that was asked for. */
public final class Main {
    private Main() {}

    /** The program. Ctrl-C closes what is open, which cancels a running query, before the process ends. */
    public static void main(String[] arguments) {
        CommandLineFace face =
                new CommandLineFace(Console.ofProcess(System.getenv(), Clock.systemUTC()), version(), Main::start);
        Thread cancel = new Thread(face::interrupt, "cancel");
        Runtime.getRuntime().addShutdownHook(cancel);
        System.exit(face.run(List.of(arguments)));
    }

    /**
     * The same in this process, for tests and tools: prints where it is told, ends nothing.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err, Map<String, String> environment) {
        Console console = new Console(out, err, environment, Clock.systemUTC());
        return new CommandLineFace(console, version(), Main::start).run(arguments);
    }

    /** Covey's version, as the build wrote it. */
    static String version() {
        try (InputStream stream = Main.class.getResourceAsStream("version.txt")) {
            return stream == null ? "unknown" : new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SiteStarter.Site start(Workspace workspace, int port) throws IOException {
        Site site = Site.start(workspace, port);
        return new SiteStarter.Site() {
            @Override
            public URI address() {
                return site.address();
            }

            @Override
            public void close() {
                site.close();
            }
        };
    }
}
