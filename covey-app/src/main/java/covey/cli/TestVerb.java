package covey.cli;

import covey.cli.console.JsonDocument;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.TestResult;
import covey.study.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code covey test}: metric tests on fixtures. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Runs the tests of metrics on their fixtures. Exit code 1 when one does not pass.",
        footer = {"", "Example:", "  covey test --json"})
final class TestVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(names = "--json", description = "One JSON document instead of lines.")
    private boolean json;

    TestVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            List<TestResult> results = workspace.test();
            if (json) {
                JsonDocument.print(
                        results.stream().map(TestVerb::document).toList(),
                        session.console().out());
            } else {
                results.forEach(this::print);
            }
            long failed = results.stream()
                    .filter(r -> r.verdict() != TestResult.Verdict.PASS)
                    .count();
            session.console()
                    .say(
                            results.isEmpty()
                                    ? "The project declares no metric test."
                                    : results.size() - failed + " of " + results.size() + " metric tests passed.");
            return failed == 0 ? 0 : 1;
        }
    }

    private void print(TestResult result) {
        String verdict = result.verdict().name().toLowerCase(Locale.ROOT);
        String message = result.message().isEmpty() ? "" : "  " + result.message();
        session.console().print("%-5s  %s  %s%s", verdict, result.location(), result.metric(), message);
    }

    private static Map<String, Object> document(TestResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("metric", result.metric());
        map.put("location", result.location());
        map.put("verdict", result.verdict().name().toLowerCase(Locale.ROOT));
        map.put("message", result.message());
        return map;
    }
}
