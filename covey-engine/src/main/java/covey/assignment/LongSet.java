package covey.assignment;

import java.util.Arrays;

/** A set of longs, eight bytes and a bit each: open addressing, never above half full. */
final class LongSet {
    private long[] slots = new long[1 << 10];
    private boolean zero;
    private long size;

    /** Adds a number; whether it was new. */
    boolean add(long number) {
        if (number == 0) {
            boolean fresh = !zero;
            zero = true;
            size += fresh ? 1 : 0;
            return fresh;
        }
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        boolean fresh = insert(slots, number);
        size += fresh ? 1 : 0;
        return fresh;
    }

    long size() {
        return size;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(slots.length, 2)];
        Arrays.stream(slots).filter(n -> n != 0).forEach(n -> insert(larger, n));
        slots = larger;
    }

    private static boolean insert(long[] table, long number) {
        int slot = (int) number & (table.length - 1);
        while (table[slot] != 0) {
            if (table[slot] == number) {
                return false;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = number;
        return true;
    }
}
