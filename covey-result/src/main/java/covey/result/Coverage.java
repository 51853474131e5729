package covey.result;

/** What the level of an interval promises. */
public enum Coverage {
    /** Covers one value at one planned look. */
    POINTWISE,
    /** Covers all values of its family at once. */
    SIMULTANEOUS,
    /** False-coverage-rate control over the values that were selected. */
    FALSE_COVERAGE_RATE,
    /** Covers at all looks together that spend error. */
    REPEATED,
    /** Covers at every look, however often one looks. */
    ANYTIME_VALID,
    /** A Bayesian credible interval. */
    CREDIBLE
}
