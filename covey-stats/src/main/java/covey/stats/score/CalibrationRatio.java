package covey.stats.score;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/**
 * What was predicted over what came true, {@code Σs_i/Σy_i}: 1 where the scores are right on the whole, above 1 where they promise too
 * much. Delta method for the ratio of two totals, {@code ψ = Σ(s_i − r y_i)/Σy}, by units as {@link ScoreEstimate} says.
 *
 * <p>Labels and scores are any finite numbers; refuses labels that add up to 0 ({@code ZERO_DENOMINATOR}). O(n).
 */
public final class CalibrationRatio {
    private CalibrationRatio() {}

    public static ScoreEstimate of(ScoredRows rows) {
        int n = Classes.rows(rows);
        double predicted = 0;
        double observed = 0;
        for (int i = 0; i < n; i++) {
            predicted += rows.score(i);
            observed += rows.label(i);
        }
        if (observed == 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_DENOMINATOR,
                    "the labels of " + n + " rows add up to 0, so there is nothing to divide by");
        }
        double ratio = predicted / observed;
        double[] influence = new double[rows.units()];
        for (int i = 0; i < n; i++) {
            influence[rows.unit(i)] += (rows.score(i) - ratio * rows.label(i)) / observed;
        }
        return ScoreEstimate.of(ratio, influence);
    }
}
