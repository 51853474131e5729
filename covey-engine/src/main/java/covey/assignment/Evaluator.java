package covey.assignment;

import covey.assign.Assignment;
import covey.assign.Configuration;
import covey.assign.Reason;
import covey.assign.replay.UnitBuckets;
import covey.assign.rule.Attributes;
import covey.assign.rule.SemanticVersion;
import covey.assignment.Evaluation.Step;
import covey.data.bucket.BucketPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Evaluates a study for one unit and retraces the way to the answer. */
public final class Evaluator {
    private final StudyAssignment study;
    private final Configuration configuration;
    private final BucketPlan plan;

    /** Of a study as it stands at an instant. */
    public Evaluator(StudyAssignment study, Instant at) {
        this.study = study;
        this.configuration = StudyConfiguration.of(study, at);
        this.plan = StudyConfiguration.buckets(study, at);
    }

    /** What the unit gets. */
    public Assignment assignment(String unit, Map<String, Object> attributes) {
        return Objects.requireNonNull(configuration.evaluate(study.study(), unit, Attributes.of(attributes)));
    }

    /** What the unit gets, and how. */
    public Evaluation evaluate(String unit, Map<String, Object> attributes) {
        Assignment assignment = assignment(unit, attributes);
        return new Evaluation(unit, assignment, path(unit, attributes, assignment.reason()));
    }

    private List<Step> path(String unit, Map<String, Object> attributes, Reason reason) {
        List<Step> path = new ArrayList<>();
        switch (reason) {
            case DISABLED -> path.add(new Step("period", -1, "the study ended " + study.end()));
            case UNIT_MISSING -> path.add(new Step("unit", -1, "there is no id to hash"));
            case OVERRIDE -> path.add(new Step("override", -1, "given by hand, nothing else counts"));
            default -> hashed(unit, attributes, reason, path);
        }
        return path;
    }

    private void hashed(String unit, Map<String, Object> attributes, Reason reason, List<Step> path) {
        study.holdout()
                .ifPresent(h ->
                        path.add(gate("holdout " + h.salt(), unit, plan.before().getFirst())));
        if (reason == Reason.HOLDOUT) {
            return;
        }
        if (!study.targeting().isEmpty()) {
            boolean left = reason == Reason.NOT_TARGETED;
            path.add(new Step("targeting", -1, left ? failed(attributes) : "every condition holds"));
        }
        if (reason == Reason.NOT_TARGETED) {
            return;
        }
        study.slot()
                .ifPresent(s ->
                        path.add(gate("layer " + s.layer(), unit, plan.before().getLast())));
        if (reason == Reason.OTHER_SLOT) {
            return;
        }
        UnitBuckets buckets = UnitBuckets.of(plan.salt(), unit);
        int entry = buckets.entry();
        if (!study.ramp().isEmpty()) {
            boolean in = entry < plan.entered();
            path.add(new Step("ramp", entry, (in ? "below " : "not below ") + plan.entered()));
        }
        if (reason == Reason.NOT_RAMPED) {
            return;
        }
        int bucket = buckets.arm();
        plan.arms().stream()
                .filter(a -> bucket >= a.from() && bucket < a.to())
                .forEach(a -> path.add(new Step("arm " + a.arm(), bucket, "in [" + a.from() + ", " + a.to() + ")")));
    }

    /** The first condition that does not hold, and what the unit has instead. */
    private String failed(Map<String, Object> attributes) {
        StudyAssignment.Condition condition = study.targeting().stream()
                .filter(c -> !StudyConfiguration.holds(study, c, Attributes.of(attributes)))
                .findFirst()
                .orElseThrow();
        Object found = attributes.get(condition.attribute());
        boolean version = condition.operator().startsWith("version_");
        boolean unread = version && found != null && SemanticVersion.completed(found.toString()) == null;
        String asked = condition.values().size() == 1
                ? String.valueOf(condition.values().getFirst())
                : String.valueOf(condition.values());
        return condition.attribute() + " " + condition.operator() + " " + asked + " does not hold: it is "
                + (found == null ? "not given" : "'" + found + "'" + (unread ? ", which is no version" : ""));
    }

    private static Step gate(String name, String unit, BucketPlan.Gate gate) {
        int bucket = UnitBuckets.of(gate.salt(), unit).entry();
        boolean in = bucket >= gate.from() && bucket < gate.to();
        return new Step(name, bucket, (in ? "in [" : "outside [") + gate.from() + ", " + gate.to() + ")");
    }
}
