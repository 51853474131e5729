package covey.stats.score;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * What was predicted and what came true in bins of the probability, in sums that groups of units can be taken out of. Bins are
 * closed above; with equally many rows the edges are those of all rows, also where a group is left out. Bins as in scikit-learn
 * 1.2.1 {@code calibration_curve}.
 */
public final class CalibrationBins {
    private static final int ROWS = 0;
    private static final int UNITS = 1;
    private static final int PREDICTED = 2;
    private static final int OBSERVED = 3;
    /** Over units: Σ m², with m a unit's rows in the bin, o its labels and e = o less its scores. */
    private static final int MM = 4;

    private static final int OO = 5;
    private static final int OM = 6;
    private static final int EE = 7;
    private static final int EM = 8;
    private static final int SUMS = 9;

    private final double[] edges;
    private final double[][] all;
    private final double[][][] groups;

    private CalibrationBins(double[] edges, double[][] all, double[][][] groups) {
        this.edges = edges;
        this.all = all;
        this.groups = groups;
    }

    /** The bins of rows with labels 0 or 1 and probabilities. */
    public static CalibrationBins of(ScoredRows rows, Binning binning, int bins) {
        return of(rows, binning, bins, 1, _ -> 0);
    }

    /**
     * The bins, with groups that can be left out.
     *
     * @param groups number of groups
     * @param groupOf group of a unit
     */
    public static CalibrationBins of(ScoredRows rows, Binning binning, int bins, int groups, IntUnaryOperator groupOf) {
        rows.requireProbabilities();
        Classes.rows(rows);
        rows.positives();
        double[] edges = binning == Binning.WIDTH ? width(bins) : mass(rows, bins);
        double[][][] sums = new double[groups][bins][SUMS];
        double[][] unit = new double[bins][3];
        for (int from = 0; from < rows.size(); ) {
            int to = from;
            for (; to < rows.size() && rows.unit(to) == rows.unit(from); to++) {
                double[] of = unit[bin(edges, rows.score(to))];
                of[0]++;
                of[1] += rows.score(to);
                of[2] += rows.label(to);
            }
            add(unit, sums[groupOf.applyAsInt(rows.unit(from))]);
            from = to;
        }
        double[][] all = new double[bins][SUMS];
        for (double[][] group : sums) {
            for (int b = 0; b < bins; b++) {
                for (int k = 0; k < SUMS; k++) {
                    all[b][k] += group[b][k];
                }
            }
        }
        return new CalibrationBins(edges, all, sums);
    }

    private static void add(double[][] unit, double[][] sums) {
        for (int b = 0; b < unit.length; b++) {
            double m = unit[b][0];
            if (m > 0) {
                double o = unit[b][2];
                double e = o - unit[b][1];
                double[] terms = {m, 1, unit[b][1], o, m * m, o * o, o * m, e * e, e * m};
                for (int k = 0; k < SUMS; k++) {
                    sums[b][k] += terms[k];
                }
                Arrays.fill(unit[b], 0);
            }
        }
    }

    private static double[] width(int bins) {
        double[] edges = new double[bins - 1];
        Arrays.setAll(edges, b -> (b + 1.0) / bins);
        return edges;
    }

    private static double[] mass(ScoredRows rows, int bins) {
        double[] edges = new double[bins - 1];
        Arrays.setAll(edges, b -> {
            double at = (b + 1.0) / bins * (rows.size() - 1);
            int below = (int) at;
            double low = rows.score(rows.at(below));
            double high = rows.score(rows.at(Math.min(below + 1, rows.size() - 1)));
            return low + (at - below) * (high - low);
        });
        return edges;
    }

    /** Number of edges below a probability. */
    private static int bin(double[] edges, double p) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges[middle] < p) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Number of groups that can be left out. */
    int groups() {
        return groups.length;
    }

    /** Number of bins, the empty ones too. */
    public int size() {
        return all.length;
    }

    /** The bins without one group. */
    CalibrationBins without(int group) {
        double[][] left = new double[all.length][SUMS];
        for (int b = 0; b < left.length; b++) {
            for (int k = 0; k < SUMS; k++) {
                left[b][k] = all[b][k] - groups[group][b][k];
            }
        }
        return new CalibrationBins(edges, left, new double[0][][]);
    }

    /** Lower edge of a bin. */
    public double from(int bin) {
        return bin == 0 ? 0 : edges[bin - 1];
    }

    /** Upper edge of a bin. */
    public double to(int bin) {
        return bin == edges.length ? 1 : edges[bin];
    }

    /** Rows of a bin. */
    public long rows(int bin) {
        return Math.round(all[bin][ROWS]);
    }

    /** Units with rows in a bin. */
    public long units(int bin) {
        return Math.round(all[bin][UNITS]);
    }

    /** Mean probability in a bin that has rows. */
    public double predicted(int bin) {
        return all[bin][PREDICTED] / all[bin][ROWS];
    }

    /** Share of label 1 in a bin that has rows. */
    public double observed(int bin) {
        return all[bin][OBSERVED] / all[bin][ROWS];
    }

    /** Sampling variance of the observed share by units; 0 with fewer than two. */
    public double observedVariance(int bin) {
        return variance(bin, observed(bin), OO, OM);
    }

    /** Sampling variance by units of the observed share less the mean probability; 0 with fewer than two. */
    public double gapVariance(int bin) {
        return variance(bin, observed(bin) - predicted(bin), EE, EM);
    }

    /** {@code U/(U − 1) Σ(t_g − r m_g)²/n²} of a ratio r of unit totals t over rows m. */
    private double variance(int bin, double ratio, int squares, int products) {
        double[] sums = all[bin];
        double units = sums[UNITS];
        double n = sums[ROWS];
        double sum = sums[squares] - 2 * ratio * sums[products] + ratio * ratio * sums[MM];
        return units < 2 ? 0 : Math.max(0, sum) / (n * n) * units / (units - 1);
    }
}
