package covey.stats.sequential;

/**
 * Stopping for futility by β-spending: the lower bound at which, if the effect were as large as planned, no more than
 * the share of the type-II error allowed so far would have been given up.
 *
 * @param beta type-II error at the planned effect, in (0, 1)
 * @param spending how it is spent
 * @param drift planned effect in the direction of the alternative times the root of the maximum information, δ √I_max
 * @param kind whether efficacy bounds may rely on stopping at the lower bound
 */
public record Futility(double beta, SpendingFunction spending, double drift, Kind kind) {

    /** Refuses an error outside (0, 1) and a planned effect that is none. */
    public Futility {
        if (!(beta > 0 && beta < 1)) {
            throw new IllegalArgumentException("beta must lie in (0, 1), got " + beta);
        }
        if (!(drift > 0 && drift < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("planned drift must be positive, got " + drift);
        }
    }

    /** Whether crossing the futility bound obliges to stop. */
    public enum Kind {
        /** Efficacy bounds are lower because the test stops at futility: continuing anyway breaks the error rate. */
        BINDING,
        /** Efficacy bounds ignore futility: continuing anyway costs nothing. */
        NON_BINDING
    }
}
