package covey.assign;

import covey.assign.hash.Bucketing;
import covey.assign.hash.Digests;
import covey.assign.rule.Attributes;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One experiment ready to evaluate: every answer it can give exists already, so that giving it allocates nothing. */
final class CompiledExperiment {
    private final Experiment experiment;
    private final Bucketing bucketing;
    private final @Nullable Bucketing layer;
    private final @Nullable Bucketing holdout;
    private final int heldOut;
    private final int slotFrom;
    private final int slotTo;
    private final int entered;
    private final int[] ends;
    private final Assignment[] split;
    private final Map<String, Assignment> overridden = new HashMap<>();
    private final List<Segment> segments;
    private final Map<Reason, Assignment> outside = new EnumMap<>(Reason.class);

    CompiledExperiment(Experiment experiment, @Nullable Layer layer, @Nullable Holdout holdout) {
        this.experiment = experiment;
        this.bucketing = Bucketing.of(experiment.salt());
        this.layer = layer == null ? null : Bucketing.of(layer.salt());
        boolean held = holdout != null && !holdout.exempt().contains(experiment.key());
        this.holdout = held ? Bucketing.of(Objects.requireNonNull(holdout).salt()) : null;
        this.heldOut = held ? buckets(Objects.requireNonNull(holdout).share()) : 0;
        Slot slot = experiment.slot();
        this.slotFrom = slot == null ? 0 : slot.firstBucket();
        this.slotTo = slot == null ? Bucketing.BUCKETS : slot.endBucket();
        this.entered = buckets(experiment.ramp().share());
        this.ends = ends(experiment.arms());
        this.split = experiment.arms().stream()
                .map(a -> assignment(a.name(), a.value(), Reason.SPLIT))
                .toArray(Assignment[]::new);
        for (Arm arm : experiment.arms()) {
            overridden.put(arm.name(), assignment(arm.name(), arm.value(), Reason.OVERRIDE));
        }
        this.segments = experiment.overrides().segments();
        for (Reason reason : Reason.values()) {
            outside.put(reason, assignment(null, experiment.fallback(), reason));
        }
    }

    private Assignment assignment(@Nullable String arm, Object value, Reason reason) {
        return new Assignment(experiment.key(), arm, value, reason, experiment.unit(), experiment.metadata());
    }

    private static int buckets(double share) {
        return (int) Math.round(share * Bucketing.BUCKETS);
    }

    /** Ends of the arms' bucket ranges; the last is the number of buckets whatever the shares round to. */
    private static int[] ends(List<Arm> arms) {
        int[] ends = new int[arms.size()];
        double sum = 0;
        for (int i = 0; i < ends.length; i++) {
            sum += arms.get(i).share();
            ends[i] = i == ends.length - 1 ? Bucketing.BUCKETS : buckets(sum);
        }
        return ends;
    }

    Experiment experiment() {
        return experiment;
    }

    Assignment evaluate(Attributes attributes) {
        Object unit = attributes.attribute(experiment.unit());
        if (unit instanceof String text) {
            return evaluate(text, attributes);
        }
        boolean whole = unit instanceof Long || unit instanceof Integer;
        return evaluate(whole ? String.valueOf(unit) : "", attributes);
    }

    Assignment evaluate(String unit, Attributes attributes) {
        if (experiment.status() == Experiment.Status.OFF) {
            return outside(Reason.DISABLED);
        }
        if (unit.isEmpty()) {
            return outside(Reason.UNIT_MISSING);
        }
        String given = override(unit, attributes);
        if (given != null) {
            return Objects.requireNonNull(overridden.get(given));
        }
        boolean targeted = experiment.audience().holds(attributes);
        if (holdout != null && layer != null && targeted) {
            Digests digests = Bucketing.digests(unit, holdout, layer, bucketing);
            if (Bucketing.entryBucket(digests.first()) < heldOut) {
                return outside(Reason.HOLDOUT);
            }
            return inSlot(digests.second()) ? bucketed(digests.third()) : outside(Reason.OTHER_SLOT);
        }
        if (holdout != null && Bucketing.entryBucket(holdout.digest(unit)) < heldOut) {
            return outside(Reason.HOLDOUT);
        }
        if (!targeted) {
            return outside(Reason.NOT_TARGETED);
        }
        boolean in = layer == null || inSlot(layer.digest(unit));
        return in ? bucketed(bucketing.digest(unit)) : outside(Reason.OTHER_SLOT);
    }

    private @Nullable String override(String unit, Attributes attributes) {
        String given = experiment.overrides().units().get(unit);
        for (int i = 0; given == null && i < segments.size(); i++) {
            given = segments.get(i).who().holds(attributes) ? segments.get(i).arm() : null;
        }
        return given;
    }

    private boolean inSlot(long digest) {
        int bucket = Bucketing.entryBucket(digest);
        return bucket >= slotFrom && bucket < slotTo;
    }

    private Assignment bucketed(long digest) {
        if (Bucketing.entryBucket(digest) >= entered) {
            return outside(Reason.NOT_RAMPED);
        }
        int bucket = Bucketing.armBucket(digest);
        int arm = 0;
        while (bucket >= ends[arm]) {
            arm++;
        }
        return split[arm];
    }

    private Assignment outside(Reason reason) {
        return Objects.requireNonNull(outside.get(reason));
    }
}
