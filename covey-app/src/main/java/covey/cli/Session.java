package covey.cli;

import covey.cli.console.Console;
import covey.study.CoveyException;
import covey.study.Surroundings;
import covey.study.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** One call of the program: its console, its version, and the project it has open. */
final class Session {
    private final Console console;
    private final String version;
    private final SiteStarter sites;
    private final Set<Workspace> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile Path project = Path.of("");

    Session(Console console, String version, SiteStarter sites) {
        this.console = console;
        this.version = version;
        this.sites = sites;
    }

    Console console() {
        return console;
    }

    /** Says a user's fault: what happened and, on its own line, what to do. */
    void say(String who, CoveyException fault) {
        String advice = fault.advice();
        String what = who + ": " + fault.getMessage();
        console.say(advice == null || advice.isBlank() ? what : what + System.lineSeparator() + "  " + advice);
    }

    String version() {
        return version;
    }

    SiteStarter sites() {
        return sites;
    }

    /** The project folder last asked for; where a crash log goes. */
    Path project() {
        return project;
    }

    /** Opens the project; closed by {@link #interrupt} too. */
    Workspace open(ProjectOptions options) {
        project = options.folder();
        Surroundings surroundings =
                new Surroundings(console.environment(), console.clock(), console.home(), options.target(), version);
        Workspace workspace = Workspace.open(project, surroundings);
        open.add(workspace);
        return workspace;
    }

    /** Closes what is open, which cancels a running query. Safe to call from another thread, any number of times. */
    void interrupt() {
        interrupted.countDown();
        for (Workspace workspace : List.copyOf(open)) {
            if (open.remove(workspace)) {
                workspace.cancel();
                workspace.close();
            }
        }
    }

    /** Nothing is open any more. */
    void finished() {
        open.clear();
    }

    /** Waits until {@link #interrupt}. */
    void awaitInterrupt() {
        try {
            interrupted.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
