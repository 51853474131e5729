package covey.result;

/** What a method says about one estimand: a number with its uncertainty, or why there is none. */
public sealed interface Outcome permits Estimate, NotEstimable {
    /** What the outcome is about. */
    Estimand estimand();
}
