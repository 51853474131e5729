package covey.ranking.trec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Ids as bytes, numbered from 0 in the order they came. */
final class Ids {
    private byte[] bytes = new byte[1 << 12];
    private int[] ends = new int[256];
    private long[] hashes = new long[256];
    private int[] table = new int[1024];
    private int size;

    /** A hash of some bytes, spread over all bits. */
    static long hash(byte[] bytes, int from, int to) {
        long h = (long) to - from;
        for (int i = from; i < to; i++) {
            h = h * 0x100000001b3L + bytes[i];
        }
        h *= 0x9e3779b97f4a7c15L;
        return h ^ (h >>> 29);
    }

    int size() {
        return size;
    }

    /** Number of an id, -1 for one that is not known. */
    int find(byte[] source, int from, int to) {
        long hash = hash(source, from, to);
        int mask = table.length - 1;
        for (int slot = (int) hash & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            int id = table[slot] - 1;
            if (hashes[id] == hash && equal(id, source, from, to)) {
                return id;
            }
        }
        return -1;
    }

    /** Number of an id, a new one for one that is not known. */
    int intern(byte[] source, int from, int to) {
        int known = find(source, from, to);
        return known >= 0 ? known : add(source, from, to);
    }

    /** Adds an id without asking whether it is there. */
    int add(byte[] source, int from, int to) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        int start = start(size);
        int length = to - from;
        if (bytes.length - start < length) {
            bytes = Arrays.copyOf(bytes, Math.max(start + length, (int)
                    Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length)));
        }
        System.arraycopy(source, from, bytes, start, length);
        ends[size] = start + length;
        hashes[size] = hash(source, from, to);
        size++;
        if (2 * size > table.length) {
            table = new int[2 * table.length];
            for (int id = 0; id < size; id++) {
                place(id);
            }
        } else {
            place(size - 1);
        }
        return size - 1;
    }

    private void place(int id) {
        int mask = table.length - 1;
        int slot = (int) hashes[id] & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = id + 1;
    }

    private int start(int id) {
        return id == 0 ? 0 : ends[id - 1];
    }

    boolean equal(int id, byte[] source, int from, int to) {
        return Arrays.equals(bytes, start(id), ends[id], source, from, to);
    }

    long hash(int id) {
        return hashes[id];
    }

    /** Order of two ids as {@code strcmp} has it. */
    int compare(int a, int b) {
        return Arrays.compareUnsigned(bytes, start(a), ends[a], bytes, start(b), ends[b]);
    }

    /** The id's bytes. */
    byte[] bytes(int id) {
        return Arrays.copyOfRange(bytes, start(id), ends[id]);
    }

    String text(int id) {
        return new String(bytes(id), StandardCharsets.UTF_8);
    }
}
