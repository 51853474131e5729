package covey.assignment;

import covey.assignment.StudyAssignment.ArmShare;
import covey.assignment.StudyAssignment.Condition;
import covey.assignment.StudyAssignment.Holdout;
import covey.assignment.StudyAssignment.RampStep;
import covey.assignment.StudyAssignment.Slot;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.project.source.Names;
import covey.project.source.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the assignment that a study declares in {@code treatment} and {@code design}. */
public final class AssignmentReader {
    /** What a condition on an attribute may ask. */
    static final List<String> OPERATORS = List.of(
            "equals",
            "not_equals",
            "in",
            "not_in",
            "above",
            "at_least",
            "below",
            "at_most",
            "starts_with",
            "ends_with",
            "version_at_least",
            "version_below");

    private final Study study;
    private final Options design;

    private AssignmentReader(Study study) {
        this.study = study;
        this.design = study.design();
    }

    /**
     * The assignment of a study.
     *
     * @throws SpecificationException when a part of it cannot be meant
     */
    public static StudyAssignment read(Study study) {
        if (rerandomized(study)) {
            throw new SpecificationException(
                    study.design().location("randomize.rerandomize.covariates"),
                    "the arms of '" + study.name() + "' were drawn together by re-randomisation: no hash of an id gives"
                            + " them back",
                    "covey design writes them to results/" + study.name()
                            + "/assignment.csv (unit, arm): load it where arms are served, as overrides, and log the"
                            + " exposures");
        }
        return new AssignmentReader(study).read();
    }

    /** Whether the arms were drawn together, so that they are a file and no function of the id. */
    static boolean rerandomized(Study study) {
        return study.design().values().keySet().stream().anyMatch(k -> k.startsWith("randomize.rerandomize"));
    }

    private StudyAssignment read() {
        Study.Treatment treatment = study.treatment()
                .orElseThrow(() -> new SpecificationException(
                        study.location(),
                        "study '" + study.name() + "' has no treatment, so it assigns nobody",
                        "declare treatment.arms"));
        List<ArmShare> arms = treatment.arms().stream()
                .map(a -> new ArmShare(a.name(), a.value(), a.served(), a.share(), a.control()))
                .toList();
        return new StudyAssignment(
                study.name(),
                design.text("randomize.unit", study.unit()),
                design.text("salt", study.name()),
                arms,
                holdout(),
                slot(),
                targeting(),
                ramp(),
                overrides(arms),
                study.start(),
                study.end(),
                study.location());
    }

    private Optional<Holdout> holdout() {
        if (!design.has("holdout.name") && !design.has("holdout.share")) {
            return Optional.empty();
        }
        if (!design.has("holdout.name") || !design.has("holdout.share")) {
            throw fault(
                    design.has("holdout.name") ? "holdout.name" : "holdout.share",
                    "design.holdout needs both its name and its share",
                    "write it as holdout: {name: feed_2026, share: 0.05}, the same in every study it covers");
        }
        double share = design.number("holdout.share", 0);
        if (!(share > 0 && share < 1)) {
            throw fault(
                    "holdout.share",
                    "design.holdout.share is " + share + ", not between 0 and 1",
                    "write a share such as 0.05");
        }
        return Optional.of(new Holdout(design.text("holdout.name", ""), share));
    }

    private Optional<Slot> slot() {
        if (!design.has("slot")) {
            return design.has("layer")
                    ? Optional.of(new Slot(design.text("layer", ""), 0, 1, design.location("layer")))
                    : Optional.empty();
        }
        if (!design.has("layer")) {
            throw fault("slot", "design.slot is a part of a layer, and design.layer is not declared", "name the layer");
        }
        List<Object> ends = design.list("slot", List.of());
        if (ends.size() != 2 || !(ends.get(0) instanceof Number from) || !(ends.get(1) instanceof Number to)) {
            throw fault("slot", "design.slot is " + ends + ", not two shares", "write it as slot: [0, 0.5]");
        }
        if (!(from.doubleValue() >= 0 && from.doubleValue() < to.doubleValue() && to.doubleValue() <= 1)) {
            throw fault(
                    "slot",
                    "design.slot is [" + from + ", " + to + "), which is no part of [0, 1)",
                    "give a start below the end, both from 0 to 1");
        }
        return Optional.of(
                new Slot(design.text("layer", ""), from.doubleValue(), to.doubleValue(), design.location("slot")));
    }

    private List<RampStep> ramp() {
        List<RampStep> steps = new ArrayList<>();
        for (Object item : design.list("ramp", List.of())) {
            Map<?, ?> map = map("ramp", item, "{at: 2026-03-01, share: 0.05}");
            Instant at = Times.instant(
                            String.valueOf(map.get("at")), study.schema().zone())
                    .orElseThrow(() -> fault(
                            "ramp",
                            "design.ramp has a step at '" + map.get("at") + "', which is no date",
                            "write at: 2026-03-01"));
            if (!(map.get("share") instanceof Number share)
                    || !(share.doubleValue() >= 0 && share.doubleValue() <= 1)) {
                throw fault(
                        "ramp", "design.ramp has a step with share '" + map.get("share") + "'", "a share is 0 to 1");
            }
            if (!steps.isEmpty()) {
                grows(steps.getLast(), at, share.doubleValue());
            }
            steps.add(new RampStep(at, share.doubleValue()));
        }
        return steps;
    }

    private void grows(RampStep before, Instant at, double share) {
        if (!before.at().isBefore(at)) {
            throw fault(
                    "ramp",
                    "the step of design.ramp at " + at + " is not after the one at " + before.at(),
                    "order them by time");
        }
        if (share < before.share()) {
            throw fault(
                    "ramp",
                    "design.ramp shrinks from " + before.share() + " to " + share + " at " + at,
                    "a ramp only grows: units that leave an experiment spoil it; stop the study instead");
        }
    }

    private Map<String, String> overrides(List<ArmShare> arms) {
        List<String> names = arms.stream().map(ArmShare::arm).toList();
        Map<String, String> overrides = new LinkedHashMap<>();
        for (Object item : design.list("overrides", List.of())) {
            Map<?, ?> map = map("overrides", item, "{unit: u17, arm: " + names.getLast() + "}");
            if (!map.containsKey("unit") || !map.containsKey("arm")) {
                throw fault("overrides", "design.overrides has " + map + ", without unit or arm", "give both");
            }
            String arm = String.valueOf(map.get("arm"));
            String unit = String.valueOf(map.get("unit"));
            if (!names.contains(arm)) {
                throw fault(
                        "overrides",
                        "design.overrides gives unit '" + unit + "' the arm '" + arm
                                + "', which the study does not have",
                        Names.suggestion(arm, names));
            }
            if (overrides.put(unit, arm) != null) {
                throw fault("overrides", "design.overrides has unit '" + unit + "' twice", "keep one");
            }
        }
        return overrides;
    }

    private List<Condition> targeting() {
        List<Condition> conditions = new ArrayList<>();
        for (Object item : design.list("targeting", List.of())) {
            Map<?, ?> map = map("targeting", item, "{attribute: country, in: [DE, FR]}");
            if (!map.containsKey("attribute") || map.size() != 2) {
                throw fault(
                        "targeting",
                        "design.targeting has " + map + ", which is no condition",
                        "a condition is an attribute and one operator: " + String.join(", ", OPERATORS));
            }
            map.forEach((key, value) -> {
                String operator = String.valueOf(key);
                if (!operator.equals("attribute")) {
                    conditions.add(condition(String.valueOf(map.get("attribute")), operator, value));
                }
            });
        }
        return conditions;
    }

    private Condition condition(String attribute, String operator, Object value) {
        if (!OPERATORS.contains(operator)) {
            throw fault(
                    "targeting",
                    "design.targeting has the operator '" + operator + "'",
                    Names.suggestion(operator, OPERATORS));
        }
        boolean several = operator.equals("in") || operator.equals("not_in");
        if (several != value instanceof List<?>) {
            throw fault(
                    "targeting",
                    "design.targeting compares " + attribute + " " + operator + " " + value,
                    several ? operator + " takes a list" : operator + " takes one value");
        }
        return new Condition(
                attribute, operator, value instanceof List<?> list ? new ArrayList<>(list) : List.of(value));
    }

    private Map<?, ?> map(String key, Object item, String example) {
        if (item instanceof Map<?, ?> map) {
            return map;
        }
        throw fault(key, "design." + key + " has the item '" + item + "'", "write each as " + example);
    }

    private SpecificationException fault(String key, String message, String advice) {
        return new SpecificationException(design.location(key), message, advice);
    }
}
