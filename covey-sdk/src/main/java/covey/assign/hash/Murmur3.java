package covey.assign.hash;

import java.nio.charset.StandardCharsets;

/**
 * cases {@code murmur3-x86-32} of the shared hashing cases, exact.
 */
public final class Murmur3 {
    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private Murmur3() {}

    /** The hash of the text's UTF-8 bytes, as a signed 32-bit number. */
    public static int hash(String text, int seed) {
        return hash(text.getBytes(StandardCharsets.UTF_8), seed);
    }

    /** The hash of bytes, as a signed 32-bit number. */
    public static int hash(byte[] data, int seed) {
        int h = seed;
        int whole = data.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            h ^= mixed((data[i] & 0xff)
                    | ((data[i + 1] & 0xff) << 8)
                    | ((data[i + 2] & 0xff) << 16)
                    | (data[i + 3] << 24));
            h = Integer.rotateLeft(h, 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int i = data.length - 1; i >= whole; i--) {
            tail = (tail << 8) | (data[i] & 0xff);
        }
        return finished(h ^ mixed(tail) ^ data.length);
    }

    private static int mixed(int k) {
        return Integer.rotateLeft(k * C1, 15) * C2;
    }

    private static int finished(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
