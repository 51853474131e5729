package covey.ranking;

/** What a grade is worth before any discount. */
public enum Gain {
    /** The grade itself. */
    LINEAR,
    /** {@code 2^grade − 1} (Burges et al. 2005). */
    EXPONENTIAL,
    /** One at or above the relevance level, else zero. */
    BINARY,
    /** A table from grades to gains. */
    CUSTOM,
    /** The metric has no gains. */
    NONE
}
