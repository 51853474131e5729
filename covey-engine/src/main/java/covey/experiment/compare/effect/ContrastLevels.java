package covey.experiment.compare.effect;

import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.stats.compare.Contrast;
import covey.stats.interval.Bounds;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The two levels that a contrast compares: the control value C that its lift divides by, and C + D, what the arm would have
 * where control was. Their difference is the effect, to the last digit, whatever the effect is adjusted for; raw means of
 * arms that were on at other places or times would show those too. Variances are V_C and V_C + V_D + 2K.
 *
 * @param contrast the comparison
 * @param method textbook name of the intervals
 * @param level confidence level
 */
public record ContrastLevels(Contrast contrast, String method, double level) {
    /** The control value. */
    public Outcome control(Estimand estimand, long n) {
        return row(estimand, contrast.baseline(), contrast.baselineVariance(), n, "");
    }

    /** The control value and the effect; adjustedBy says what the effect is adjusted for, empty for nothing. */
    public Outcome treatment(Estimand estimand, long n, String adjustedBy) {
        double variance = contrast.baselineVariance() + contrast.variance() + 2 * contrast.covariance();
        return row(estimand, contrast.baseline() + contrast.difference(), variance, n, adjustedBy);
    }

    private Outcome row(Estimand estimand, double value, double variance, long n, String adjustedBy) {
        if (!(variance > 0)) {
            return new Estimate(
                    estimand, value, OptionalDouble.empty(), Optional.empty(), Optional.empty(), n, adjustedBy);
        }
        double error = Math.sqrt(variance);
        double half = contrast.critical(level) * error;
        Bounds bounds = new Bounds(value - half, value + half);
        return new Estimate(
                estimand,
                value,
                OptionalDouble.of(error),
                Optional.of(Promise.pointwise(level).interval(bounds, method)),
                Optional.empty(),
                n,
                adjustedBy);
    }
}
