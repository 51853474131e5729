package covey.result;

/**
 * An interval as its method produced it. It is stored and never rebuilt from a standard error.
 *
 * @param lower lower limit; {@code -Infinity} for an interval open below (written as null in JSON)
 * @param upper upper limit; {@code +Infinity} for an interval open above (written as null in JSON)
 * @param level nominal level in (0, 1), such as 0.95
 * @param coverage what the level promises
 * @param method the textbook name, such as "Welch t" or "Fieller"
 */
public record Interval(double lower, double upper, double level, Coverage coverage, String method) {
    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("interval limits out of order: " + lower + " > " + upper);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("interval level outside (0, 1): " + level);
        }
    }

    /** Whether {@code value} lies inside, limits included. */
    public boolean contains(double value) {
        return value >= lower && value <= upper;
    }
}
