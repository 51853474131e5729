package covey.study.plan;

import covey.assignment.Assignments;
import covey.assignment.StudyAssignment;
import covey.assignment.StudyAssignment.ArmShare;
import covey.assignment.StudyAssignment.Condition;
import covey.assignment.StudyAssignment.Holdout;
import covey.assignment.StudyAssignment.RampStep;
import covey.assignment.StudyAssignment.Slot;
import covey.method.Study;
import covey.project.source.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The assignment that a plan registered, read from its lines. */
public final class PlannedAssignment {
    private static final Pattern ARM =
            Pattern.compile("(control|treatment), share ([^,]+), value (.*)", Pattern.DOTALL);
    private static final Pattern PAIR = Pattern.compile("\\[([^,\\]]+), ([^,\\]]+)\\]");
    private static final Pattern STEP = Pattern.compile("\\{([^}]*)\\}");

    private final Map<String, String> registered;
    private final Study study;
    private final StudyAssignment declared;

    private PlannedAssignment(Map<String, String> registered, Study study, StudyAssignment declared) {
        this.registered = registered;
        this.study = study;
        this.declared = declared;
    }

    /**
     * The registered assignment; empty when there is no plan, or one of a form that registered none.
     *
     * @param plan what is known of the plan
     * @param study the study as it is declared now
     * @param declared its assignment as it is declared now
     */
    public static Optional<Assignments.Planned> of(Registered plan, Study study, StudyAssignment declared) {
        return plan.file()
                .flatMap(PlanFile::read)
                .filter(p -> p.version() >= PlanFile.VERSION && p.registered().containsKey("design.salt"))
                .map(p -> new Assignments.Planned(
                        new PlannedAssignment(p.registered(), study, declared).assignment(),
                        "its plan of "
                                + Instant.parse(p.written())
                                        .atZone(study.schema().zone())
                                        .toLocalDate()));
    }

    private String text(String key) {
        return registered.getOrDefault("design." + key, "");
    }

    private StudyAssignment assignment() {
        return new StudyAssignment(
                declared.study(),
                registered.getOrDefault("unit", declared.unit()),
                text("salt"),
                arms(),
                text("holdout.name").isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Holdout(text("holdout.name"), Double.parseDouble(text("holdout.share")))),
                slot(),
                targeting(),
                ramp(study.schema().zone()),
                declared.overrides(),
                declared.start(),
                declared.end(),
                declared.location());
    }

    private List<ArmShare> arms() {
        List<ArmShare> arms = new ArrayList<>();
        registered.forEach((key, value) -> {
            Matcher arm = ARM.matcher(value);
            if (key.startsWith("arms.") && arm.matches()) {
                arms.add(new ArmShare(
                        key.substring("arms.".length()),
                        arm.group(3),
                        arm.group(3),
                        Double.parseDouble(arm.group(2)),
                        arm.group(1).equals("control")));
            }
        });
        return arms;
    }

    private Optional<Slot> slot() {
        Matcher pair = PAIR.matcher(text("slot"));
        boolean part = pair.matches();
        return text("layer").isEmpty()
                ? Optional.empty()
                : Optional.of(new Slot(
                        text("layer"),
                        part ? Double.parseDouble(pair.group(1)) : 0,
                        part ? Double.parseDouble(pair.group(2)) : 1,
                        declared.location()));
    }

    /** Conditions as they are declared, when they were registered so; else one that no audience declares. */
    private List<Condition> targeting() {
        String planned = text("targeting");
        return planned.equals(study.design().text("targeting", ""))
                ? declared.targeting()
                : planned.isEmpty() ? List.of() : List.of(new Condition("registered", "equals", List.of(planned)));
    }

    private List<RampStep> ramp(ZoneId zone) {
        List<RampStep> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text("ramp"));
        while (step.find()) {
            Optional<Instant> at = value(step.group(1), "at").flatMap(t -> Times.instant(t, zone));
            Optional<String> share = value(step.group(1), "share");
            if (at.isPresent() && share.isPresent()) {
                steps.add(new RampStep(at.get(), Double.parseDouble(share.get())));
            }
        }
        return steps;
    }

    private static Optional<String> value(String step, String key) {
        Matcher value = Pattern.compile("(?:^|, )" + key + "=([^,]+)").matcher(step);
        return value.find() ? Optional.of(value.group(1).strip()) : Optional.empty();
    }
}
