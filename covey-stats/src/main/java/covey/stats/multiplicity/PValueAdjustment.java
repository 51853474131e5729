package covey.stats.multiplicity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Adjusted p-values of a family of m tests, in the order given. With p_(1) ≤ … ≤ p_(m) the sorted values:
 *
 * <ul>
 *   <li>Bonferroni {@code m p}; Holm {@code max_{j≤i} (m − j + 1) p_(j)}; Hochberg {@code min_{j≥i} (m − j + 1) p_(j)};
 *       Hommel: the closed test on Simes;
 *   <li>Benjamini–Hochberg {@code min_{j≥i} m p_(j)/j}; Benjamini–Yekutieli that times {@code Σ_{j≤m} 1/j}.
 * </ul>
 *
 * <p>Hochberg and Hommel assume positive dependence, as does Benjamini–Hochberg; Bonferroni, Holm and
 * Benjamini–Yekutieli assume nothing. Agrees with statsmodels 0.13.5 {@code multipletests} to 1e-9. The interval level
 * that goes with each is in {@link SimultaneousLevel}. An empty family gives an empty array; NaN is refused. Cost m log
 * m, Hommel m².
 *
 * <p>Holm (1979), Hochberg (1988), Hommel (1988), Benjamini, Hochberg (1995), Benjamini, Yekutieli (2001).
 */
public enum PValueAdjustment {
    /** Leaves p-values as they are. */
    NONE(Guarantee.NONE) {
        @Override
        double[] adjustSorted(double[] p) {
            return p.clone();
        }
    },
    /** Bonferroni. */
    BONFERRONI(Guarantee.FAMILYWISE_ERROR) {
        @Override
        double[] adjustSorted(double[] p) {
            return Arrays.stream(p).map(x -> x * p.length).toArray();
        }
    },
    /** Holm's step-down Bonferroni. */
    HOLM(Guarantee.FAMILYWISE_ERROR) {
        @Override
        double[] adjustSorted(double[] p) {
            double[] adjusted = new double[p.length];
            double largest = 0;
            for (int i = 0; i < p.length; i++) {
                largest = Math.max(largest, (p.length - i) * p[i]);
                adjusted[i] = largest;
            }
            return adjusted;
        }
    },
    /** Hochberg's step-up. */
    HOCHBERG(Guarantee.FAMILYWISE_ERROR) {
        @Override
        double[] adjustSorted(double[] p) {
            return stepUp(p, i -> p.length - i);
        }
    },
    /** Hommel's closed Simes procedure. */
    HOMMEL(Guarantee.FAMILYWISE_ERROR) {
        @Override
        double[] adjustSorted(double[] p) {
            return hommel(p);
        }
    },
    /** Benjamini–Hochberg. */
    BENJAMINI_HOCHBERG(Guarantee.FALSE_DISCOVERY_RATE) {
        @Override
        double[] adjustSorted(double[] p) {
            return stepUp(p, i -> (double) p.length / (i + 1));
        }
    },
    /** Benjamini–Yekutieli. */
    BENJAMINI_YEKUTIELI(Guarantee.FALSE_DISCOVERY_RATE) {
        @Override
        double[] adjustSorted(double[] p) {
            double harmonic =
                    IntStream.rangeClosed(1, p.length).mapToDouble(j -> 1.0 / j).sum();
            return stepUp(p, i -> harmonic * p.length / (i + 1));
        }
    };

    /** What a procedure controls. */
    public enum Guarantee {
        /** Nothing over the family. */
        NONE,
        /** The probability of any false rejection. */
        FAMILYWISE_ERROR,
        /** The expected share of false rejections. */
        FALSE_DISCOVERY_RATE
    }

    private final Guarantee guarantee;

    PValueAdjustment(Guarantee guarantee) {
        this.guarantee = guarantee;
    }

    /** What the procedure controls. */
    public Guarantee guarantee() {
        return guarantee;
    }

    /** Adjusted p-values in the order of the input. */
    public double[] adjust(double... p) {
        for (double x : p) {
            if (!(x >= 0 && x <= 1)) {
                throw new IllegalArgumentException("p-value must lie in [0, 1], got " + x);
            }
        }
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] sorted = Arrays.stream(order).mapToDouble(i -> p[i]).toArray();
        double[] adjusted = adjustSorted(sorted);
        double[] result = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            result[order[i]] = Math.min(1, adjusted[i]);
        }
        return result;
    }

    /** Adjusts ascending p-values; values above 1 are cut by the caller. */
    abstract double[] adjustSorted(double[] p);

    private static double[] stepUp(double[] p, IntToDoubleFunction factor) {
        double[] adjusted = new double[p.length];
        double smallest = 1;
        for (int i = p.length - 1; i >= 0; i--) {
            smallest = Math.min(smallest, factor.applyAsDouble(i) * p[i]);
            adjusted[i] = smallest;
        }
        return adjusted;
    }

    /**
     * For each p the largest over subset sizes s of the Simes value of the worst subset of that size that contains it.
     */
    private static double[] hommel(double[] p) {
        int m = p.length;
        double[] adjusted = p.clone();
        for (int s = m; s >= 2; s--) {
            double tail = Double.POSITIVE_INFINITY;
            for (int j = 2; j <= s; j++) {
                tail = Math.min(tail, s * p[m - s + j - 1] / j);
            }
            for (int i = 0; i < m; i++) {
                adjusted[i] = Math.max(adjusted[i], Math.min(tail, s * p[Math.min(i, m - s)]));
            }
        }
        return adjusted;
    }
}
