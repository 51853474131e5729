package covey.result;

/** Stable codes for a missing number. */
public enum Reason {
    /** The arm or segment has no units. */
    NO_UNITS,
    /** Fewer units than the method needs. */
    TOO_FEW_UNITS,
    /** Every unit has the same value. */
    ZERO_VARIANCE,
    /** The denominator of a ratio is zero for an arm. */
    ZERO_DENOMINATOR,
    /** The control value cannot be told from zero, so a relative effect has no bounded interval. */
    ZERO_BASELINE,
    /** No unit has had the time its window asks for. */
    IMMATURE,
    /** The table has no rows. */
    NO_DATA,
    /** A join matched less than its threshold. */
    JOIN_LOSS,
    /** Values that are NaN or infinite. */
    NOT_FINITE,
    /** The query of this metric failed. */
    QUERY_FAILED,
    /** The cell is smaller than the privacy rule allows to show. */
    BELOW_MIN_CELL,
    /** The method does not answer this question. */
    NOT_SUPPORTED
}
