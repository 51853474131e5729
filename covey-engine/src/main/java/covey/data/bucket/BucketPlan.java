package covey.data.bucket;

import java.util.List;
import java.util.Map;

/**
 * An assignment in numbers of buckets, of which each salt has 1,000,000.
 *
 * @param salt salt of the experiment: its entry bucket decides who is in, its arm bucket which arm
 * @param arms arms in order
 * @param entered the experiment takes units with an entry bucket below
 * @param before conditions on entry buckets of other salts, such as a holdout and the layer
 * @param overrides arm by unit; nothing else counts for these
 */
public record BucketPlan(
        String salt, List<ArmBuckets> arms, int entered, List<Gate> before, Map<String, String> overrides) {
    public BucketPlan {
        arms = List.copyOf(arms);
        before = List.copyOf(before);
        overrides = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(overrides));
    }

    /**
     * An arm and its arm buckets.
     *
     * @param arm arm
     * @param from first bucket
     * @param to end, exclusive
     */
    public record ArmBuckets(String arm, int from, int to) {}

    /**
     * Units whose entry bucket under a salt lies in [from, to).
     *
     * @param name what it is, for a comment
     * @param salt salt
     * @param from first bucket
     * @param to end, exclusive
     */
    public record Gate(String name, String salt, int from, int to) {}
}
