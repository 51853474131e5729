package covey.report.scorecard;

import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.Outcome;
import java.util.Optional;

/**
 * Everything the result says about one metric in one arm, against control. Each part may be absent, and a part that is
 * present may be a missing number with its reason.
 *
 * @param metric the metric
 * @param arm the arm compared with control
 * @param segment {@code dimension=value}; empty for all units
 * @param difference arm minus control in the metric's unit
 * @param relative arm minus control over control, a fraction
 * @param nonInferiority the comparison with the metric's margin
 * @param level level of the arm
 * @param controlLevel level of what it is compared with
 * @param correction what the numbers are corrected by, where looks have ended the experiment; empty for nothing
 */
public record Effect(
        MetricInfo metric,
        ArmInfo arm,
        String segment,
        Optional<Outcome> difference,
        Optional<Outcome> relative,
        Optional<Outcome> nonInferiority,
        Optional<Outcome> level,
        Optional<Outcome> controlLevel,
        Optional<Correction> correction) {
    /**
     * How an estimate came to be corrected for the look that ended the experiment.
     *
     * @param analysis analysis that the corrected numbers are of: {@code stopped}, or {@code overrun} with the data since
     * @param main the main analysis, which decides, uncorrected
     */
    public record Correction(String analysis, Effect main) {}

    /** The number to speak of: the relative effect, or the difference when there is no relative one. */
    public Optional<Estimate> spoken() {
        return estimate(relative).or(() -> estimate(difference));
    }

    /** The number that is tested: the one to speak of, before any correction for stopping. */
    public Optional<Estimate> decided() {
        return correction.map(c -> c.main().spoken()).orElseGet(this::spoken);
    }

    /** The same effect with the numbers of a correction. */
    Effect corrected(Correction by, Optional<Outcome> correctedDifference, Optional<Outcome> correctedRelative) {
        return new Effect(
                metric,
                arm,
                segment,
                correctedDifference,
                correctedRelative,
                nonInferiority,
                level,
                controlLevel,
                Optional.of(by));
    }

    /** The outcome as a number, when it is one. */
    public static Optional<Estimate> estimate(Optional<Outcome> outcome) {
        return outcome.filter(Estimate.class::isInstance).map(Estimate.class::cast);
    }

    /** What the arm is compared with; empty when no number says it. */
    public Optional<String> reference() {
        return difference.or(() -> relative).map(o -> o.estimand().reference()).filter(r -> !r.isEmpty());
    }

    /** Whether the result says nothing at all here. */
    public boolean isEmpty() {
        return difference.isEmpty() && relative.isEmpty() && nonInferiority.isEmpty();
    }
}
