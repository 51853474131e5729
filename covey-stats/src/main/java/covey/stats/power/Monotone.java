package covey.stats.power;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** Zero of an increasing function: the bracket grows by doubling and is halved until its ends are neighbours. */
final class Monotone {

    private static final double CLOSE = 1e-13;
    private static final int DOUBLINGS = 200;

    private Monotone() {}

    /** Smallest zero at or above a positive low; empty when there is none below high. */
    static OptionalDouble solve(DoubleUnaryOperator f, double low, double high) {
        double from = low;
        double to = low;
        for (int i = 0; f.applyAsDouble(to) < 0; i++) {
            if (to >= high || i == DOUBLINGS) {
                return OptionalDouble.empty();
            }
            from = to;
            to = Math.min(high, 2 * to);
        }
        while (to - from > CLOSE * to) {
            double middle = from + (to - from) / 2;
            if (f.applyAsDouble(middle) < 0) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return OptionalDouble.of(to);
    }

    /** Zero at or above 0, searched from a first step on; 0 when the function is not negative there. */
    static OptionalDouble solveFromZero(DoubleUnaryOperator f, double step, double high) {
        if (f.applyAsDouble(0) >= 0) {
            return OptionalDouble.of(0);
        }
        double first = Math.min(step, high);
        while (f.applyAsDouble(first) >= 0) {
            first /= 2;
        }
        return solve(f, first, high);
    }
}
