package covey.stats.sequential;

import java.util.function.DoubleUnaryOperator;

/** Roots of rising continuous functions of one variable by Ridders' method, inside a bracket that is widened first. */
final class RootSearch {

    private static final int STEPS = 200;

    private RootSearch() {}

    /** The root of a rising function, the bracket doubled on the side that needs it; refuses when it is never found. */
    static double ofRising(DoubleUnaryOperator function, double from, double to) {
        double low = from;
        double high = to;
        double width = to - from;
        double atLow = function.applyAsDouble(low);
        double atHigh = function.applyAsDouble(high);
        for (int i = 0; i < 60 && atLow > 0; i++, width *= 2) {
            high = low;
            atHigh = atLow;
            low -= width;
            atLow = function.applyAsDouble(low);
        }
        for (int i = 0; i < 60 && atHigh < 0; i++, width *= 2) {
            low = high;
            atLow = atHigh;
            high += width;
            atHigh = function.applyAsDouble(high);
        }
        if (!(atLow <= 0 && atHigh >= 0)) {
            throw new ArithmeticException("no root between " + low + " and " + high);
        }
        return ridders(function, new double[] {low, high}, new double[] {atLow, atHigh});
    }

    private static double ridders(DoubleUnaryOperator function, double[] x, double[] y) {
        for (int i = 0; i < STEPS; i++) {
            if (y[0] == 0 || y[1] == 0) {
                return y[0] == 0 ? x[0] : x[1];
            }
            double middle = 0.5 * (x[0] + x[1]);
            double atMiddle = function.applyAsDouble(middle);
            double scale = Math.sqrt(atMiddle * atMiddle - y[0] * y[1]);
            if (atMiddle == 0 || scale == 0) {
                return middle;
            }
            double next = middle + (middle - x[0]) * Math.copySign(1, y[0] - y[1]) * atMiddle / scale;
            double atNext = function.applyAsDouble(next);
            narrow(x, y, middle, atMiddle);
            narrow(x, y, next, atNext);
            if (Math.abs(x[1] - x[0]) < 1e-11 * (1 + Math.abs(next)) || Math.abs(atNext) < 1e-14) {
                return next;
            }
        }
        return 0.5 * (x[0] + x[1]);
    }

    /** Replaces the end on the same side of the root, when the point lies inside. */
    private static void narrow(double[] x, double[] y, double point, double value) {
        if (point <= x[0] || point >= x[1]) {
            return;
        }
        int end = value * y[0] > 0 ? 0 : 1;
        x[end] = point;
        y[end] = value;
    }
}
