package covey.assign.exposure;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.Hook;
import dev.openfeature.sdk.HookContext;
import dev.openfeature.sdk.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Notes each exposure of Covey's experiments after its evaluation: once per experiment, arm and unit within a window, with a
 * bounded memory. What memory has dropped may be written again; the analysis takes the first. Evaluations that gave no arm
 * (holdout, audience, ramp, errors) and plain flags are no exposures. A disk that refuses never changes an evaluation:
 * OpenFeature logs it, and {@link #failures} counts it.
 */
public final class ExposureHook implements Hook<Object> {
    private static final Set<String> EXPOSED = Set.of("SPLIT", "OVERRIDE");

    private record Key(String experiment, String arm, String unitType, String unit) {}

    private final SegmentWriter writer;
    private final InstantSource clock;
    private final Duration window;
    private final Map<Key, Instant> recent;
    private final AtomicLong failures = new AtomicLong();

    /** Remembers so many exposures for so long. */
    public ExposureHook(SegmentWriter writer, InstantSource clock, Duration window, int remembered) {
        this.writer = writer;
        this.clock = clock;
        this.window = window;
        this.recent = new Recent(remembered);
    }

    private static final class Recent extends LinkedHashMap<Key, Instant> {
        private final int limit;

        Recent(int limit) {
            this.limit = limit;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Instant> eldest) {
            return size() > limit;
        }
    }

    @Override
    public void finallyAfter(
            HookContext<Object> context, FlagEvaluationDetails<Object> details, Map<String, Object> hints) {
        String reason = details.getFlagMetadata() == null
                ? null
                : details.getFlagMetadata().getString("covey.reason");
        String unitType = reason == null ? null : details.getFlagMetadata().getString("covey.unit");
        String arm = details.getVariant();
        if (reason == null || unitType == null || arm == null || !EXPOSED.contains(reason)) {
            return;
        }
        String unit = unit(context.getCtx(), unitType);
        if (unit != null) {
            note(new Key(context.getFlagKey(), arm, unitType, unit), reason);
        }
    }

    private static @Nullable String unit(EvaluationContext context, String unitType) {
        if (unitType.equals(EvaluationContext.TARGETING_KEY)) {
            return context.getTargetingKey();
        }
        Value value = context.getValue(unitType);
        return value == null || value.isNull() ? null : String.valueOf(value.asObject());
    }

    private synchronized void note(Key key, String reason) {
        Instant now = clock.instant();
        Instant before = recent.get(key);
        if (before != null && now.isBefore(before.plus(window))) {
            return;
        }
        try {
            writer.append(key.experiment, key.arm, key.unitType, key.unit, reason);
            recent.remove(key);
            recent.put(key, now);
        } catch (IOException e) {
            failures.incrementAndGet();
            throw new UncheckedIOException("an exposure of " + key.experiment + " could not be written", e);
        }
    }

    /** Exposures that could not be written. */
    public long failures() {
        return failures.get();
    }
}
