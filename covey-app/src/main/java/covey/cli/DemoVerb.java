package covey.cli;

import covey.cli.console.Console;
import covey.cli.console.Paths;
import covey.cli.console.ProgressLine;
import covey.cli.console.Stopwatch;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.CoveyException;
import covey.study.ProjectSetup;
import covey.study.RunReport;
import covey.study.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code covey demo}: the tour. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "The tour: a simulated social network, every study run on it, the scorecard and the pages.",
            "",
            "The network is made by seed, and the true effects lie beside the data, so that answers can be checked. A large one "
                    + "takes many minutes and gigabytes."
        },
        footer = {"", "Example:", "  covey demo --size medium --seed 7 --folder /tmp/network"})
final class DemoVerb implements Callable<Integer> {
    private static final String LEADING = "new_ranker";

    private final Session session;

    @Option(names = "--size", paramLabel = "SIZE", description = "One of ${COMPLETION-CANDIDATES}. Default: small.")
    private Size size = Size.small;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Seed of every random choice. Default: 1.")
    private long seed = 1;

    @Option(names = "--folder", paramLabel = "DIR", description = "Where the project goes. Default: demo.")
    private Path folder = Path.of("demo");

    /** How large the simulated network is. */
    enum Size {
        small,
        medium,
        large
    }

    DemoVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Console console = session.console();
        Stopwatch total = new Stopwatch(console.clock());
        Path target = folder.toAbsolutePath().normalize();
        console.say("Simulating a " + size + " social network (seed " + seed + ") in " + Paths.fromHere(target));
        try (ProgressLine progress = new ProgressLine(console, "simulation")) {
            ProjectSetup.demo(target, size.name(), seed, progress);
        }
        console.say("Simulated in " + total);
        int exit = runAll(ProjectOptions.of(target));
        console.say("Whole tour: " + total + ". Next: `covey explain " + LEADING + "/clicks --project "
                + Paths.fromHere(target) + "`");
        return exit;
    }

    private int runAll(ProjectOptions project) throws IOException {
        Console console = session.console();
        int exit = 0;
        Map<String, RunReport> reports = new LinkedHashMap<>();
        List<Path> pages = new ArrayList<>();
        try (Workspace workspace = session.open(project)) {
            for (String study : workspace.select(List.of(), List.of())) {
                Stopwatch watch = new Stopwatch(console.clock());
                try (ProgressLine progress = new ProgressLine(console, study)) {
                    reports.put(study, workspace.run(study, Optional.empty(), progress));
                } catch (CoveyException e) {
                    session.say("covey demo: " + study, e);
                    exit = Math.max(exit, e.exit().code());
                    continue;
                }
                RunReport report = reports.get(study);
                if (report != null) {
                    console.print("%-24s %6s  %s", study, watch, Rendering.headline(report.result()));
                    pages.add(ReportVerb.write(
                            report.result(),
                            ReportVerb.Format.html,
                            project.folder().resolve(ReportVerb.PAGES)));
                }
            }
        }
        print(Optional.ofNullable(reports.get(LEADING)), pages);
        return exit;
    }

    private void print(Optional<RunReport> leading, List<Path> pages) {
        leading.ifPresent(report -> session.console()
                .print(
                        "%n%s",
                        Rendering.table(report.result(), session.console()).stripTrailing()));
        if (!pages.isEmpty()) {
            session.console().print("%nPages:");
        }
        pages.forEach(page -> session.console().print("  %s", Paths.fromHere(page)));
    }
}
