package covey.ranking.trec;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as C's {@code atol} and {@code atof} read them: the longest prefix that is a number, zero without one. */
final class CNumbers {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("([+-]?0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+))([pP][+-]?\\d+)?");
    private static final Pattern NAMED = Pattern.compile("([+-]?)(inf|nan)", Pattern.CASE_INSENSITIVE);
    private static final int EXACT_DIGITS = 15;
    private static final double[] TENS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private CNumbers() {}

    static long atol(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return atol(bytes, 0, bytes.length);
    }

    static long atol(byte[] text, int from, int to) {
        int at = from;
        while (at < to && Fields.isSpace(text[at])) {
            at++;
        }
        boolean negative = at < to && text[at] == '-';
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        long value = 0;
        for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
            int digit = text[at] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }

    static double atof(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return atof(bytes, 0, bytes.length);
    }

    /** Up to fifteen digits, and a power of ten within 22, are exact in one division; the rest goes the slow way. */
    static double atof(byte[] text, int from, int to) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (negative) {
            at++;
        }
        long digits = 0;
        int count = 0;
        int fraction = 0;
        boolean point = false;
        for (; at < to; at++) {
            byte b = text[at];
            if (b >= '0' && b <= '9') {
                digits = 10 * digits + (b - '0');
                fraction += point ? 1 : 0;
                count++;
                if (count > EXACT_DIGITS) {
                    return slow(text, from, to);
                }
            } else if (b == '.' && !point) {
                point = true;
            } else {
                return slow(text, from, to);
            }
        }
        if (count == 0) {
            return slow(text, from, to);
        }
        double value = fraction == 0 ? digits : digits / TENS[fraction];
        return negative ? -value : value;
    }

    private static double slow(byte[] text, int from, int to) {
        String word = new String(text, from, to - from, StandardCharsets.ISO_8859_1).stripLeading();
        Matcher named = NAMED.matcher(word);
        if (named.lookingAt()) {
            double value = named.group(2).charAt(0) == 'n' || named.group(2).charAt(0) == 'N'
                    ? Double.NaN
                    : Double.POSITIVE_INFINITY;
            return named.group(1).equals("-") ? -value : value;
        }
        Matcher hexadecimal = HEXADECIMAL.matcher(word);
        if (hexadecimal.lookingAt()) {
            String power = hexadecimal.group(2);
            return Double.parseDouble(hexadecimal.group(1) + (power == null ? "p0" : power));
        }
        Matcher decimal = DECIMAL.matcher(word);
        return decimal.lookingAt() ? Double.parseDouble(decimal.group()) : 0;
    }
}
