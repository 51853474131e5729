package covey.result;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A hypothesis test of one estimand against its null value.
 *
 * @param name the textbook name, such as "Welch t"
 * @param statistic the value of the test statistic
 * @param df degrees of freedom; empty for a normal reference distribution
 * @param pValue p-value in [0, 1], two-sided unless the name says otherwise
 * @param adjusted the p-value corrected for multiplicity, with its family
 */
public record Test(String name, double statistic, OptionalDouble df, double pValue, Optional<AdjustedPValue> adjusted) {
    public Test {
        if (!(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException("p-value outside [0, 1]: " + pValue);
        }
        if (Double.isNaN(statistic)) {
            throw new IllegalArgumentException("test statistic is not a number");
        }
    }

    /** The same test with a multiplicity-adjusted p-value. */
    public Test adjustedTo(AdjustedPValue value) {
        return new Test(name, statistic, df, pValue, Optional.of(value));
    }
}
