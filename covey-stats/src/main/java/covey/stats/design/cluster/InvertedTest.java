package covey.stats.design.cluster;

import covey.stats.interval.Bounds;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Test of every value θ of a difference against the same samples, and the interval of those that it does not reject.
 *
 * <p>Statistics are studentised and linear in θ over the root of a square: with δ = θ − b, b the estimate,
 * {@code t(δ) = (a₀ − a₁δ)/√(c₀ − 2c₁δ + c₂δ²)}, of the data and of every sample. p is the share of samples as extreme
 * as the data, all samples being there are, or {@code (1 + count)/(1 + B)} of B drawn. The interval holds every θ with
 * {@code p(θ) > 1 − level}, found by bisection; it is unbounded when no p is that small. Cost: the samples for each p, some 80 of
 * these for an interval.
 */
public abstract sealed class InvertedTest permits WildClusterBootstrap, ClusterRandomization {
    private static final double TIE = 1e-9;
    private static final int MOST_DOUBLINGS = 40;
    private static final int BISECTIONS = 40;

    private final Studentised data;
    private final Studentised[] samples;
    private final Comparison comparison;

    /**
     * A statistic as a function of θ less the estimate.
     *
     * @param numerator at the estimate
     * @param lost what the numerator loses per unit
     * @param squares squared denominator at the estimate
     * @param products half of what it loses per unit
     * @param curvature what it gains per squared unit
     */
    record Studentised(double numerator, double lost, double squares, double products, double curvature) {
        double at(double from) {
            double square = squares - 2 * from * products + from * from * curvature;
            double above = numerator - from * lost;
            return square > 0 ? above / Math.sqrt(square) : above == 0 ? Double.NaN : above * Double.POSITIVE_INFINITY;
        }
    }

    /** Which samples are as extreme as the data. */
    enum Tails {
        /** Those as large in size. */
        TOGETHER,
        /** Those as far out on the same side, counted twice. */
        APART
    }

    /**
     * What the samples are compared with.
     *
     * @param estimate the value at which the data say nothing against
     * @param error size of a deviation from no effect that makes the statistic 1
     * @param tails which samples are as extreme
     * @param enumerated whether the samples are all there are
     */
    record Comparison(double estimate, double error, Tails tails, boolean enumerated) {}

    InvertedTest(Studentised data, Studentised[] samples, Comparison comparison) {
        this.data = data;
        this.samples = samples.clone();
        this.comparison = comparison;
    }

    /** The difference. */
    public double estimate() {
        return comparison.estimate;
    }

    /** The error by which the test of no effect is studentised. */
    public double standardError() {
        return comparison.error;
    }

    /** How many samples are compared with. */
    public int samples() {
        return samples.length;
    }

    /** Whether these are all there are. */
    public boolean enumerated() {
        return comparison.enumerated;
    }

    private int added() {
        return comparison.enumerated ? 0 : 1;
    }

    /** The statistic of the data for the difference being θ. */
    public double statistic(double theta) {
        return data.at(theta - comparison.estimate);
    }

    /** Two-sided p-value of the difference being θ. A sample without a statistic counts as extreme. */
    public double pValue(double theta) {
        double from = theta - comparison.estimate;
        double actual = data.at(from);
        double margin = TIE * Math.abs(actual);
        long above = 0;
        long below = 0;
        for (Studentised sample : samples) {
            double value = sample.at(from);
            if (comparison.tails == Tails.TOGETHER) {
                above += Math.abs(value) < Math.abs(actual) - margin ? 0 : 1;
            } else {
                above += value < actual - margin ? 0 : 1;
                below += value > actual + margin ? 0 : 1;
            }
        }
        double all = samples.length + added();
        return comparison.tails == Tails.TOGETHER
                ? (above + added()) / all
                : Math.min(1, 2 * (Math.min(above, below) + added()) / all);
    }

    /**
     * The size that statistics of no effect, of the sign of the data's, stay at or below when they are not rejected at
     * 1 − level; infinite when none is.
     */
    public double critical(double level) {
        double from = -comparison.estimate;
        double sign = data.at(from) < 0 ? -1 : 1;
        boolean together = comparison.tails == Tails.TOGETHER;
        double[] sizes = Arrays.stream(samples)
                .mapToDouble(sample -> sample.at(from))
                .map(value ->
                        Double.isNaN(value) ? Double.POSITIVE_INFINITY : together ? Math.abs(value) : sign * value)
                .sorted()
                .toArray();
        double alpha = together ? 1 - level : (1 - level) / 2;
        int beyond = (int) Math.floor(alpha * (sizes.length + added()) + TIE) - added();
        return beyond < 0 ? Double.POSITIVE_INFINITY : Math.max(0, sizes[sizes.length - 1 - beyond]);
    }

    /** All values that are not rejected at 1 − level; empty when it has no end. */
    public Optional<Bounds> interval(double level) {
        DoubleUnaryOperator excess = theta -> pValue(theta) - (1 - level) - TIE;
        double lower = end(excess, -1);
        double upper = end(excess, 1);
        return Double.isFinite(lower) && Double.isFinite(upper)
                ? Optional.of(new Bounds(lower, upper))
                : Optional.empty();
    }

    private double end(DoubleUnaryOperator excess, int direction) {
        double step = 2 * comparison.error;
        double inside = comparison.estimate;
        double outside = inside + direction * step;
        for (int i = 0; excess.applyAsDouble(outside) > 0; i++) {
            if (i == MOST_DOUBLINGS) {
                return direction * Double.POSITIVE_INFINITY;
            }
            inside = outside;
            step *= 2;
            outside = comparison.estimate + direction * step;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = inside + (outside - inside) / 2;
            if (excess.applyAsDouble(middle) > 0) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }
}
