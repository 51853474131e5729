package covey.assign;

import covey.assign.rule.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one experiment assigns.
 *
 * @param salt decides, with the unit id, who enters and which arm; a new one draws again
 * @param unit the attribute that holds the unit id, as in {@code targetingKey}, {@code device} or {@code session}
 * @param fallback the value outside the experiment
 * @param audience who may enter
 * @param slot the part of a layer it owns, or null when it stands alone
 */
public record Experiment(
        String key,
        String salt,
        String unit,
        List<Arm> arms,
        Object fallback,
        Condition audience,
        @Nullable Slot slot,
        Ramp ramp,
        Overrides overrides,
        Status status,
        Map<String, Object> metadata) {
    /** Whether an experiment assigns at all. */
    public enum Status {
        RUNNING,
        OFF
    }

    public Experiment {
        arms = List.copyOf(arms);
        metadata = Map.copyOf(metadata);
    }

    /** Open to everyone, salted by its key, by OpenFeature's targeting key; outside it the first arm's value. */
    public static Experiment of(String key, List<Arm> arms) {
        Object fallback = arms.isEmpty() ? "" : arms.get(0).value();
        return new Experiment(
                key,
                key,
                "targetingKey",
                arms,
                fallback,
                new Condition.Everyone(),
                null,
                Ramp.full(),
                Overrides.none(),
                Status.RUNNING,
                Map.of());
    }

    /** Drawn again under another salt: every unit may change its arm, and exposures before and after must not be pooled. */
    public Experiment salted(String other) {
        return new Experiment(key, other, unit, arms, fallback, audience, slot, ramp, overrides, status, metadata);
    }

    /** By another unit. */
    public Experiment by(String other) {
        return new Experiment(key, salt, other, arms, fallback, audience, slot, ramp, overrides, status, metadata);
    }

    /** For these units only. */
    public Experiment among(Condition other) {
        return new Experiment(key, salt, unit, arms, fallback, other, slot, ramp, overrides, status, metadata);
    }

    /** In a slot of a layer. */
    public Experiment in(Slot other) {
        return new Experiment(key, salt, unit, arms, fallback, audience, other, ramp, overrides, status, metadata);
    }

    /** Opened so far. */
    public Experiment ramped(Ramp other) {
        return new Experiment(key, salt, unit, arms, fallback, audience, slot, other, overrides, status, metadata);
    }

    /** With arms given by hand. */
    public Experiment overridden(Overrides other) {
        return new Experiment(key, salt, unit, arms, fallback, audience, slot, ramp, other, status, metadata);
    }
}
