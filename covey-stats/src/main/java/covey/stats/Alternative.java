package covey.stats;

/** The side of the null value on which a test looks for the effect, treatment minus control. */
public enum Alternative {
    /** The effect differs from the null value. */
    TWO_SIDED,
    /** The effect is greater than the null value; the interval is bounded below only. */
    GREATER,
    /** The effect is less than the null value; the interval is bounded above only. */
    LESS
}
