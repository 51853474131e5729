package covey.stats.paired;

import covey.stats.distribution.NoncentralT;
import covey.stats.distribution.StudentT;

/**
 * What a paired comparison of n units could see: the smallest difference that the two-sided paired t finds with a given power.
 *
 * <p>P(T_{n−1}(δ/SE) > t_{(1+level)/2, n−1}) = power, T noncentral t; solved for δ. Rejections on the wrong side are not counted. Assumes: the next units vary as these did.
 * Reference: R {@code power.t.test(type = "paired")} 4.2.2, 1e-9. Cost: some sixty evaluations of the noncentral t.
 *
 * @param standardError standard error of the difference over these units, positive
 * @param units number of these units, 2 or more
 * @param level level that the test is made at, such as 0.95
 * @param power power wanted, above (1 − level)/2 and below 1
 */
public record DetectableDifference(double standardError, double units, double level, double power) {
    /** The smallest difference that these units show. */
    public double value() {
        return standardError * noncentrality(units - 1);
    }

    private double noncentrality(double df) {
        double critical = StudentT.quantile((1 + level) / 2, df);
        double low = 0;
        double high = critical + 4;
        while (NoncentralT.survival(critical, df, high) < power) {
            high *= 2;
        }
        while (high - low > 1e-10 * high) {
            double middle = (low + high) / 2;
            if (NoncentralT.survival(critical, df, middle) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
