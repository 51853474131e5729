package covey.assign.replay;

import covey.assign.hash.Bucketing;

/**
 * The buckets of a unit under one salt, for retracing an answer; {@link Bucketing} says how they come about.
 *
 * @param entry entry bucket, 0 to 999,999
 * @param arm arm bucket, 0 to 999,999
 */
public record UnitBuckets(int entry, int arm) {
    /** Buckets of one salt. */
    public static final int COUNT = Bucketing.BUCKETS;

    /** The buckets of a unit. */
    public static UnitBuckets of(String salt, String unit) {
        long digest = Bucketing.of(salt).digest(unit);
        return new UnitBuckets(Bucketing.entryBucket(digest), Bucketing.armBucket(digest));
    }
}
