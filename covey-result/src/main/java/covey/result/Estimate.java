package covey.result;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A number with its uncertainty.
 *
 * @param estimand what it estimates
 * @param value the finite point estimate
 * @param standardError standard error, where the method has one
 * @param interval the interval its method gives; absent for plain counts
 * @param test test of the null value, for differences
 * @param n units behind the number (both arms together for a difference)
 * @param adjustedBy what the number was adjusted by, such as "Lin: clicks 14d before entry"; empty for none
 */
public record Estimate(
        Estimand estimand,
        double value,
        OptionalDouble standardError,
        Optional<Interval> interval,
        Optional<Test> test,
        long n,
        String adjustedBy)
        implements Outcome {
    public Estimate {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("estimate of " + estimand + " is not finite: " + value);
        }
    }

    /** The same estimate with another test, used to attach an adjusted p-value. */
    public Estimate withTest(Test other) {
        return new Estimate(estimand, value, standardError, interval, Optional.of(other), n, adjustedBy);
    }

    /** The same estimate with another interval, used to attach a multiplicity-corrected one. */
    public Estimate withInterval(Interval other) {
        return new Estimate(estimand, value, standardError, Optional.of(other), test, n, adjustedBy);
    }
}
