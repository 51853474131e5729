package covey.stats.score;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/**
 * Root of the mean squared error, {@code √(Σ(y_i − s_i)²/n)} over all rows (not a mean of users' roots); error of the mean square by
 * units, and of its root by the delta method, {@code ψ/(2·RMSE)}.
 *
 * <p>Labels and scores are any finite numbers of one unit of measurement. Agrees with scikit-learn 1.2.1
 * {@code mean_squared_error(squared=False)} to 1e-12. Refuses a perfect prediction, whose root has no derivative
 * ({@code ZERO_VARIANCE}). O(n).
 */
public final class RootMeanSquaredError {
    private RootMeanSquaredError() {}

    public static ScoreEstimate of(ScoredRows rows) {
        ScoreEstimate square = BrierScore.of(rows);
        double root = Math.sqrt(square.value());
        if (root == 0) {
            throw new DegenerateDataException(Reason.ZERO_VARIANCE, "every score equals its label");
        }
        return square.mapped(root, 1 / (2 * root));
    }
}
