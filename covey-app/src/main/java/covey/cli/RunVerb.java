package covey.cli;

import covey.cli.console.JsonDocument;
import covey.cli.console.Paths;
import covey.cli.console.ProgressLine;
import covey.cli.console.Stopwatch;
import covey.cli.session.Moment;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.result.StudyResult;
import covey.study.CoveyException;
import covey.study.RunReport;
import covey.study.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey run}: computes studies and stores their results. One failing study never stops the rest. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs studies against the warehouse and stores their results.",
            "",
            "Selectors as in dbt: a name, kind:experiment, tag:h1, path:studies/feed, metric:ctr+; without one, every study. "
                    + "One study prints its scorecard, several print a line each; one that fails never stops the rest. Exit code 0 "
                    + "whatever a result says, unless --fail-on; 2 when a study is wrong, 3 when the warehouse failed."
        },
        footer = {"", "Example:", "  covey run kind:experiment --exclude old_ranker --as-of 2026-03-29"})
final class RunVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(arity = "0..*", paramLabel = "SELECTOR", description = "Which studies. Default: all.")
    private List<String> selectors = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "SELECTOR", description = "Leaves these out; may be repeated.")
    private List<String> excludes = new ArrayList<>();

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            converter = Moment.InstantReader.class,
            description = "Data as they stood then, such as 2026-03-29.")
    private @Nullable Instant asOf;

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            split = ",",
            description = "Exit 1 when a result is that: ${COMPLETION-CANDIDATES}.")
    private List<FailOn> failOn = new ArrayList<>();

    @Option(names = "--dry-run", description = "Says which studies would run, in which order, and runs none.")
    private boolean dryRun;

    @Option(names = "--json", description = "One JSON document instead of text.")
    private boolean json;

    RunVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            List<String> studies = workspace.select(selectors, excludes);
            if (studies.isEmpty()) {
                session.console()
                        .say(
                                selectors.isEmpty() && excludes.isEmpty()
                                        ? "covey run: the project declares no study; add one to studies/"
                                        : "covey run: nothing is selected by " + String.join(" ", selectors)
                                                + "; `covey list study` names what there is");
                return selectors.isEmpty() && excludes.isEmpty() ? 0 : 2;
            }
            if (dryRun) {
                return names(studies);
            }
            return runAll(workspace, studies);
        }
    }

    private int names(List<String> studies) {
        if (json) {
            JsonDocument.print(studies, session.console().out());
        } else {
            studies.forEach(name -> session.console().print("%s", name));
        }
        return 0;
    }

    private int runAll(Workspace workspace, List<String> studies) {
        int exit = 0;
        List<Map<String, Object>> documents = new ArrayList<>();
        for (String study : studies) {
            Stopwatch watch = new Stopwatch(session.console().clock());
            try {
                RunReport report = run(workspace, study);
                print(report, watch, studies.size() == 1);
                documents.add(document(report, watch));
                exit = Math.max(exit, failOn.stream().anyMatch(f -> f.holds(report.result())) ? 1 : 0);
            } catch (CoveyException e) {
                session.say("covey run: " + study, e);
                documents.add(document(study, e));
                exit = Math.max(exit, e.exit().code());
            }
        }
        if (json) {
            JsonDocument.print(documents, session.console().out());
        }
        return exit;
    }

    private RunReport run(Workspace workspace, String study) {
        try (ProgressLine progress = new ProgressLine(session.console(), study)) {
            return workspace.run(study, Optional.ofNullable(asOf), progress);
        }
    }

    private void print(RunReport report, Stopwatch watch, boolean alone) {
        StudyResult result = report.result();
        if (!json) {
            if (alone) {
                session.console()
                        .print("%s", Rendering.table(result, session.console()).stripTrailing());
            } else {
                session.console().print("%-24s %6s  %s", result.study().name(), watch, Rendering.headline(result));
            }
        }
        session.console()
                .say(result.study().name() + "@" + result.run() + " stored in " + Paths.fromHere(report.folder()) + " ("
                        + watch + ")");
    }

    private static Map<String, Object> document(RunReport report, Stopwatch watch) {
        StudyResult result = report.result();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("study", result.study().name());
        map.put("run", result.run());
        map.put("invalidated", result.invalidated());
        map.put("headline", Rendering.headline(result));
        map.put("folder", report.folder().toString());
        map.put("seconds", watch.seconds());
        return map;
    }

    private static Map<String, Object> document(String study, CoveyException fault) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("study", study);
        map.put("error", fault.getMessage());
        map.put("advice", fault.advice());
        map.put("exit", fault.exit().code());
        return map;
    }
}
