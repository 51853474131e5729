package covey.ranking.trec;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Numbers with a fixed count of decimals as C's {@code printf} has them: the exact binary value, halves to even. */
final class FixedText {
    private static final long[] POWERS = {
        1,
        10,
        100,
        1_000,
        10_000,
        100_000,
        1_000_000,
        10_000_000,
        100_000_000,
        1_000_000_000,
        10_000_000_000L,
        100_000_000_000L,
        1_000_000_000_000L
    };
    private static final double EXACT = 1L << 50;
    private static final int WIDTH = 6;

    private FixedText() {}

    /** The number alone, without padding. */
    static String of(double value, int digits) {
        TextSink text = new TextSink(64);
        append(text, value, digits);
        return new String(text.taken(), StandardCharsets.US_ASCII).strip();
    }

    /** {@code %6.<digits>f}. */
    static void append(TextSink text, double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            // 0/0 is a negative NaN on the processors that trec_eval runs on
            text.ascii(Double.isNaN(value) ? "  -nan" : value > 0 ? "   inf" : "  -inf");
            return;
        }
        double scaled = Math.abs(value) * POWERS[digits];
        double whole = Math.rint(scaled);
        if (scaled >= EXACT || Math.abs(Math.abs(scaled - Math.floor(scaled)) - 0.5) < 0.01) {
            String exact = new BigDecimal(value)
                    .setScale(digits, RoundingMode.HALF_EVEN)
                    .toPlainString();
            boolean lostSign = exact.charAt(0) != '-' && (value < 0 || 1 / value < 0);
            pad(text, (lostSign ? "-" : "") + exact);
            return;
        }
        long units = (long) whole;
        if (value < 0 || (value == 0 && 1 / value < 0)) {
            text.put('-');
        } else if (digits < WIDTH - 2) {
            pad(text, BigDecimal.valueOf(units, digits).toPlainString());
            return;
        }
        text.number(units / POWERS[digits]);
        text.put('.');
        text.number(units % POWERS[digits], digits);
    }

    private static void pad(TextSink text, String number) {
        for (int i = number.length(); i < WIDTH; i++) {
            text.put(' ');
        }
        text.bytes(number.getBytes(StandardCharsets.US_ASCII));
    }
}
