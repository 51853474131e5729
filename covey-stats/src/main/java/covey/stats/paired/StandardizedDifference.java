package covey.stats.paired;

import covey.stats.compare.Contrast;
import covey.stats.interval.Bounds;

/**
 * Cohen's d of paired differences: the mean difference over the standard deviation of the units' differences.
 *
 * <p>d_z = δ / (SE · √n) with δ the paired difference, SE its clustered standard error and n the number of units; with one
 * observation a unit this is mean(d) / sd(d). Standard error √(1/n + d²/(2n)), interval d ± z · SE. Assumes: differences near
 * normal for the second term; 30 units or more. Reference: by hand. Cohen (1988), §2.3.5; Hedges and Olkin (1985), ch. 5.
 *
 * @param value d_z
 * @param standardError its large-sample standard error
 */
public record StandardizedDifference(double value, double standardError) {
    /** Of a contrast over units. */
    public static StandardizedDifference of(Contrast contrast) {
        double units = contrast.df() + 1;
        double d = contrast.statistic() / Math.sqrt(units);
        return new StandardizedDifference(d, Math.sqrt((1 + d * d / 2) / units));
    }

    /** Interval at a level in (0, 1). */
    public Bounds interval(double level) {
        double z = covey.stats.distribution.Normal.quantile((1 + level) / 2);
        return new Bounds(value - z * standardError, value + z * standardError);
    }
}
