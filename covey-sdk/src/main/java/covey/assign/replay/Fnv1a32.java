package covey.assign.replay;

import java.nio.charset.StandardCharsets;

/**
 * The 32-bit hash FNV-1a of Fowler, Noll and Vo: {@code h = (h xor u) * 16777619 mod 2^32} over the units u of a text,
 * from 2166136261. The units decide: JavaScript kits take UTF-16 code units whole, others the bytes of UTF-8. They agree
 * on ASCII only.
 */
public final class Fnv1a32 {
    private static final int OFFSET = 0x811c9dc5;
    private static final int PRIME = 16_777_619;

    private Fnv1a32() {}

    /** What the hash takes one after the other. */
    public enum Units {
        /** UTF-16 code units, each xored whole: {@code charCodeAt} of JavaScript. */
        UTF_16,
        /** Bytes of UTF-8. */
        UTF_8
    }

    /** The hash, 0 to 2^32 - 1. */
    public static long hash(String text, Units units) {
        int hash = OFFSET;
        if (units == Units.UTF_16) {
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * PRIME;
            }
        } else {
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xff)) * PRIME;
            }
        }
        return Integer.toUnsignedLong(hash);
    }
}
