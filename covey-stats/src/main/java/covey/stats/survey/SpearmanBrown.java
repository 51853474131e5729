package covey.stats.survey;

/**
 * How many raters an item needs: the reliability of the mean of m ratings is {@code mα/(1 + (m − 1)α)} for α of one rating.
 *
 * <p>Assumes raters whose errors are independent and alike. Spearman (1910), Brown (1910), British Journal of Psychology 3.
 */
public final class SpearmanBrown {
    private SpearmanBrown() {}

    /** Reliability of the mean of some ratings. */
    public static double reliability(double single, int raters) {
        check(single);
        return raters * single / (1 + (raters - 1) * single);
    }

    /**
     * Fewest raters whose mean is as reliable as wanted.
     *
     * @param single reliability of one rating, such as Krippendorff's alpha, in (0, 1)
     * @param wanted reliability wanted, in (0, 1)
     */
    public static int raters(double single, double wanted) {
        check(single);
        check(wanted);
        return (int) Math.max(1, Math.ceil(wanted * (1 - single) / (single * (1 - wanted)) - 1e-9));
    }

    private static void check(double reliability) {
        if (!(reliability > 0 && reliability < 1)) {
            throw new IllegalArgumentException("reliability must lie in (0, 1), got " + reliability);
        }
    }
}
