package covey.assign.replay;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Whole numbers from the digests of a text in UTF-8. */
final class Digest {
    /** The largest number of 15 hexadecimal digits, as the platforms divide by it. */
    static final double FIFTEEN_DIGITS = (double) 0xFFF_FFFF_FFFF_FFFFL;

    private Digest() {}

    /** The first 15 hexadecimal digits of SHA-1. */
    static long sha1First15(String text) {
        return leading(of("SHA-1", text), 8) >>> 4;
    }

    /** The first 8 hexadecimal digits of MD5. */
    static long md5First8(String text) {
        return leading(of("MD5", text), 4);
    }

    /** MD5 as one number, 0 to 2^128 - 1. */
    static BigInteger md5(String text) {
        return new BigInteger(1, of("MD5", text));
    }

    private static long leading(byte[] digest, int bytes) {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = (number << 8) | (digest[i] & 0xff);
        }
        return number;
    }

    private static byte[] of(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no " + algorithm, e);
        }
    }
}
