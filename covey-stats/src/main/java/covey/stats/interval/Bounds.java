package covey.stats.interval;

/**
 * A closed interval. A one-sided interval has an infinite bound on the open side.
 *
 * @param lower lower bound, possibly −∞
 * @param upper upper bound, possibly +∞, never below {@code lower}
 */
public record Bounds(double lower, double upper) {

    /** Refuses NaN and crossed bounds. */
    public Bounds {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("lower bound " + lower + " is not below upper bound " + upper);
        }
    }

    /** Whether the value lies inside or on a bound. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /** Upper minus lower. */
    public double width() {
        return upper - lower;
    }

    /** The interval of −x. */
    public Bounds negate() {
        return new Bounds(0.0 - upper, 0.0 - lower);
    }
}
