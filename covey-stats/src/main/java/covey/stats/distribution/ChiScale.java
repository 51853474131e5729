package covey.stats.distribution;

import java.util.function.DoubleUnaryOperator;

/**
 * Expectations over {@code s = √(χ²_ν/ν)}, the estimated over the true standard deviation of a t statistic.
 *
 * <p>{@code E g(s)} by the trapezoidal rule in log s, whose density is proportional to
 * {@code exp(ν (x − e^{2x}/2))} at x = log s; the rule converges geometrically for smooth g. From ν = 1e7 on s is taken
 * as 1, an error below 1e-7 of a tail probability. Agrees with mpmath to 1e-9 for the survival function of the
 * noncentral t. Cost: 100 evaluations of g, 400 below 30 degrees of freedom.
 */
public final class ChiScale {

    private static final double ONE_FROM = 1e7;
    private static final double FEW = 30;
    private static final int STEPS = 100;
    private static final int STEPS_OF_FEW = 400;

    private ChiScale() {}

    /** E g(s) with df degrees of freedom; infinite df gives g(1). */
    public static double expectation(double df, DoubleUnaryOperator g) {
        if (Checks.degreesOfFreedom(df) >= ONE_FROM) {
            return g.applyAsDouble(1);
        }
        // twelve standard deviations 1/√(2ν) of log s, more where few degrees of freedom leave long tails
        double spread = 12 / Math.sqrt(2 * df);
        double low = -Math.max(spread, 40 / df);
        double high = Math.max(spread, 0.5 * Math.log1p(120 / df));
        int steps = df < FEW ? STEPS_OF_FEW : STEPS;
        double step = (high - low) / steps;
        double sum = 0;
        double mass = 0;
        for (int i = 0; i <= steps; i++) {
            double x = low + i * step;
            double weight = Math.exp(df * (x - Math.expm1(2 * x) / 2));
            if (weight > 0) {
                mass += weight;
                sum += weight * g.applyAsDouble(Math.exp(x));
            }
        }
        return sum / mass;
    }
}
