package covey.cli.assign;

import covey.assign.Assignment;
import covey.assignment.Assignments;
import covey.assignment.Evaluation;
import covey.assignment.StudyAssignment;
import covey.cli.console.Console;
import covey.cli.console.TextTable;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code covey assign evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "The arm of one unit, why, and the way to it.",
        footer = {"", "Example:", "  covey assign evaluate new_ranker --unit u17 --attribute country=DE"})
final class EvaluateCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private StudyArgument study = new StudyArgument();

    @Option(names = "--unit", paramLabel = "ID", required = true, description = "Id of the unit.")
    private String unit = "";

    @Option(names = "--attribute", paramLabel = "NAME=VALUE", description = "What targeting asks for.")
    private Map<String, String> attributes = new LinkedHashMap<>();

    @Mixin
    private InstantOption instant = new InstantOption();

    @Mixin
    private JsonOption json = new JsonOption();

    EvaluateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            Assignments assignments = workspace.assignments();
            Map<String, Object> values = new LinkedHashMap<>();
            StudyAssignment declared = assignments.declared(study.name());
            attributes.forEach((name, text) -> values.put(name, declared.versioned(name) ? text : value(text)));
            Instant when = instant.at().orElseGet(session.console().clock()::instant);
            Evaluation evaluation = assignments.evaluate(study.name(), unit, values, when);
            json.print(session.console(), () -> document(evaluation), () -> print(evaluation));
            return 0;
        }
    }

    /** Text, but for numbers and truth values: a version such as 2.10.0 stays text. */
    private static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return text.matches("-?[0-9]{1,15}(\\.[0-9]+)?") ? (Object) Double.valueOf(text) : text;
    }

    private void print(Evaluation evaluation) {
        Console console = session.console();
        Assignment assignment = evaluation.assignment();
        console.print("unit    %s", evaluation.unit());
        console.print("arm     %s", assignment.arm() == null ? "none" : assignment.arm());
        console.print("value   %s", String.valueOf(assignment.value()));
        console.print("reason  %s", reason(assignment));
        TextTable table = new TextTable("", "step", "bucket", "");
        for (Evaluation.Step step : evaluation.path()) {
            table.row("", step.name(), step.bucket() < 0 ? "" : String.valueOf(step.bucket()), step.verdict());
        }
        table.lines().forEach(line -> console.print("%s", line));
    }

    private static String reason(Assignment assignment) {
        return switch (assignment.reason()) {
            case SPLIT -> "SPLIT: randomised by its buckets, of which each salt has 1,000,000";
            case OVERRIDE -> "OVERRIDE: given by hand, not randomised; the analysis leaves such units out";
            case HOLDOUT -> "HOLDOUT: kept out of every study with this holdout";
            case NOT_TARGETED -> "NOT_TARGETED: design.targeting leaves it out";
            case OTHER_SLOT -> "OTHER_SLOT: its place in the layer belongs to another study or to none";
            case NOT_RAMPED -> "NOT_RAMPED: the ramp has not reached it; --at asks for another time";
            case UNIT_MISSING -> "UNIT_MISSING: there is no id";
            case DISABLED -> "DISABLED: the study has ended; --at asks for another time";
            default -> assignment.reason().name();
        };
    }

    private static Map<String, Object> document(Evaluation evaluation) {
        Map<String, Object> map = new LinkedHashMap<>();
        Assignment assignment = evaluation.assignment();
        map.put("study", assignment.experiment());
        map.put("unit", evaluation.unit());
        map.put("arm", assignment.arm());
        map.put("value", assignment.value());
        map.put("reason", assignment.reason().name());
        List<Map<String, Object>> path = new ArrayList<>();
        for (Evaluation.Step step : evaluation.path()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("step", step.name());
            one.put("bucket", step.bucket() < 0 ? null : step.bucket());
            one.put("verdict", step.verdict());
            path.add(one);
        }
        map.put("path", path);
        return map;
    }
}
