package covey.report.narrative;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as people read them: at most three significant digits, a true minus sign, thousands grouped by commas.
 * Numbers that belong together, such as an estimate and its limits, share their decimals, those of the largest.
 * Fractions become percents here and nowhere else.
 */
public final class Numbers {
    private static final int DIGITS = 3;

    private Numbers() {}

    /** Decimals that show the largest of the values with three significant digits; negative to round above one. */
    public static int decimals(double... values) {
        double largest = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest == 0 ? 0 : DIGITS - 1 - exponent(largest);
    }

    private static int exponent(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = exact.round(new java.math.MathContext(DIGITS, RoundingMode.HALF_EVEN));
        return rounded.precision() - rounded.scale() - 1;
    }

    /** A number with three significant digits, such as {@code 2.65} or {@code 12,300}. */
    public static String plain(double value) {
        return fixed(value, decimals(value));
    }

    /** A number with the given decimals; far from one it is written with an exponent. */
    public static String fixed(double value, int decimals) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (decimals > 8 || decimals < -9) {
            int power = DIGITS - 1 - decimals;
            BigDecimal mantissa = BigDecimal.valueOf(value).movePointLeft(power).setScale(2, RoundingMode.HALF_EVEN);
            return mantissa.signum() == 0
                    ? "0"
                    : sign(mantissa) + mantissa.abs().toPlainString() + "e" + power;
        }
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .setScale(Math.max(0, decimals), RoundingMode.UNNECESSARY);
        return sign(rounded) + grouped(rounded.abs().toPlainString());
    }

    /** The same with a plus sign before a positive number. */
    public static String signed(double value, int decimals) {
        String text = fixed(value, decimals);
        boolean zero = text.chars().noneMatch(c -> (c >= '1' && c <= '9') || c == '∞');
        return value > 0 && !zero ? "+" + text : text;
    }

    /** A fraction as percent, such as {@code 18.2%}. */
    public static String percent(double fraction) {
        return plain(100 * fraction) + "%";
    }

    /** A declared value, such as a margin or a share, without zeros at its end: {@code 1%}, {@code 0.5%}. */
    public static String declared(double value) {
        String text = plain(value);
        boolean decimals = text.indexOf('.') >= 0 && text.indexOf('e') < 0;
        return decimals ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** A count, exact, such as {@code 12,345}. */
    public static String count(long count) {
        return (count < 0 ? "−" : "") + grouped(Long.toString(count).replace("-", ""));
    }

    /** A p-value with two significant digits, {@code <0.0001} below that. */
    public static String p(double p) {
        if (p < 0.0001) {
            return "<0.0001";
        }
        int decimals = p >= 0.1 ? 2 : 1 - exponent(p);
        return fixed(p, decimals);
    }

    /** "p = 0.012" or "p < 0.0001", of a p-value as it is written. */
    public static String pSentence(String name, String text) {
        boolean beyond = text.startsWith("<") || text.startsWith(">");
        return beyond ? name + " " + text.charAt(0) + " " + text.substring(1) : name + " = " + text;
    }

    /** A confidence level, such as {@code 95%}. */
    public static String level(double level) {
        return new BigDecimal(Double.toString(level))
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString() + "%";
    }

    private static String sign(BigDecimal value) {
        return value.signum() < 0 ? "−" : "";
    }

    private static String grouped(String digits) {
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        StringBuilder text = new StringBuilder(whole);
        for (int i = whole.length() - 3; i > 0; i -= 3) {
            text.insert(i, ',');
        }
        return point < 0 ? text.toString() : text + digits.substring(point);
    }
}
