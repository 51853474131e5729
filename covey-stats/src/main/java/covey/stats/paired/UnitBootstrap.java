package covey.stats.paired;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.interval.Bounds;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Percentile bootstrap of a paired mean difference and of its relative size, whole units drawn with replacement.
 *
 * <p>Estimand: Σ d / Σ m, the mean difference over observations, with d a unit's total difference and m its number of
 * observations; relatively Σ d / |Σ b| with b its baseline total. Interval: the (1 ∓ level)/2 quantiles of the draws (type 7).
 * Assumes: units are independent; 30 or more of them, fewer are covered too rarely. More than 2,000 units are drawn in 2,000 random
 * groups. Not estimable with fewer than 2 units, or where a draw has no observations. Cost: draws × min(n, 2,000). Efron and
 * Tibshirani (1993), ch. 13; Sakai (2006), SIGIR.
 */
public final class UnitBootstrap {
    private final double[] differences;
    private final double[] lifts;
    private final double standardError;

    private UnitBootstrap(double[] differences, double[] lifts) {
        this.differences = differences;
        this.lifts = lifts;
        this.standardError = deviation(differences);
        Arrays.sort(this.differences);
        Arrays.sort(this.lifts);
    }

    /**
     * The draws.
     *
     * @param baseline total of each unit under the baseline
     * @param difference total difference of each unit
     * @param observations number of observations of each unit
     * @param draws draws, 2 or more
     * @param random source of draws
     */
    public static UnitBootstrap of(
            double[] baseline, double[] difference, double[] observations, int draws, RandomGenerator random) {
        if (difference.length < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "a bootstrap of units needs 2 units or more, not " + difference.length);
        }
        double[][] groups = UnitGroups.of(random, baseline, difference, observations);
        double[] differences = new double[draws];
        double[] lifts = new double[draws];
        int n = groups[0].length;
        for (int b = 0; b < draws; b++) {
            double base = 0;
            double gap = 0;
            double count = 0;
            for (int i = 0; i < n; i++) {
                int u = random.nextInt(n);
                base += groups[0][u];
                gap += groups[1][u];
                count += groups[2][u];
            }
            differences[b] = gap / count;
            lifts[b] = gap / Math.abs(base);
        }
        return new UnitBootstrap(differences, lifts);
    }

    /** Standard deviation of the drawn differences. */
    public double standardError() {
        return standardError;
    }

    /** Interval of the difference at a level in (0, 1). */
    public Bounds difference(double level) {
        return bounds(differences, level);
    }

    /** Interval of the difference over the absolute baseline; empty where some draw has a baseline of zero. */
    public Optional<Bounds> relative(double level) {
        boolean finite = Double.isFinite(lifts[0]) && Double.isFinite(lifts[lifts.length - 1]);
        return finite ? Optional.of(bounds(lifts, level)) : Optional.empty();
    }

    private static Bounds bounds(double[] sorted, double level) {
        return new Bounds(Quantile.of(sorted, (1 - level) / 2), Quantile.of(sorted, (1 + level) / 2));
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
