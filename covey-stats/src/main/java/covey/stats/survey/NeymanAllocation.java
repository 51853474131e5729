package covey.stats.survey;

import java.util.Arrays;

/**
 * How many items of each stratum to label.
 *
 * <p>Neyman: {@code n_h ∝ N_h S_h} for N_h items of standard deviation S_h gives the mean its least variance,
 * {@code V = (Σ W_h S_h)²/n − Σ W_h S_h²/N}, {@code W_h = N_h/N}. Equal S give the proportional allocation. Every stratum gets
 * {@value #FEWEST} at least, so that its spread can be told, and none more than it has. Neyman (1934), JRSS 97; Cochran (1977), 5.5.
 */
public final class NeymanAllocation {
    /** Fewest items of a stratum. */
    public static final int FEWEST = 2;

    private final long[] sizes;
    private final double[] deviations;

    /**
     * @param sizes items of each stratum, positive
     * @param deviations standard deviation of the labels in each, or a guess; not negative
     */
    public NeymanAllocation(long[] sizes, double[] deviations) {
        if (sizes.length != deviations.length || sizes.length == 0) {
            throw new IllegalArgumentException(sizes.length + " strata with " + deviations.length + " deviations");
        }
        if (Arrays.stream(sizes).anyMatch(n -> n < 1)
                || Arrays.stream(deviations).anyMatch(s -> !(s >= 0))) {
            throw new IllegalArgumentException("a stratum is empty or its deviation is negative");
        }
        this.sizes = sizes.clone();
        this.deviations = deviations.clone();
    }

    /** Items per stratum that sum to {@code n}, or to what the fewest and the sizes allow. */
    public int[] items(int n) {
        int strata = sizes.length;
        int[] items = new int[strata];
        int given = 0;
        for (int h = 0; h < strata; h++) {
            items[h] = (int) Math.min(FEWEST, sizes[h]);
            given += items[h];
        }
        for (; given < n; given++) {
            int best = -1;
            for (int h = 0; h < strata; h++) {
                if (items[h] < sizes[h] && (best < 0 || priority(h, items[h]) > priority(best, items[best]))) {
                    best = h;
                }
            }
            if (best < 0) {
                return items;
            }
            items[best]++;
        }
        return items;
    }

    /** What the next item of a stratum takes off the variance: optimal in whole items (Wright 2012). */
    private double priority(int h, int items) {
        double weight = (double) sizes[h] * Math.max(deviations[h], 1e-12);
        return weight / Math.sqrt((double) items * (items + 1.0));
    }

    /** Items in all that bring the standard error of the mean down to {@code standardError}. */
    public long required(double standardError) {
        if (!(standardError > 0)) {
            throw new IllegalArgumentException("standard error must be positive, got " + standardError);
        }
        double all = Arrays.stream(sizes).sum();
        double root = 0;
        double square = 0;
        for (int h = 0; h < sizes.length; h++) {
            double share = sizes[h] / all;
            root += share * deviations[h];
            square += share * deviations[h] * deviations[h];
        }
        double n = root * root / (standardError * standardError + square / all);
        return (long) Math.min(all, Math.max((double) FEWEST * sizes.length, Math.ceil(n - 1e-9)));
    }
}
