package covey.ranking.trec;

import java.util.Arrays;

/** Document ids one behind the other, each with its hash; cleared and filled again. */
final class DocumentBytes {
    private byte[] bytes = new byte[256];
    private int[] ends = new int[16];
    private long[] hashes = new long[16];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    void add(byte[] source, int from, int to) {
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
        hashes[size++] = Ids.hash(source, from, to);
    }

    private int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    long hash(int row) {
        return hashes[row];
    }

    boolean equal(int row, DocumentBytes other, int otherRow) {
        return hashes[row] == other.hashes[otherRow]
                && Arrays.equals(
                        bytes, start(row), ends[row], other.bytes, other.start(otherRow), other.ends[otherRow]);
    }

    int compare(int a, int b) {
        return Arrays.compareUnsigned(bytes, start(a), ends[a], bytes, start(b), ends[b]);
    }

    byte[] copy(int row) {
        return Arrays.copyOfRange(bytes, start(row), ends[row]);
    }

    /** Bytes held. */
    long footprint() {
        return bytes.length + 12L * ends.length;
    }
}
