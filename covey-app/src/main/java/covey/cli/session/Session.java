package covey.cli.session;

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
public final class Session {
    private final Console console;
    private final String version;
    private final SiteStarter sites;
    private final Set<Workspace> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile Path project = Path.of("");

    /** With its console, its version and what starts the pages. */
    public Session(Console console, String version, SiteStarter sites) {
        this.console = console;
        this.version = version;
        this.sites = sites;
    }

    /** Where to read and print. */
    public Console console() {
        return console;
    }

    /** Says a user's fault: what happened and, on its own line, what to do. */
    public void say(String who, CoveyException fault) {
        String advice = fault.advice();
        String what = who + ": " + fault.getMessage();
        console.say(advice == null || advice.isBlank() ? what : what + System.lineSeparator() + "  " + advice);
    }

    /** The version of Covey. */
    public String version() {
        return version;
    }

    /** What starts the pages. */
    public SiteStarter sites() {
        return sites;
    }

    /** The project folder last asked for; where a crash log goes. */
    public Path project() {
        return project;
    }

    /** Opens the project; closed by {@link #interrupt} too. */
    public Workspace open(ProjectOptions options) {
        project = options.folder();
        Surroundings surroundings =
                new Surroundings(console.environment(), console.clock(), console.home(), options.target(), version);
        Workspace workspace = Workspace.open(project, surroundings);
        open.add(workspace);
        return workspace;
    }

    /** Closes what is open, which cancels a running query. Safe to call from another thread, any number of times. */
    public void interrupt() {
        interrupted.countDown();
        for (Workspace workspace : List.copyOf(open)) {
            if (open.remove(workspace)) {
                workspace.cancel();
                workspace.close();
            }
        }
    }

    /** Nothing is open any more. */
    public void finished() {
        open.clear();
    }

    /** Waits until {@link #interrupt}. */
    public void awaitInterrupt() {
        try {
            interrupted.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
