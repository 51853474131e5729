package covey.stats.rankcorrelation;

import java.util.Arrays;

/** The items that two ranked lists share, in the order of the first, with their ranks in both, counted from 1. */
public final class CommonItems {
    private final int[] firstRanks;
    private final int[] secondRanks;

    private CommonItems(int[] firstRanks, int[] secondRanks) {
        this.firstRanks = firstRanks;
        this.secondRanks = secondRanks;
    }

    /**
     * The common items of two lists. Cost O(n log n).
     *
     * @param first items by rank, each once
     * @param second items by rank, each once
     */
    public static CommonItems of(int[] first, int[] second) {
        long[] byItem = keyed(second);
        keyed(first);
        int[] firstRanks = new int[Math.min(first.length, second.length)];
        int[] secondRanks = new int[firstRanks.length];
        int n = 0;
        for (int i = 0; i < first.length; i++) {
            int at = Arrays.binarySearch(byItem, key(first[i], 0));
            at = -at - 1;
            if (at < byItem.length && (int) (byItem[at] >> Integer.SIZE) == first[i]) {
                firstRanks[n] = i + 1;
                secondRanks[n++] = (int) byItem[at];
            }
        }
        return new CommonItems(Arrays.copyOf(firstRanks, n), Arrays.copyOf(secondRanks, n));
    }

    /** Items with their ranks from 1, by item; refuses an item that stands twice. */
    private static long[] keyed(int[] items) {
        long[] keys = new long[items.length];
        for (int i = 0; i < items.length; i++) {
            keys[i] = key(items[i], i + 1);
        }
        Arrays.sort(keys);
        for (int i = 1; i < keys.length; i++) {
            if (keys[i] >> Integer.SIZE == keys[i - 1] >> Integer.SIZE) {
                throw new IllegalArgumentException("item " + (keys[i] >> Integer.SIZE)
                        + " stands twice in a list, at ranks " + (int) keys[i - 1] + " and " + (int) keys[i]);
            }
        }
        return keys;
    }

    private static long key(int item, int rank) {
        return ((long) item << Integer.SIZE) | rank;
    }

    /** Number of common items. */
    public int size() {
        return firstRanks.length;
    }

    /** Number of them within the first {@code depth} ranks of both lists. */
    public int within(int depth) {
        return within(depth, depth);
    }

    /** Number of them within a depth of the first list and another of the second. */
    public int within(int first, int second) {
        int n = 0;
        for (int i = 0; i < firstRanks.length && firstRanks[i] <= first; i++) {
            n += secondRanks[i] <= second ? 1 : 0;
        }
        return n;
    }

    /** Rank of a common item in the first list; items are counted from 0, ranks ascend. */
    public int first(int item) {
        return firstRanks[item];
    }

    /** Rank of a common item in the second list. */
    public int second(int item) {
        return secondRanks[item];
    }
}
