package covey.stats.agreement;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Cohen's kappa of two raters who both labelled every item, plain or weighted.
 *
 * <p>With p_ij the share of items that the first called i and the second j, and disagreement weights v_ij (1 for i ≠ j;
 * {@code |i − j|}; {@code (i − j)²}, i and j places among the labels in order): {@code κ = 1 − Σ v_ij p_ij / Σ v_ij p_i. p_.j}.
 *
 * <p>Assumes independent items. Agrees with statsmodels 0.13.5 {@code cohens_kappa} to 1e-12; its standard error is the jackknife over
 * items, not Fleiss's, which it meets as items grow. Refuses fewer than two items, and raters who both give one label only
 * ({@code ZERO_VARIANCE}). Cost O(labels⁴).
 *
 * <p>Cohen (1968), Psychological Bulletin 70.
 */
public final class CohenKappa {
    /** How much a disagreement counts. */
    public enum Weights {
        /** All alike. */
        UNWEIGHTED,
        /** By the number of places between the labels. */
        LINEAR,
        /** By its square. */
        QUADRATIC
    }

    private final double[] labels;
    private final double[][] table;
    private final Weights weights;

    private CohenKappa(double[] first, double[] second, Weights weights) {
        this.labels = DoubleStream.concat(Arrays.stream(first), Arrays.stream(second))
                .map(v -> v + 0.0)
                .sorted()
                .distinct()
                .toArray();
        this.table = new double[labels.length][labels.length];
        this.weights = weights;
    }

    /**
     * The coefficient with its jackknife over items.
     *
     * @param first labels of the first rater, finite
     * @param second labels of the second, of the same items
     */
    public static AgreementEstimate of(double[] first, double[] second, Weights weights) {
        if (first.length != second.length) {
            throw new IllegalArgumentException("two raters of " + first.length + " and " + second.length + " items");
        }
        if (first.length < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "kappa needs 2 items or more that both labelled, not " + first.length);
        }
        CohenKappa kappa = new CohenKappa(first, second, weights);
        for (int i = 0; i < first.length; i++) {
            kappa.add(first[i], second[i]);
        }
        if (kappa.labels.length < 2) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE,
                    "both raters gave one label to all " + first.length + " items, so kappa is 0/0");
        }
        double whole = kappa.value();
        int size = kappa.labels.length;
        double[] without = new double[size * size];
        int[] times = new int[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                times[i * size + j] = (int) kappa.table[i][j];
                without[i * size + j] = kappa.without(i, j, whole);
            }
        }
        return AgreementEstimate.jackknife(whole, without, times);
    }

    /** The coefficient without an item of a cell; the whole where there is none, or the rest are all alike. */
    private double without(int i, int j, double whole) {
        if (table[i][j] == 0) {
            return whole;
        }
        table[i][j]--;
        double value = value();
        table[i][j]++;
        return Double.isNaN(value) ? whole : value;
    }

    private void add(double first, double second) {
        table[Arrays.binarySearch(labels, first + 0.0)][Arrays.binarySearch(labels, second + 0.0)]++;
    }

    private double value() {
        int size = labels.length;
        double[] rows = new double[size];
        double[] columns = new double[size];
        double n = 0;
        double observed = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                rows[i] += table[i][j];
                columns[j] += table[i][j];
                n += table[i][j];
                observed += weight(i, j) * table[i][j];
            }
        }
        double expected = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                expected += weight(i, j) * rows[i] * columns[j] / n;
            }
        }
        return 1 - observed / expected;
    }

    private double weight(int i, int j) {
        int gap = Math.abs(i - j);
        return switch (weights) {
            case UNWEIGHTED -> gap == 0 ? 0 : 1;
            case LINEAR -> gap;
            case QUADRATIC -> (double) gap * gap;
        };
    }
}
