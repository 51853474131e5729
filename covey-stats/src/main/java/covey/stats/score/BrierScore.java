package covey.stats.score;

/**
 * Mean squared error {@code Σ(y_i − s_i)²/n} over all rows; of labels 0 and 1 and probabilities it is the Brier score, of one class
 * (not the sum over both, which is twice it). Error by units as {@link ScoreEstimate} says.
 *
 * <p>Agrees with scikit-learn 1.2.1 {@code brier_score_loss} to 1e-12. O(n). Brier (1950), Monthly Weather Review 78.
 */
public final class BrierScore {
    private BrierScore() {}

    public static ScoreEstimate of(ScoredRows rows) {
        return MeanLoss.of(rows, (y, s) -> (y - s) * (y - s));
    }
}
