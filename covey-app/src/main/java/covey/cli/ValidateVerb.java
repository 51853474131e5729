package covey.cli;

import covey.cli.console.JsonDocument;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.project.source.Fault;
import covey.study.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code covey validate}: every file against the schema, then against the warehouse. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Checks every file against the schema and the warehouse, one line a fault with its cure.",
            "",
            "A line names file:line, what is wrong, and the nearest right name. Exit code 1 when there is a fault.",
            "",
            "The assignment of a study that runs is compared with that of its plan: what moves units between arms or",
            "out is a fault, another salt is said with the share of units that change arm."
        },
        footer = {"", "Example:", "  covey validate --files-only"})
final class ValidateVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(names = "--files-only", description = "Do not look into the warehouse.")
    private boolean filesOnly;

    @Option(names = "--json", description = "One JSON document instead of lines.")
    private boolean json;

    ValidateVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            List<Fault> faults = workspace.validate();
            if (faults.isEmpty() && !filesOnly) {
                faults = workspace.validateAgainstWarehouse();
            }
            if (json) {
                JsonDocument.print(
                        faults.stream().map(ValidateVerb::document).toList(),
                        session.console().out());
            } else {
                faults.forEach(fault -> session.console().print("%s", fault));
            }
            workspace.assignments().changes(session.console().clock().instant()).stream()
                    .filter(change -> !change.refused())
                    .forEach(change -> session.console().say(change.said()));
            session.console().say(summary(faults.size()));
            return faults.isEmpty() ? 0 : 1;
        }
    }

    private String summary(int faults) {
        return switch (faults) {
            case 0 -> filesOnly ? "No fault in the files." : "No fault in the files, nor against the warehouse.";
            case 1 -> "1 fault.";
            default -> faults + " faults.";
        };
    }

    private static Map<String, Object> document(Fault fault) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", fault.where().file());
        map.put("line", fault.where().line());
        map.put("message", fault.message());
        map.put("cure", fault.cure());
        return map;
    }
}
