package covey.stats.sequential;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/**
 * What a look knows: a cumulative estimate, its standard error, and how many units it rests on.
 *
 * @param value estimate, for a guardrail or a margin the difference itself
 * @param standardError its standard error, positive
 * @param units units of both arms together, positive
 */
public record InterimEstimate(double value, double standardError, double units) {

    /** Refuses numbers that are not finite and an estimate that does not vary. */
    public InterimEstimate {
        if (!Double.isFinite(value) || !Double.isFinite(standardError) || !(units > 0)) {
            throw new IllegalArgumentException("an estimate needs a value, a standard error and units, got " + value
                    + ", " + standardError + ", " + units);
        }
        if (!(standardError > 0)) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE, "the estimate " + value + " has standard error " + standardError);
        }
    }

    /** 1 / SE². */
    public double information() {
        return 1 / (standardError * standardError);
    }

    /** Distance from a null value in standard errors. */
    public double statistic(double nullValue) {
        return (value - nullValue) / standardError;
    }
}
