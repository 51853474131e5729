package covey.assignment;

import covey.assign.Arm;
import covey.assign.AssignmentException;
import covey.assign.Configuration;
import covey.assign.Experiment;
import covey.assign.Holdout;
import covey.assign.Layer;
import covey.assign.Overrides;
import covey.assign.Ramp;
import covey.assign.Slot;
import covey.assign.replay.UnitBuckets;
import covey.assign.rule.Attributes;
import covey.assign.rule.Condition;
import covey.assign.rule.Relation;
import covey.assign.rule.TextRelation;
import covey.assignment.StudyAssignment.ArmShare;
import covey.data.bucket.BucketPlan;
import covey.data.bucket.Recomputation;
import covey.method.SpecificationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A study's assignment in the terms of {@code covey.assign}, and the same in numbers of buckets for SQL. */
public final class StudyConfiguration {
    private static final String UNIT = "targetingKey";
    private static final int BUCKETS = UnitBuckets.COUNT;

    private StudyConfiguration() {}

    /**
     * The configuration as it stands at an instant.
     *
     * @throws SpecificationException when it cannot be used
     */
    public static Configuration of(StudyAssignment study, Instant at) {
        return of(List.of(study), at);
    }

    /** The same for those who were found in a log: whoever is in it was targeted, and the study had not ended for them. */
    static Configuration logged(StudyAssignment study, Instant at) {
        return of(List.of(study.openTo(Instant.MAX)), at);
    }

    /**
     * Several studies in one configuration.
     *
     * @throws SpecificationException when they have more than one holdout between them, or cannot be used
     */
    static Configuration of(List<StudyAssignment> studies, Instant at) {
        List<StudyAssignment.Holdout> holdouts =
                studies.stream().flatMap(s -> s.holdout().stream()).distinct().toList();
        if (holdouts.size() > 1) {
            throw new SpecificationException(
                    studies.getLast().location(),
                    "the studies have several holdouts: "
                            + String.join(
                                    ", ", holdouts.stream().map(h -> h.salt()).toList()),
                    "export them one by one");
        }
        Set<String> exempt = new LinkedHashSet<>();
        studies.stream().filter(s -> s.holdout().isEmpty()).forEach(s -> exempt.add(s.study()));
        Holdout holdout = holdouts.isEmpty()
                ? null
                : new Holdout(
                        holdouts.getFirst().salt(),
                        holdouts.getFirst().salt(),
                        UNIT,
                        holdouts.getFirst().share(),
                        exempt);
        List<Layer> layers = studies.stream()
                .flatMap(s -> s.slot().stream())
                .map(StudyAssignment.Slot::layer)
                .distinct()
                .map(name -> new Layer(name, name, UNIT))
                .toList();
        try {
            return Configuration.of(
                    layers,
                    holdout,
                    studies.stream()
                            .map(s -> experiment(s, at, audience(s), status(s, at)))
                            .toList());
        } catch (AssignmentException e) {
            throw new SpecificationException(studies.getFirst().location(), Objects.toString(e.getMessage(), ""), "");
        }
    }

    private static Experiment.Status status(StudyAssignment study, Instant at) {
        return at.isBefore(study.end()) ? Experiment.Status.RUNNING : Experiment.Status.OFF;
    }

    private static Experiment experiment(
            StudyAssignment study, Instant at, Condition audience, Experiment.Status status) {
        return new Experiment(
                study.study(),
                study.salt(),
                UNIT,
                arms(study),
                fallback(study),
                audience,
                slot(study),
                ramp(study, at),
                new Overrides(study.overrides(), List.of()),
                status,
                Map.of("study", study.study(), "unit", study.unit()));
    }

    /** Every stage of the ramp, and the one that holds. */
    private static Ramp ramp(StudyAssignment study, Instant at) {
        if (study.ramp().isEmpty()) {
            return Ramp.full();
        }
        List<Double> shares = new ArrayList<>(List.of(0.0));
        int stage = 0;
        for (StudyAssignment.RampStep step : study.ramp()) {
            shares.add(step.share());
            stage += step.at().isAfter(at) ? 0 : 1;
        }
        return new Ramp(shares, stage);
    }

    private static List<Arm> arms(StudyAssignment study) {
        return study.arms().stream()
                .filter(a -> a.share() > 0)
                .map(a -> new Arm(a.arm(), a.share(), a.served()))
                .toList();
    }

    private static Object fallback(StudyAssignment study) {
        return study.arms().stream()
                .filter(ArmShare::control)
                .findFirst()
                .orElse(study.arms().getFirst())
                .served();
    }

    private static @org.jspecify.annotations.Nullable Slot slot(StudyAssignment study) {
        return study.slot().map(s -> new Slot(s.layer(), s.from(), s.to())).orElse(null);
    }

    private static Condition audience(StudyAssignment study) {
        List<Condition> all =
                study.targeting().stream().map(c -> condition(study, c)).toList();
        return all.isEmpty() ? new Condition.Everyone() : new Condition.All(all);
    }

    /** Whether one condition holds. */
    static boolean holds(StudyAssignment study, StudyAssignment.Condition c, Attributes attributes) {
        return condition(study, c).holds(attributes);
    }

    private static Condition condition(StudyAssignment study, StudyAssignment.Condition c) {
        String name = c.attribute();
        Object value = c.values().isEmpty() ? "" : c.values().getFirst();
        try {
            return switch (c.operator()) {
                case "equals" -> new Condition.Equal(name, value);
                case "not_equals" -> new Condition.Not(new Condition.Equal(name, value));
                case "in" -> in(name, c.values());
                case "not_in" -> new Condition.Not(in(name, c.values()));
                case "above" -> new Condition.Compare(name, Relation.GREATER, number(study, c));
                case "at_least" -> new Condition.Compare(name, Relation.AT_LEAST, number(study, c));
                case "below" -> new Condition.Compare(name, Relation.LESS, number(study, c));
                case "at_most" -> new Condition.Compare(name, Relation.AT_MOST, number(study, c));
                case "starts_with" -> new Condition.Text(name, TextRelation.STARTS_WITH, String.valueOf(value));
                case "ends_with" -> new Condition.Text(name, TextRelation.ENDS_WITH, String.valueOf(value));
                case "version_at_least" -> new Condition.Version(name, Relation.AT_LEAST, String.valueOf(value));
                case "version_below" -> new Condition.Version(name, Relation.LESS, String.valueOf(value));
                default -> throw new IllegalStateException("unread operator " + c.operator());
            };
        } catch (IllegalArgumentException e) {
            throw new SpecificationException(
                    study.location(), "design.targeting: " + Objects.toString(e.getMessage(), ""), "");
        }
    }

    /** One of several values, compared as {@code equals} compares. */
    private static Condition in(String name, List<Object> values) {
        Set<String> texts = new LinkedHashSet<>();
        List<Condition> others = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof String text) {
                texts.add(text);
            } else {
                others.add(new Condition.Equal(name, value));
            }
        }
        if (!texts.isEmpty()) {
            others.add(new Condition.In(name, texts));
        }
        return others.size() == 1 ? others.getFirst() : new Condition.Any(others);
    }

    private static double number(StudyAssignment study, StudyAssignment.Condition c) {
        if (c.values().getFirst() instanceof Number number) {
            return number.doubleValue();
        }
        throw new SpecificationException(
                study.location(),
                "design.targeting compares " + c.attribute() + " " + c.operator() + " '"
                        + c.values().getFirst() + "', which is no number",
                "use version_at_least or version_below for versions");
    }

    /**
     * The same in buckets, as it stands at an instant. Targeting is left out: SQL knows no attributes of the request.
     */
    public static BucketPlan buckets(StudyAssignment study, Instant at) {
        List<BucketPlan.Gate> gates = new ArrayList<>();
        study.holdout()
                .ifPresent(h ->
                        gates.add(new BucketPlan.Gate("held out: " + h.salt(), h.salt(), rounded(h.share()), BUCKETS)));
        Slot slot = slot(study);
        if (slot != null) {
            gates.add(new BucketPlan.Gate(
                    "another slot of layer " + slot.layer(), slot.layer(), rounded(slot.from()), rounded(slot.to())));
        }
        List<BucketPlan.ArmBuckets> arms = new ArrayList<>();
        List<Arm> shares = arms(study);
        double sum = 0;
        int from = 0;
        for (int i = 0; i < shares.size(); i++) {
            sum += shares.get(i).share();
            int to = i == shares.size() - 1 ? BUCKETS : rounded(sum);
            arms.add(new BucketPlan.ArmBuckets(shares.get(i).name(), from, to));
            from = to;
        }
        return new BucketPlan(study.salt(), arms, rounded(study.entered(at)), gates, study.overrides());
    }

    /** The same for units that entered at different times of a ramp. */
    static Recomputation recomputation(StudyAssignment study) {
        return new Recomputation(
                buckets(study, study.end()),
                study.ramp().stream()
                        .map(step -> new Recomputation.Stage(step.at(), rounded(step.share())))
                        .toList());
    }

    private static int rounded(double share) {
        return (int) Math.round(share * BUCKETS);
    }
}
