package covey.cli;

import covey.cli.console.Console;
import covey.cli.console.JsonDocument;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.Check;
import covey.study.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code covey doctor}: is everything in place. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks JDK, project, warehouse and permissions; every fault has its fix.",
        footer = {"", "Example:", "  covey doctor --target prod"})
final class DoctorVerb implements Callable<Integer> {
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(names = "--json", description = "One JSON document instead of lines.")
    private boolean json;

    @Option(
            names = "--fail-on",
            paramLabel = "STATUS",
            description = "Exit 1 when there is one of: ${COMPLETION-CANDIDATES}, or worse.")
    private @Nullable Trouble failOn;

    /** What counts as trouble. */
    enum Trouble {
        warning,
        fault
    }

    DoctorVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            List<Check> checks = workspace.doctor();
            if (json) {
                JsonDocument.print(
                        checks.stream().map(DoctorVerb::document).toList(),
                        session.console().out());
            } else {
                checks.forEach(this::print);
            }
            return checks.stream().anyMatch(this::counts) ? 1 : 0;
        }
    }

    private boolean counts(Check check) {
        return failOn != null
                && (check.status() == Check.Status.FAULT
                        || (failOn == Trouble.warning && check.status() == Check.Status.WARNING));
    }

    private void print(Check check) {
        Console console = session.console();
        String word = switch (check.status()) {
            case OK -> "ok     ";
            case WARNING -> "warning";
            case FAULT -> "fault  ";
        };
        String colour = switch (check.status()) {
            case OK -> GREEN;
            case WARNING -> YELLOW;
            case FAULT -> RED;
        };
        String mark = console.outHasColour() ? colour + word + PLAIN : word;
        console.print("%s  %s: %s", mark, check.name(), check.message());
        if (!check.fix().isEmpty() && check.status() != Check.Status.OK) {
            console.print("         fix: %s", check.fix());
        }
    }

    private static Map<String, Object> document(Check check) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", check.name());
        map.put("status", check.status().name().toLowerCase(Locale.ROOT));
        map.put("message", check.message());
        map.put("fix", check.fix());
        return map;
    }
}
