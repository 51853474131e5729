package covey.stats.score;

/**
 * Mean absolute error {@code Σ|y_i − s_i|/n} over all rows; error by units as {@link ScoreEstimate} says.
 *
 * <p>Labels and scores are any finite numbers of one unit of measurement. Agrees with scikit-learn 1.2.1
 * {@code mean_absolute_error} to 1e-12. O(n).
 */
public final class MeanAbsoluteError {
    private MeanAbsoluteError() {}

    public static ScoreEstimate of(ScoredRows rows) {
        return MeanLoss.of(rows, (y, s) -> Math.abs(y - s));
    }
}
