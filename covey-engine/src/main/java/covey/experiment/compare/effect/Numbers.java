package covey.experiment.compare.effect;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in messages: three significant digits, no locale. */
public final class Numbers {
    private static final MathContext THREE = new MathContext(3);

    private Numbers() {}

    public static String shown(double value) {
        if (!Double.isFinite(value)) {
            return "unbounded";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(THREE).stripTrailingZeros();
        return Math.abs(value) < 1e-4 ? rounded.toString() : rounded.toPlainString();
    }
}
