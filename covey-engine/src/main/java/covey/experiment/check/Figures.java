package covey.experiment.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers in the text of a finding: no locale, at most three significant digits, counts in full. */
public final class Figures {
    private Figures() {}

    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    public static String units(long value, String unit) {
        return count(value) + " " + unit + (value == 1 ? "" : "s");
    }

    /** A p-value with two significant digits, "below 1e-15" when there is nothing left to tell. */
    public static String pValue(double p) {
        return p < 1e-15 ? "below 1e-15" : rounded(p, 2);
    }

    public static String percent(double share) {
        return rounded(100 * share, 3) + " %";
    }

    public static String number(double value) {
        return rounded(value, 3);
    }

    private static String rounded(double value, int digits) {
        if (!Double.isFinite(value)) {
            return value > 0 ? "infinite" : "not finite";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal kept = new BigDecimal(value)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        return Math.abs(value) < 1e-4
                ? String.format(Locale.ROOT, "%." + (digits - 1) + "e", value)
                : kept.toPlainString();
    }
}
