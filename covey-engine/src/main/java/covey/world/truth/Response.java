package covey.world.truth;

/**
 * How a user answers to a shown item.
 *
 * @param shownAt when, UTC microseconds
 * @param rows rows that hold it: 2 when the row is logged twice
 * @param uniform draw in [0, 1); the item is clicked when it is below the probability
 * @param probability probability of a click
 * @param likesIfClicked whether a click would be followed by a like
 * @param secondsIfClicked dwell time if clicked
 * @param secondsIfNot dwell time if not
 */
public record Response(
        long shownAt,
        int rows,
        double uniform,
        double probability,
        boolean likesIfClicked,
        double secondsIfClicked,
        double secondsIfNot) {
    /** Probability of a like after a click. */
    public static final double LIKE_SHARE = 0.2;

    /** Median dwell time of a clicked item, seconds. */
    public static final double SECONDS_CLICKED = 18;

    /** Median dwell time of a skipped item, seconds. */
    public static final double SECONDS_SKIPPED = 0.9;

    /** Standard deviation of the logarithm of the dwell time of a clicked item. */
    public static final double SIGMA_CLICKED = 1;

    /** Standard deviation of the logarithm of the dwell time of a skipped item. */
    public static final double SIGMA_SKIPPED = 0.5;

    private static final double MEAN_CLICKED = SECONDS_CLICKED * Math.exp(SIGMA_CLICKED * SIGMA_CLICKED / 2);
    private static final double MEAN_SKIPPED = SECONDS_SKIPPED * Math.exp(SIGMA_SKIPPED * SIGMA_SKIPPED / 2);

    /** Whether the item is clicked. */
    public boolean clicked() {
        return uniform < probability;
    }

    /** The same draw with the probability multiplied. */
    public Response times(double factor) {
        return factor == 1
                ? this
                : new Response(
                        shownAt, rows, uniform, probability * factor, likesIfClicked, secondsIfClicked, secondsIfNot);
    }

    /** Mean dwell time given the probability of a click, seconds. */
    static double expectedSeconds(double probability) {
        return probability * MEAN_CLICKED + (1 - probability) * MEAN_SKIPPED;
    }
}
