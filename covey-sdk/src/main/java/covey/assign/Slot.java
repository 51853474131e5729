package covey.assign;

import covey.assign.hash.Bucketing;

/** The part of a layer that an experiment owns: fractions, half open, as in 0 to .25. */
public record Slot(String layer, double from, double to) {
    int firstBucket() {
        return (int) Math.round(from * Bucketing.BUCKETS);
    }

    int endBucket() {
        return (int) Math.round(to * Bucketing.BUCKETS);
    }
}
