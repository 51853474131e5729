package covey.cli.assign;

import covey.assignment.AssignmentState;
import covey.assignment.Assignments;
import covey.assignment.StudyAssignment;
import covey.cli.console.TextTable;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.Workspace;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code covey assign list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Every study that assigns: its place in the layers, its salt, and how far it is open.",
        footer = {"", "Example:", "  covey assign list --at 2026-03-05"})
final class ListCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private InstantOption instant = new InstantOption();

    @Mixin
    private JsonOption json = new JsonOption();

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            Assignments assignments = workspace.assignments();
            Instant when = instant.at().orElseGet(session.console().clock()::instant);
            List<AssignmentState> states = assignments.states(when);
            json.print(
                    session.console(),
                    () -> states.stream().map(ListCommand::document).toList(),
                    () -> table(states)
                            .lines()
                            .forEach(line -> session.console().print("%s", line)));
            assignments.faults().forEach(fault -> session.console().say(fault.toString()));
            return 0;
        }
    }

    private static TextTable table(List<AssignmentState> states) {
        TextTable table = new TextTable(
                "flag", "active", "open", "of all", "unit", "salt", "layer", "slot", "holdout", "arms", "next change");
        for (AssignmentState state : states) {
            StudyAssignment study = state.study();
            table.row(
                    study.study(),
                    state.phase().word(),
                    number(state.entered()),
                    number(state.shareOfAll()),
                    study.unit(),
                    study.salt(),
                    study.slot().map(StudyAssignment.Slot::layer).orElse("-"),
                    study.slot().map(StudyAssignment.Slot::toString).orElse("-"),
                    study.holdout().map(h -> h.salt() + " " + number(h.share())).orElse("-"),
                    String.join(
                            " ",
                            study.arms().stream()
                                    .map(a -> a.arm() + ":" + number(a.share()))
                                    .toList()),
                    state.next().map(Instant::toString).orElse("-"));
        }
        return table;
    }

    private static String number(double share) {
        return BigDecimal.valueOf(share)
                .round(new MathContext(6, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Map<String, Object> document(AssignmentState state) {
        StudyAssignment study = state.study();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("flag", study.study());
        map.put("phase", state.phase().word());
        map.put("active", state.phase() == AssignmentState.Phase.RUNNING);
        map.put("unit", study.unit());
        map.put("salt", study.salt());
        map.put("layer", study.slot().map(StudyAssignment.Slot::layer).orElse(null));
        map.put("slot", study.slot().map(s -> List.of(s.from(), s.to())).orElse(null));
        map.put("holdout", study.holdout().map(ListCommand::holdout).orElse(null));
        map.put("entered", state.entered());
        map.put("share_of_all", state.shareOfAll());
        map.put("ramp", study.ramp().stream().map(ListCommand::step).toList());
        map.put("arms", study.arms().stream().map(ListCommand::arm).toList());
        map.put("targeted", !study.targeting().isEmpty());
        map.put("overrides", study.overrides().size());
        map.put("start", study.start().toString());
        map.put("end", study.end().toString());
        map.put("next_change", state.next().map(Instant::toString).orElse(null));
        return map;
    }

    private static Map<String, Object> holdout(StudyAssignment.Holdout holdout) {
        return Map.of("name", holdout.salt(), "share", holdout.share());
    }

    private static Map<String, Object> step(StudyAssignment.RampStep step) {
        return Map.of("at", step.at().toString(), "share", step.share());
    }

    private static Map<String, Object> arm(StudyAssignment.ArmShare arm) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", arm.arm());
        map.put("share", arm.share());
        map.put("value", arm.served());
        map.put("control", arm.control());
        return map;
    }
}
