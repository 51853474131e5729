package covey.experiment.sequential;

import covey.stats.distribution.Normal;
import java.util.function.DoubleUnaryOperator;

/** The α whose critical value is a given deviate. Critical values fall with α and are nearly linear in its quantile. */
final class Inversion {
    private static final double PRECISION = 1e-9;
    private static final int STEPS = 60;

    private Inversion() {}

    /** Smallest α with {@code critical(α) <= deviate}, within the limits of {@link Rule}. */
    static double pValue(DoubleUnaryOperator critical, double deviate) {
        if (deviate < finite(critical, Rule.LARGEST)) {
            return 1;
        }
        if (deviate >= finite(critical, Rule.SMALLEST)) {
            return Rule.SMALLEST;
        }
        double low = quantile(Rule.LARGEST);
        double high = quantile(Rule.SMALLEST);
        double below = finite(critical, Rule.LARGEST) - deviate;
        double above = finite(critical, Rule.SMALLEST) - deviate;
        double at = low;
        for (int i = 0; i < STEPS && high - low > PRECISION; i++) {
            // regula falsi, every third step a bisection so that no end stays for long
            at = i % 3 == 2 ? (low + high) / 2 : low + (high - low) * below / (below - above);
            double miss = finite(critical, 2 * Normal.survival(at)) - deviate;
            if (Math.abs(miss) < PRECISION) {
                break;
            }
            if (miss < 0) {
                low = at;
                below = miss;
            } else {
                high = at;
                above = miss;
            }
        }
        return 2 * Normal.survival(at);
    }

    private static double quantile(double alpha) {
        return -Normal.quantile(alpha / 2);
    }

    /** A look that cannot reject has a critical value beyond all deviates. */
    private static double finite(DoubleUnaryOperator critical, double alpha) {
        return Math.min(40, critical.applyAsDouble(alpha));
    }
}
