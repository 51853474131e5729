package covey.stats.score;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/**
 * Mean cross entropy in nats, {@code −Σ(y_i ln p_i + (1 − y_i) ln(1 − p_i))/n} over all rows; error by units as
 * {@link ScoreEstimate} says.
 *
 * <p>Labels are 0 or 1, scores are probabilities. A probability of 0 or 1 that turned out wrong makes the loss infinite and is refused
 * ({@code ZERO_DENOMINATOR}) unless probabilities are clipped to {@code [clip, 1 − clip]} by name, as libraries do silently. Agrees
 * with scikit-learn 1.2.1 {@code log_loss} to 1e-12 where nothing is clipped. O(n).
 */
public final class LogLoss {
    private LogLoss() {}

    /**
     * The loss.
     *
     * @param clip distance that probabilities keep from 0 and 1; 0 for none
     */
    public static ScoreEstimate of(ScoredRows rows, double clip) {
        rows.requireProbabilities();
        Classes.rows(rows);
        rows.positives();
        long infinite = 0;
        for (int i = 0; clip == 0 && i < rows.size(); i++) {
            infinite += rows.score(i) == 1 - rows.label(i) ? 1 : 0;
        }
        if (infinite > 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_DENOMINATOR,
                    infinite + " rows were given a probability of 0 for what came true, so the loss is infinite");
        }
        return MeanLoss.of(rows, (y, p) -> loss(y, Math.clamp(p, clip, 1 - clip)));
    }

    private static double loss(double label, double p) {
        return label == 1 ? -Math.log(p) : -Math.log1p(-p);
    }
}
