package covey.stats.partition.inference;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.distribution.StudentT;
import covey.stats.interval.Bounds;
import java.util.Arrays;

/**
 * A measure with its delete-a-group jackknife error.
 *
 * @param value the measure on all elements
 * @param standardError its standard error over samples of elements
 * @param bias estimated bias of the value; subtracting it corrects it
 * @param groups number of groups
 */
public record JackknifeEstimate(double value, double standardError, double bias, int groups) {

    /** The estimate from the value on all elements and the values without each group. */
    public static JackknifeEstimate of(double value, double... withoutGroup) {
        int groups = withoutGroup.length;
        double mean = Arrays.stream(withoutGroup).average().orElseThrow();
        double squares =
                Arrays.stream(withoutGroup).map(w -> (w - mean) * (w - mean)).sum();
        return new JackknifeEstimate(
                value, Math.sqrt(squares * (groups - 1) / groups), (groups - 1) * (mean - value), groups);
    }

    /**
     * Two-sided interval about the value at a confidence level in (0, 1), not cut at the measure's bounds. Without an
     * error, as for identical clusterings, there is none: a sample without a disagreement does not say how rare they are.
     */
    public Bounds interval(double level) {
        return about(value, level);
    }

    /** Two-sided interval about the value less its bias. */
    public Bounds correctedInterval(double level) {
        return about(value - bias, level);
    }

    private Bounds about(double centre, double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("confidence level must lie in (0, 1), got " + level);
        }
        if (standardError == 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE,
                    "the measure is " + value + " without any of the " + groups
                            + " groups as with them, so its error cannot be estimated");
        }
        double half = StudentT.quantile((1 + level) / 2, groups - 1) * standardError;
        return new Bounds(centre - half, centre + half);
    }
}
