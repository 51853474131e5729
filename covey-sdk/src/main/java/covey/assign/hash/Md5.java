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
        a = b + Integer.rotateLeft(a + (d ^ (b & (c ^ d))) + m[0] + 0xd76aa478, 7);
        d = a + Integer.rotateLeft(d + (c ^ (a & (b ^ c))) + m[1] + 0xe8c7b756, 12);
        c = d + Integer.rotateLeft(c + (b ^ (d & (a ^ b))) + m[2] + 0x242070db, 17);
        b = c + Integer.rotateLeft(b + (a ^ (c & (d ^ a))) + m[3] + 0xc1bdceee, 22);
        a = b + Integer.rotateLeft(a + (d ^ (b & (c ^ d))) + m[4] + 0xf57c0faf, 7);
        d = a + Integer.rotateLeft(d + (c ^ (a & (b ^ c))) + m[5] + 0x4787c62a, 12);
        c = d + Integer.rotateLeft(c + (b ^ (d & (a ^ b))) + m[6] + 0xa8304613, 17);
        b = c + Integer.rotateLeft(b + (a ^ (c & (d ^ a))) + m[7] + 0xfd469501, 22);
        a = b + Integer.rotateLeft(a + (d ^ (b & (c ^ d))) + m[8] + 0x698098d8, 7);
        d = a + Integer.rotateLeft(d + (c ^ (a & (b ^ c))) + m[9] + 0x8b44f7af, 12);
        c = d + Integer.rotateLeft(c + (b ^ (d & (a ^ b))) + m[10] + 0xffff5bb1, 17);
        b = c + Integer.rotateLeft(b + (a ^ (c & (d ^ a))) + m[11] + 0x895cd7be, 22);
        a = b + Integer.rotateLeft(a + (d ^ (b & (c ^ d))) + m[12] + 0x6b901122, 7);
        d = a + Integer.rotateLeft(d + (c ^ (a & (b ^ c))) + m[13] + 0xfd987193, 12);
        c = d + Integer.rotateLeft(c + (b ^ (d & (a ^ b))) + m[14] + 0xa679438e, 17);
        b = c + Integer.rotateLeft(b + (a ^ (c & (d ^ a))) + m[15] + 0x49b40821, 22);
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
        a = b + Integer.rotateLeft(a + ((d & b) + (~d & c)) + m[1] + 0xf61e2562, 5);
        d = a + Integer.rotateLeft(d + ((c & a) + (~c & b)) + m[6] + 0xc040b340, 9);
        c = d + Integer.rotateLeft(c + ((b & d) + (~b & a)) + m[11] + 0x265e5a51, 14);
        b = c + Integer.rotateLeft(b + ((a & c) + (~a & d)) + m[0] + 0xe9b6c7aa, 20);
        a = b + Integer.rotateLeft(a + ((d & b) + (~d & c)) + m[5] + 0xd62f105d, 5);
        d = a + Integer.rotateLeft(d + ((c & a) + (~c & b)) + m[10] + 0x02441453, 9);
        c = d + Integer.rotateLeft(c + ((b & d) + (~b & a)) + m[15] + 0xd8a1e681, 14);
        b = c + Integer.rotateLeft(b + ((a & c) + (~a & d)) + m[4] + 0xe7d3fbc8, 20);
        a = b + Integer.rotateLeft(a + ((d & b) + (~d & c)) + m[9] + 0x21e1cde6, 5);
        d = a + Integer.rotateLeft(d + ((c & a) + (~c & b)) + m[14] + 0xc33707d6, 9);
        c = d + Integer.rotateLeft(c + ((b & d) + (~b & a)) + m[3] + 0xf4d50d87, 14);
        b = c + Integer.rotateLeft(b + ((a & c) + (~a & d)) + m[8] + 0x455a14ed, 20);
        a = b + Integer.rotateLeft(a + ((d & b) + (~d & c)) + m[13] + 0xa9e3e905, 5);
        d = a + Integer.rotateLeft(d + ((c & a) + (~c & b)) + m[2] + 0xfcefa3f8, 9);
        c = d + Integer.rotateLeft(c + ((b & d) + (~b & a)) + m[7] + 0x676f02d9, 14);
        b = c + Integer.rotateLeft(b + ((a & c) + (~a & d)) + m[12] + 0x8d2a4c8a, 20);
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
        a = b + Integer.rotateLeft(a + (b ^ c ^ d) + m[5] + 0xfffa3942, 4);
        d = a + Integer.rotateLeft(d + (a ^ b ^ c) + m[8] + 0x8771f681, 11);
        c = d + Integer.rotateLeft(c + (d ^ a ^ b) + m[11] + 0x6d9d6122, 16);
        b = c + Integer.rotateLeft(b + (c ^ d ^ a) + m[14] + 0xfde5380c, 23);
        a = b + Integer.rotateLeft(a + (b ^ c ^ d) + m[1] + 0xa4beea44, 4);
        d = a + Integer.rotateLeft(d + (a ^ b ^ c) + m[4] + 0x4bdecfa9, 11);
        c = d + Integer.rotateLeft(c + (d ^ a ^ b) + m[7] + 0xf6bb4b60, 16);
        b = c + Integer.rotateLeft(b + (c ^ d ^ a) + m[10] + 0xbebfbc70, 23);
        a = b + Integer.rotateLeft(a + (b ^ c ^ d) + m[13] + 0x289b7ec6, 4);
        d = a + Integer.rotateLeft(d + (a ^ b ^ c) + m[0] + 0xeaa127fa, 11);
        c = d + Integer.rotateLeft(c + (d ^ a ^ b) + m[3] + 0xd4ef3085, 16);
        b = c + Integer.rotateLeft(b + (c ^ d ^ a) + m[6] + 0x04881d05, 23);
        a = b + Integer.rotateLeft(a + (b ^ c ^ d) + m[9] + 0xd9d4d039, 4);
        d = a + Integer.rotateLeft(d + (a ^ b ^ c) + m[12] + 0xe6db99e5, 11);
        c = d + Integer.rotateLeft(c + (d ^ a ^ b) + m[15] + 0x1fa27cf8, 16);
        b = c + Integer.rotateLeft(b + (c ^ d ^ a) + m[2] + 0xc4ac5665, 23);
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
        a = b + Integer.rotateLeft(a + (c ^ (b | ~d)) + m[0] + 0xf4292244, 6);
        d = a + Integer.rotateLeft(d + (b ^ (a | ~c)) + m[7] + 0x432aff97, 10);
        c = d + Integer.rotateLeft(c + (a ^ (d | ~b)) + m[14] + 0xab9423a7, 15);
        b = c + Integer.rotateLeft(b + (d ^ (c | ~a)) + m[5] + 0xfc93a039, 21);
        a = b + Integer.rotateLeft(a + (c ^ (b | ~d)) + m[12] + 0x655b59c3, 6);
        d = a + Integer.rotateLeft(d + (b ^ (a | ~c)) + m[3] + 0x8f0ccc92, 10);
        c = d + Integer.rotateLeft(c + (a ^ (d | ~b)) + m[10] + 0xffeff47d, 15);
        b = c + Integer.rotateLeft(b + (d ^ (c | ~a)) + m[1] + 0x85845dd1, 21);
        a = b + Integer.rotateLeft(a + (c ^ (b | ~d)) + m[8] + 0x6fa87e4f, 6);
        d = a + Integer.rotateLeft(d + (b ^ (a | ~c)) + m[15] + 0xfe2ce6e0, 10);
        c = d + Integer.rotateLeft(c + (a ^ (d | ~b)) + m[6] + 0xa3014314, 15);
        b = c + Integer.rotateLeft(b + (d ^ (c | ~a)) + m[13] + 0x4e0811a1, 21);
        a = b + Integer.rotateLeft(a + (c ^ (b | ~d)) + m[4] + 0xf7537e82, 6);
        d = a + Integer.rotateLeft(d + (b ^ (a | ~c)) + m[11] + 0xbd3af235, 10);
        c = d + Integer.rotateLeft(c + (a ^ (d | ~b)) + m[2] + 0x2ad7d2bb, 15);
        b = c + Integer.rotateLeft(b + (d ^ (c | ~a)) + m[9] + 0xeb86d391, 21);
        stateA = a;
        stateB = b;
        stateC = c;
        stateD = d;
    }
}
