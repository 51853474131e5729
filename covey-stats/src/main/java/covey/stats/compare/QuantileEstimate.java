package covey.stats.compare;

import covey.stats.distribution.Normal;

/**
 * A sample quantile of one arm with the interval whose width gives its sampling variance:
 * {@code Var(q̂) = ((upper − lower)/(2z))²}, z the normal quantile of the interval's level. For unit-level values the
 * interval comes from {@code covey.stats.interval.OrderStatistic}, for events clustered in units from
 * {@code covey.stats.interval.ClusterQuantile}.
 *
 * @param n randomisation units behind the estimate, for degrees of freedom
 * @param value the sample quantile
 * @param lower value read at the lower rank or share
 * @param upper value read at the upper rank or share
 * @param level confidence level of (lower, upper), such as .95
 */
public record QuantileEstimate(long n, double value, double lower, double upper, double level) {

    /** Refuses numbers that are not finite, crossed bounds and a level outside (0, 1). */
    public QuantileEstimate {
        if (!Double.isFinite(value) || !Double.isFinite(lower) || !Double.isFinite(upper) || lower > upper) {
            throw new IllegalArgumentException(
                    "quantile " + value + " with bounds " + lower + " and " + upper + " is no estimate");
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("confidence level must lie in (0, 1), got " + level);
        }
    }

    /** Sampling variance of the quantile. */
    public double variance() {
        double standardError = (upper - lower) / (2 * Normal.quantile((1 + level) / 2));
        return standardError * standardError;
    }

    /**
     * The same quantile when the bounds were read at the ranks of a sample of {@code nStar} units rather than n: the
     * width is rescaled by √(nStar/n).
     */
    public QuantileEstimate rescaledFrom(long nStar) {
        double factor = Math.sqrt((double) nStar / n);
        double centre = (upper + lower) / 2;
        double half = (upper - lower) / 2 * factor;
        return new QuantileEstimate(n, value, centre - half, centre + half, level);
    }
}
