package covey.stats.score;

import java.util.function.DoubleBinaryOperator;

/** The mean over rows of a loss of label and score; Σ of a unit's rows is its influence. */
final class MeanLoss {
    private MeanLoss() {}

    /** {@code θ = Σ l_i / n}, {@code ψ_g = Σ_{i in g} (l_i − θ)/n}. */
    static ScoreEstimate of(ScoredRows rows, DoubleBinaryOperator loss) {
        int n = Classes.rows(rows);
        double[] influence = new double[rows.units()];
        int[] sizes = new int[rows.units()];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double of = loss.applyAsDouble(rows.label(i), rows.score(i));
            sum += of;
            influence[rows.unit(i)] += of;
            sizes[rows.unit(i)]++;
        }
        double mean = sum / n;
        for (int g = 0; g < influence.length; g++) {
            influence[g] = (influence[g] - mean * sizes[g]) / n;
        }
        return ScoreEstimate.of(mean, influence);
    }
}
