package covey.result;

/** The scale on which a value is expressed. Fractions, never percents: a lift of two percent is {@code 0.02}. */
public enum Scale {
    /** A level in the metric's own unit, such as the mean of one arm. */
    LEVEL,
    /** Arm minus reference, in the metric's own unit. */
    DIFFERENCE,
    /** Arm minus reference, divided by the absolute value of the reference: a fraction. */
    RELATIVE_DIFFERENCE,
    /** A probability in [0, 1]. */
    PROBABILITY,
    /** A count of units or events. */
    COUNT
}
