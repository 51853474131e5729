package covey.stats.score;

/** Row numbers by ascending score: a stable radix sort of the doubles' bits, without an object per row. */
final class ScoreOrder {
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;

    private ScoreOrder() {}

    static int[] ascending(double[] scores) {
        int n = scores.length;
        long[] keys = new long[n];
        int[] rows = new int[n];
        for (int i = 0; i < n; i++) {
            // −0 and 0 are one score
            long bits = Double.doubleToRawLongBits(scores[i] + 0.0);
            keys[i] = bits ^ ((bits >> 63) | Long.MIN_VALUE);
            rows[i] = i;
        }
        long[] otherKeys = new long[n];
        int[] otherRows = new int[n];
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            if (pass(shift, keys, rows, otherKeys, otherRows)) {
                long[] k = keys;
                keys = otherKeys;
                otherKeys = k;
                int[] r = rows;
                rows = otherRows;
                otherRows = r;
            }
        }
        return rows;
    }

    /** Distributes by one digit; false when all keys have the same. */
    private static boolean pass(int shift, long[] keys, int[] rows, long[] toKeys, int[] toRows) {
        int[] starts = new int[BUCKETS + 1];
        for (long key : keys) {
            starts[(int) (key >>> shift & (BUCKETS - 1)) + 1]++;
        }
        for (int b = 0; b < BUCKETS; b++) {
            if (starts[b + 1] == keys.length) {
                return false;
            }
            starts[b + 1] += starts[b];
        }
        for (int i = 0; i < keys.length; i++) {
            int to = starts[(int) (keys[i] >>> shift & (BUCKETS - 1))]++;
            toKeys[to] = keys[i];
            toRows[to] = rows[i];
        }
        return true;
    }
}
