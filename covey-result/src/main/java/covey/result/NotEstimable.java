package covey.result;

/**
 * Why there is no number.
 *
 * @param estimand what would have been estimated
 * @param reason stable code
 * @param message what happened, with the value
 * @param advice what to do about it
 */
public record NotEstimable(Estimand estimand, Reason reason, String message, String advice) implements Outcome {}
