package covey.data.bucket;

import java.time.Instant;
import java.util.List;

/**
 * An assignment that is recomputed for units that entered at different times.
 *
 * @param plan buckets; {@code entered} counts where there is no ramp
 * @param ramp how far the entry buckets reach from an instant on, in order of time, nobody before the first; empty for no ramp
 */
public record Recomputation(BucketPlan plan, List<Stage> ramp) {
    public Recomputation {
        ramp = List.copyOf(ramp);
    }

    /**
     * A step of the ramp.
     *
     * @param at from here on
     * @param entered units with an entry bucket below are in
     */
    public record Stage(Instant at, int entered) {}
}
