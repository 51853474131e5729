package covey.stats.score;

/**
 * Area under the ROC curve over all rows: the chance that a row of label 1 has a higher score than a row of label 0, a tie counting
 * half.
 *
 * <p>With m and n rows of label 1 and 0, {@code V_i} the share of 0-rows below (or tied with, half) 1-row i and {@code W_j} the share of
 * 1-rows above 0-row j: {@code AUC = ΣV/m = ΣW/n}. Errors from {@code Σ(V_i − AUC)/m} and {@code Σ(W_j − AUC)/n} of each unit, as
 * {@link ScoreEstimate} says: with rows of one unit each, DeLong, DeLong and Clarke-Pearson (1988, Biometrics 44), paired as there;
 * with several, Obuchowski (1997). From one sort, after Sun and Xu (2014), IEEE Signal Processing Letters 21.
 *
 * <p>Estimand: the area for rows drawn from the whole population, between users and within; not the mean of users' own areas. Labels
 * are 0 or 1, scores any finite numbers. Agrees with scikit-learn 1.2.1 {@code roc_auc_score} and pROC 1.18.0 {@code var},
 * {@code cov} (method delong) to 1e-12. Refuses one class ({@code ZERO_VARIANCE}). O(n log n).
 */
public final class RocAuc {
    private RocAuc() {}

    public static ScoreEstimate of(ScoredRows rows) {
        long m = Classes.both(rows);
        long n = rows.size() - m;
        double[][] sums = new double[2][rows.units()];
        int[][] counts = new int[2][rows.units()];
        long positivesBelow = 0;
        long negativesBelow = 0;
        double total = 0;
        for (int from = 0; from < rows.size(); ) {
            int to = rows.tieEnd(from);
            long positives = 0;
            for (int place = from; place < to; place++) {
                positives += rows.label(rows.at(place)) == 1 ? 1 : 0;
            }
            long negatives = to - from - positives;
            double below = negativesBelow + negatives / 2.0;
            double above = m - positivesBelow - positives / 2.0;
            for (int place = from; place < to; place++) {
                int row = rows.at(place);
                int part = rows.label(row) == 1 ? 0 : 1;
                sums[part][rows.unit(row)] += part == 0 ? below / n : above / m;
                counts[part][rows.unit(row)]++;
            }
            total += below * positives;
            positivesBelow += positives;
            negativesBelow += negatives;
            from = to;
        }
        double area = total / ((double) m * n);
        return ScoreEstimate.ofParts(
                area, sums, centred(sums[0], counts[0], area, m), centred(sums[1], counts[1], area, n));
    }

    /** Makes sums influences; returns how many units have such rows. */
    private static int centred(double[] sums, int[] counts, double area, long rows) {
        int present = 0;
        for (int g = 0; g < sums.length; g++) {
            sums[g] = (sums[g] - counts[g] * area) / rows;
            present += counts[g] > 0 ? 1 : 0;
        }
        return present;
    }
}
