package covey.stats.sequential;

import covey.stats.Alternative;
import covey.stats.interval.Bounds;
import covey.stats.sequential.GroupSequentialDesign.Last;

/**
 * Repeated confidence intervals and p-values: what may be shown at every look of a group-sequential experiment, whether
 * it stops or not.
 *
 * <p>Interval {@code D ± b_k SE_k} with {@code b_k} the bound of the look; all looks together cover with probability at
 * least 1 − α, and a null value is outside exactly when the bound is crossed. The p-value is the smallest α at which
 * the same spending function would have rejected at this look. A bound of +∞ gives the whole line, p = 1. One-sided
 * p-values above one half are reported as 1, all below 1e-15 as 1e-15.
 *
 * <p>Conservative after a stop, where {@link StagewiseInference} is exact. Cost: an interval is one recursion, a p-value
 * some fifteen. Jennison, Turnbull (1989), JRSS B 51; (2000), chapter 9.
 *
 * @param design the test whose bounds count
 */
public record RepeatedIntervals(GroupSequentialDesign design) {

    private static final double LEAST = 1e-15;

    /** Interval at the latest of the looks, on the side of the alternative. */
    public Bounds interval(InterimEstimate estimate, Last last, double... fractions) {
        return interval(estimate, latest(design, last, fractions));
    }

    /** Interval at a look whose bound is known. */
    public Bounds interval(InterimEstimate estimate, GroupSequentialBounds.Look look) {
        double half = look.efficacy() * estimate.standardError();
        return switch (design.alternative()) {
            case TWO_SIDED -> new Bounds(estimate.value() - half, estimate.value() + half);
            case GREATER -> new Bounds(estimate.value() - half, Double.POSITIVE_INFINITY);
            case LESS -> new Bounds(Double.NEGATIVE_INFINITY, estimate.value() + half);
        };
    }

    /** Repeated p-value at the latest of the looks; the one that ends the experiment spends all that is left. */
    public double pValue(InterimEstimate estimate, double nullValue, Last last, double... fractions) {
        double z = estimate.statistic(nullValue);
        double directed = switch (design.alternative()) {
            case TWO_SIDED -> Math.abs(z);
            case GREATER -> z;
            case LESS -> -z;
        };
        double most = design.alternative() == Alternative.TWO_SIDED ? 1 - 1e-9 : 0.5 - 1e-9;
        if (margin(most, directed, last, fractions) < 0) {
            return 1;
        }
        if (margin(LEAST, directed, last, fractions) > 0) {
            return LEAST;
        }
        return Math.exp(RootSearch.ofRising(
                log -> margin(Math.exp(log), directed, last, fractions), Math.log(LEAST), Math.log(most)));
    }

    /** How far the statistic is beyond the bound of another error; rises with the error. */
    private double margin(double alpha, double directed, Last last, double... fractions) {
        var other = new GroupSequentialDesign(alpha, design.alternative(), design.spending(), design.futility());
        return directed - Math.min(latest(other, last, fractions).efficacy(), 1e6);
    }

    private static GroupSequentialBounds.Look latest(GroupSequentialDesign design, Last last, double... fractions) {
        GroupSequentialBounds bounds = last == Last.FINAL ? design.finalBounds(fractions) : design.bounds(fractions);
        return bounds.looks().getLast();
    }
}
