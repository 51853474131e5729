package covey.assign.hash;

/**
 * A unit id of plain ASCII as the words of an MD5 block, to be put behind several salts. Ids that are longer or hold other
 * characters are left to {@link Md5}. Not thread-safe.
 */
final class ShortText {
    /** Bytes that fit in a block beside the end mark and the length. */
    static final int MOST = 55;

    private final int[] words = new int[15];
    private int length;

    /** Takes a text; false when it is not one for here. */
    boolean take(String text) {
        int end = text.length();
        if (end > MOST) {
            return false;
        }
        int word = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return false;
            }
            word |= c << ((i & 3) << 3);
            if ((i & 3) == 3) {
                words[i >> 2] = word;
                word = 0;
            }
        }
        words[end >> 2] = word | (0x80 << ((end & 3) << 3));
        length = end;
        return true;
    }

    /** Whether it fits behind so many bytes. */
    boolean fits(int before) {
        return before + length <= MOST;
    }

    /** Writes prefix and text as one padded block; the prefix, of so many bytes, is a block filled up with zeros. */
    void behind(int[] prefix, int before, int[] block) {
        System.arraycopy(prefix, 0, block, 0, 16);
        int at = before >> 2;
        int shift = (before & 3) << 3;
        int last = length >> 2;
        if (shift == 0) {
            System.arraycopy(words, 0, block, at, last + 1);
        } else {
            int carried = block[at];
            for (int i = 0; i <= last; i++) {
                block[at + i] = carried | (words[i] << shift);
                carried = words[i] >>> (32 - shift);
            }
            block[at + last + 1] = carried;
        }
        block[14] = (before + length) << 3;
    }
}
