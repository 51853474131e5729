package covey.stats.score;

/**
 * Average precision over all rows together, by steps: the mean over rows of label 1 of the precision among the rows with at least
 * their score. Rows of equal score come in at once; nothing is interpolated.
 *
 * <p>With N(s) and T(s) the rows, and those of label 1, of score s or higher: {@code AP = Σ_{y_i = 1} T(s_i)/N(s_i)/m}. Derivative by the
 * weight of row j: {@code (y_j (T/N − AP) + y_j Σ 1/N(s_i) − Σ T(s_i)/N(s_i)²)/m}, sums over rows of label 1 with score at most s_j;
 * error by units as {@link ScoreEstimate} says.
 *
 * <p>Labels are 0 or 1, scores any finite numbers. Agrees with scikit-learn 1.2.1 {@code average_precision_score} to 1e-12, and its
 * derivative with weights moved by hand. With few users the value itself is off by a part of its error: by simulation 95 % intervals of a
 * difference hold .934 of the time with 200 users of 8 rows, nominally with 800. Refuses one class ({@code ZERO_VARIANCE}). O(n log n).
 */
public final class PooledAveragePrecision {
    private PooledAveragePrecision() {}

    public static ScoreEstimate of(ScoredRows rows) {
        long m = Classes.both(rows);
        double[] influence = new double[rows.units()];
        int[] positivesOf = new int[rows.units()];
        long positivesBelow = 0;
        double precisions = 0;
        double inverse = 0;
        double slope = 0;
        for (int from = 0; from < rows.size(); ) {
            int to = rows.tieEnd(from);
            long positives = 0;
            for (int place = from; place < to; place++) {
                positives += rows.label(rows.at(place)) == 1 ? 1 : 0;
            }
            double above = rows.size() - from;
            double precision = (m - positivesBelow) / above;
            precisions += positives * precision;
            inverse += positives / above;
            slope += positives * precision / above;
            for (int place = from; place < to; place++) {
                int row = rows.at(place);
                boolean positive = rows.label(row) == 1;
                influence[rows.unit(row)] += ((positive ? precision + inverse : 0) - slope) / m;
                positivesOf[rows.unit(row)] += positive ? 1 : 0;
            }
            positivesBelow += positives;
            from = to;
        }
        double average = precisions / m;
        for (int g = 0; g < influence.length; g++) {
            influence[g] -= positivesOf[g] * average / m;
        }
        return ScoreEstimate.of(average, influence);
    }
}
