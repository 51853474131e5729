package covey.assign.hash;

import java.util.Arrays;

/**
 * MD5 (RFC 1321) of text in UTF-8, on a reusable block and without allocation. Chosen for what every SQL engine has, not
 * for secrecy: see {@link Bucketing}. Agrees with {@code java.security.MessageDigest} bit by bit. Not thread-safe.
 */
final class Md5 {
    static final int A = 0x67452301;
    static final int B = 0xefcdab89;
    static final int C = 0x98badcfe;
    static final int D = 0x10325476;
    /**
     * {@code floor(2^32 abs(sin(i + 1)))}, from memory: a literal is moved by the compiler to the end of a step's sum, where
     * the next step waits for it.
     */
    static final int[] K = new int[64];

    static {
        for (int i = 0; i < K.length; i++) {
            K[i] = (int) (long) Math.floor(Math.abs(StrictMath.sin(i + 1)) * 0x1p32);
        }
    }

    private final int[] block = new int[16];
    private int stateA;
    private int stateB;
    private int stateC;
    private int stateD;
    /** Bytes taken so far; the low six bits are the place in the block. */
    private int length;

    Md5 start() {
        stateA = A;
        stateB = B;
        stateC = C;
        stateD = D;
        length = 0;
        Arrays.fill(block, 0);
        return this;
    }

    /** Goes on where the other, which stays as it is, has come to. */
    Md5 resume(Md5 other) {
        stateA = other.stateA;
        stateB = other.stateB;
        stateC = other.stateC;
        stateD = other.stateD;
        length = other.length;
        System.arraycopy(other.block, 0, block, 0, block.length);
        return this;
    }

    /** Bytes taken so far. */
    int length() {
        return length;
    }

    /** Writes what was taken, which is less than a block, and the text that fits behind it as one padded block. */
    void before(ShortText text, int[] padded) {
        text.behind(block, length, padded);
    }

    /** The digest of what the other took and the text that fits behind it in one block. */
    long only(Md5 other, ShortText text) {
        other.before(text, block);
        stateA = A;
        stateB = B;
        stateC = C;
        stateD = D;
        compress();
        return digits();
    }

    /** Takes the text as UTF-8; a lone surrogate, which UTF-8 cannot hold, counts as a question mark, as in Java. */
    Md5 append(String text) {
        int end = text.length();
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                take(c);
            } else if (c < 0x800) {
                take(0xc0 | (c >> 6));
                take(0x80 | (c & 0x3f));
            } else if (!Character.isSurrogate(c)) {
                take(0xe0 | (c >> 12));
                take(0x80 | ((c >> 6) & 0x3f));
                take(0x80 | (c & 0x3f));
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                supplementary(Character.toCodePoint(c, text.charAt(i)));
            } else {
                take('?');
            }
        }
        return this;
    }

    private void supplementary(int point) {
        take(0xf0 | (point >> 18));
        take(0x80 | ((point >> 12) & 0x3f));
        take(0x80 | ((point >> 6) & 0x3f));
        take(0x80 | (point & 0x3f));
    }

    private void take(int value) {
        block[(length >> 2) & 15] |= value << ((length & 3) << 3);
        length++;
        if ((length & 63) == 0) {
            compress();
        }
    }

    /** The first sixteen hexadecimal digits of the digest, as one number. */
    long finish() {
        long bits = (long) length << 3;
        take(0x80);
        if ((length & 63) > 56) {
            compress();
        }
        block[14] = (int) bits;
        block[15] = (int) (bits >>> 32);
        compress();
        return digits();
    }

    private long digits() {
        return ((long) Integer.reverseBytes(stateA) << 32) | (Integer.reverseBytes(stateB) & 0xffffffffL);
    }

    private void compress() {
        int a = stateA;
        int b = stateB;
        int c = stateC;
        int d = stateD;
        firstRound();
        secondRound();
        thirdRound();
        fourthRound();
        stateA += a;
        stateB += b;
        stateC += c;
        stateD += d;
        Arrays.fill(block, 0);
    }

    private void firstRound() {
        int[] m = block;
        int a = stateA;
        int b = stateB;
        int c = stateC;
        int d = stateD;
        a = b + Integer.rotateLeft(a + m[0] + K[0] + (d ^ (b & (c ^ d))), 7);
        d = a + Integer.rotateLeft(d + m[1] + K[1] + (c ^ (a & (b ^ c))), 12);
        c = d + Integer.rotateLeft(c + m[2] + K[2] + (b ^ (d & (a ^ b))), 17);
        b = c + Integer.rotateLeft(b + m[3] + K[3] + (a ^ (c & (d ^ a))), 22);
        a = b + Integer.rotateLeft(a + m[4] + K[4] + (d ^ (b & (c ^ d))), 7);
        d = a + Integer.rotateLeft(d + m[5] + K[5] + (c ^ (a & (b ^ c))), 12);
        c = d + Integer.rotateLeft(c + m[6] + K[6] + (b ^ (d & (a ^ b))), 17);
        b = c + Integer.rotateLeft(b + m[7] + K[7] + (a ^ (c & (d ^ a))), 22);
        a = b + Integer.rotateLeft(a + m[8] + K[8] + (d ^ (b & (c ^ d))), 7);
        d = a + Integer.rotateLeft(d + m[9] + K[9] + (c ^ (a & (b ^ c))), 12);
        c = d + Integer.rotateLeft(c + m[10] + K[10] + (b ^ (d & (a ^ b))), 17);
        b = c + Integer.rotateLeft(b + m[11] + K[11] + (a ^ (c & (d ^ a))), 22);
        a = b + Integer.rotateLeft(a + m[12] + K[12] + (d ^ (b & (c ^ d))), 7);
        d = a + Integer.rotateLeft(d + m[13] + K[13] + (c ^ (a & (b ^ c))), 12);
        c = d + Integer.rotateLeft(c + m[14] + K[14] + (b ^ (d & (a ^ b))), 17);
        b = c + Integer.rotateLeft(b + m[15] + K[15] + (a ^ (c & (d ^ a))), 22);
        stateA = a;
        stateB = b;
        stateC = c;
        stateD = d;
    }

    private void secondRound() {
        int[] m = block;
        int a = stateA;
        int b = stateB;
        int c = stateC;
        int d = stateD;
        a = b + Integer.rotateLeft(a + m[1] + K[16] + (~d & c) + (d & b), 5);
        d = a + Integer.rotateLeft(d + m[6] + K[17] + (~c & b) + (c & a), 9);
        c = d + Integer.rotateLeft(c + m[11] + K[18] + (~b & a) + (b & d), 14);
        b = c + Integer.rotateLeft(b + m[0] + K[19] + (~a & d) + (a & c), 20);
        a = b + Integer.rotateLeft(a + m[5] + K[20] + (~d & c) + (d & b), 5);
        d = a + Integer.rotateLeft(d + m[10] + K[21] + (~c & b) + (c & a), 9);
        c = d + Integer.rotateLeft(c + m[15] + K[22] + (~b & a) + (b & d), 14);
        b = c + Integer.rotateLeft(b + m[4] + K[23] + (~a & d) + (a & c), 20);
        a = b + Integer.rotateLeft(a + m[9] + K[24] + (~d & c) + (d & b), 5);
        d = a + Integer.rotateLeft(d + m[14] + K[25] + (~c & b) + (c & a), 9);
        c = d + Integer.rotateLeft(c + m[3] + K[26] + (~b & a) + (b & d), 14);
        b = c + Integer.rotateLeft(b + m[8] + K[27] + (~a & d) + (a & c), 20);
        a = b + Integer.rotateLeft(a + m[13] + K[28] + (~d & c) + (d & b), 5);
        d = a + Integer.rotateLeft(d + m[2] + K[29] + (~c & b) + (c & a), 9);
        c = d + Integer.rotateLeft(c + m[7] + K[30] + (~b & a) + (b & d), 14);
        b = c + Integer.rotateLeft(b + m[12] + K[31] + (~a & d) + (a & c), 20);
        stateA = a;
        stateB = b;
        stateC = c;
        stateD = d;
    }

    private void thirdRound() {
        int[] m = block;
        int a = stateA;
        int b = stateB;
        int c = stateC;
        int d = stateD;
        a = b + Integer.rotateLeft(a + m[5] + K[32] + ((c ^ d) ^ b), 4);
        d = a + Integer.rotateLeft(d + m[8] + K[33] + ((b ^ c) ^ a), 11);
        c = d + Integer.rotateLeft(c + m[11] + K[34] + ((a ^ b) ^ d), 16);
        b = c + Integer.rotateLeft(b + m[14] + K[35] + ((d ^ a) ^ c), 23);
        a = b + Integer.rotateLeft(a + m[1] + K[36] + ((c ^ d) ^ b), 4);
        d = a + Integer.rotateLeft(d + m[4] + K[37] + ((b ^ c) ^ a), 11);
        c = d + Integer.rotateLeft(c + m[7] + K[38] + ((a ^ b) ^ d), 16);
        b = c + Integer.rotateLeft(b + m[10] + K[39] + ((d ^ a) ^ c), 23);
        a = b + Integer.rotateLeft(a + m[13] + K[40] + ((c ^ d) ^ b), 4);
        d = a + Integer.rotateLeft(d + m[0] + K[41] + ((b ^ c) ^ a), 11);
        c = d + Integer.rotateLeft(c + m[3] + K[42] + ((a ^ b) ^ d), 16);
        b = c + Integer.rotateLeft(b + m[6] + K[43] + ((d ^ a) ^ c), 23);
        a = b + Integer.rotateLeft(a + m[9] + K[44] + ((c ^ d) ^ b), 4);
        d = a + Integer.rotateLeft(d + m[12] + K[45] + ((b ^ c) ^ a), 11);
        c = d + Integer.rotateLeft(c + m[15] + K[46] + ((a ^ b) ^ d), 16);
        b = c + Integer.rotateLeft(b + m[2] + K[47] + ((d ^ a) ^ c), 23);
        stateA = a;
        stateB = b;
        stateC = c;
        stateD = d;
    }

    private void fourthRound() {
        int[] m = block;
        int a = stateA;
        int b = stateB;
        int c = stateC;
        int d = stateD;
        a = b + Integer.rotateLeft(a + m[0] + K[48] + (c ^ (b | ~d)), 6);
        d = a + Integer.rotateLeft(d + m[7] + K[49] + (b ^ (a | ~c)), 10);
        c = d + Integer.rotateLeft(c + m[14] + K[50] + (a ^ (d | ~b)), 15);
        b = c + Integer.rotateLeft(b + m[5] + K[51] + (d ^ (c | ~a)), 21);
        a = b + Integer.rotateLeft(a + m[12] + K[52] + (c ^ (b | ~d)), 6);
        d = a + Integer.rotateLeft(d + m[3] + K[53] + (b ^ (a | ~c)), 10);
        c = d + Integer.rotateLeft(c + m[10] + K[54] + (a ^ (d | ~b)), 15);
        b = c + Integer.rotateLeft(b + m[1] + K[55] + (d ^ (c | ~a)), 21);
        a = b + Integer.rotateLeft(a + m[8] + K[56] + (c ^ (b | ~d)), 6);
        d = a + Integer.rotateLeft(d + m[15] + K[57] + (b ^ (a | ~c)), 10);
        c = d + Integer.rotateLeft(c + m[6] + K[58] + (a ^ (d | ~b)), 15);
        b = c + Integer.rotateLeft(b + m[13] + K[59] + (d ^ (c | ~a)), 21);
        a = b + Integer.rotateLeft(a + m[4] + K[60] + (c ^ (b | ~d)), 6);
        d = a + Integer.rotateLeft(d + m[11] + K[61] + (b ^ (a | ~c)), 10);
        c = d + Integer.rotateLeft(c + m[2] + K[62] + (a ^ (d | ~b)), 15);
        b = c + Integer.rotateLeft(b + m[9] + K[63] + (d ^ (c | ~a)), 21);
        stateA = a;
        stateB = b;
        stateC = c;
        stateD = d;
    }
}
