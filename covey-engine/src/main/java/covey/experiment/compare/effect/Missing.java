package covey.experiment.compare.effect;

import covey.data.ExperimentData.Failure;
import covey.result.Estimand;
import covey.result.NotEstimable;
import covey.result.Reason;
import covey.stats.DegenerateDataException;
import java.util.Arrays;

/**
 * Why there is no number.
 *
 * @param reason stable code
 * @param message what happened, with the value
 * @param advice what to do
 */
public record Missing(Reason reason, String message, String advice) implements Result {
    public NotEstimable at(Estimand estimand) {
        return new NotEstimable(estimand, reason, message, advice);
    }

    public static Missing of(DegenerateDataException e) {
        Reason reason = switch (e.reason()) {
            case TOO_FEW_UNITS -> Reason.TOO_FEW_UNITS;
            case TOO_FEW_ARMS -> Reason.NO_UNITS;
            case ZERO_VARIANCE -> Reason.ZERO_VARIANCE;
            case ZERO_DENOMINATOR, WEAK_DENOMINATOR -> Reason.ZERO_DENOMINATOR;
            case ZERO_BASELINE -> Reason.ZERO_BASELINE;
        };
        return new Missing(reason, String.valueOf(e.getMessage()), advice(reason));
    }

    public static Missing of(Failure failure) {
        Reason reason = Arrays.stream(Reason.values())
                .filter(r -> r.name().equals(failure.reason()))
                .findFirst()
                .orElse(Reason.QUERY_FAILED);
        return new Missing(reason, failure.message(), failure.advice());
    }

    public static Missing noUnits(String arm) {
        return new Missing(
                Reason.NO_UNITS,
                "arm " + arm + " has no units",
                "check the arm's value in the arm column, the filter of the exposures and the period");
    }

    public static Missing belowMinCell(int minCell) {
        return new Missing(
                Reason.BELOW_MIN_CELL,
                "an arm has fewer than " + minCell + " units in this segment",
                "use broader segments; the limit is privacy.min_cell");
    }

    public static Missing unboundedLift(double control, double standardError) {
        return new Missing(
                Reason.ZERO_BASELINE,
                "the control value " + Numbers.shown(control) + " (standard error " + Numbers.shown(standardError)
                        + ") cannot be told from zero, so a relative effect has no bounded interval",
                "read the absolute difference");
    }

    private static String advice(Reason reason) {
        return switch (reason) {
            case TOO_FEW_UNITS, NO_UNITS -> "run longer, or check the exposures";
            case ZERO_VARIANCE -> "check the metric's filter and window: every unit has the same value";
            case ZERO_DENOMINATOR -> "check the denominator's model, filter and window";
            case ZERO_BASELINE -> "read the absolute difference";
            default -> "";
        };
    }
}
