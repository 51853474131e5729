package covey.stats.agreement;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/**
 * Krippendorff's alpha: one less the disagreement observed within items over the disagreement that chance gives.
 *
 * <p>With n_uc the times item u received label c, n_u = Σ_c n_uc ≥ 2, n_c = Σ_u n_uc, n = Σ_c n_c and δ² the
 * {@link MeasurementLevel}'s difference: {@code D_o = Σ_u Σ_{c<k} n_uc n_uk δ²_ck/(n_u − 1)},
 * {@code D_e = Σ_{c<k} n_c n_k δ²_ck/(n − 1)}, {@code α = 1 − D_o/D_e}. Missing ratings need no filling.
 *
 * <p>Assumes that items are independent; raters are taken as they are. Agrees with Krippendorff (2011), "Computing
 * Krippendorff's Alpha-Reliability" (.743 nominal, .815 ordinal, .849 interval of 4 observers and 12 units) to the digits printed
 * there, and with a direct sum over pairs in numpy to 1e-12. Refuses fewer than two items with two ratings, and ratings that are all
 * alike ({@code ZERO_VARIANCE}: chance gives no disagreement, and alpha is 0/0). Cost O(patterns² × labels²) over different patterns of
 * ratings.
 *
 * <p>Hayes and Krippendorff (2007), Communication Methods and Measures 1.
 */
public final class KrippendorffAlpha {
    private KrippendorffAlpha() {}

    /** The coefficient with its jackknife over items. */
    public static AgreementEstimate of(Ratings ratings, MeasurementLevel level) {
        int[] times = ratings.times();
        double[] totals = new double[ratings.labelCount()];
        for (int u = 0; u < times.length; u++) {
            add(totals, ratings.counts(u), times[u]);
        }
        double whole = alpha(ratings, level, totals, times);
        double[] without = new double[times.length];
        for (int u = 0; u < times.length; u++) {
            double[] rest = totals.clone();
            add(rest, ratings.counts(u), -1);
            times[u]--;
            // where all other ratings are alike, this item carries what there is of chance
            without[u] = varies(rest) ? alpha(ratings, level, rest, times) : whole;
            times[u]++;
        }
        return AgreementEstimate.jackknife(whole, without, times);
    }

    private static double alpha(Ratings ratings, MeasurementLevel level, double[] totals, int[] times) {
        if (!varies(totals)) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE, "all " + ratings.ratings() + " ratings are alike, so alpha is 0/0");
        }
        double[][] delta = delta(ratings, level, totals);
        double observed = 0;
        for (int u = 0; u < times.length; u++) {
            observed += times[u] * disagreement(ratings.counts(u), delta) / (ratings.rated(u) - 1);
        }
        double n = 0;
        double expected = 0;
        for (int c = 0; c < totals.length; c++) {
            n += totals[c];
            for (int k = c + 1; k < totals.length; k++) {
                expected += totals[c] * totals[k] * delta[c][k];
            }
        }
        return 1 - observed * (n - 1) / expected;
    }

    private static double disagreement(int[] counts, double[][] delta) {
        double sum = 0;
        for (int c = 0; c < counts.length; c++) {
            for (int k = c + 1; counts[c] > 0 && k < counts.length; k++) {
                sum += (double) counts[c] * counts[k] * delta[c][k];
            }
        }
        return sum;
    }

    private static double[][] delta(Ratings ratings, MeasurementLevel level, double[] totals) {
        int size = totals.length;
        double[][] delta = new double[size][size];
        for (int c = 0; c < size; c++) {
            double between = totals[c] / 2;
            for (int k = c + 1; k < size; k++) {
                double step = between + totals[k] / 2;
                double gap = ratings.label(k) - ratings.label(c);
                delta[c][k] = switch (level) {
                    case NOMINAL -> 1;
                    case ORDINAL -> step * step;
                    case INTERVAL -> gap * gap;
                };
                between += totals[k];
            }
        }
        return delta;
    }

    private static boolean varies(double[] totals) {
        int seen = 0;
        for (double t : totals) {
            seen += t > 0 ? 1 : 0;
        }
        return seen > 1;
    }

    private static void add(double[] totals, int[] counts, int items) {
        for (int c = 0; c < totals.length; c++) {
            totals[c] += items * counts[c];
        }
    }
}
