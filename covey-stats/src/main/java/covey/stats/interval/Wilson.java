package covey.stats.interval;

import covey.stats.distribution.Normal;
import covey.stats.moment.BinomialCount;

/**
 * Wilson score interval of one proportion, without continuity correction.
 *
 * <p>{@code (p̂ + z²/2n ± z √(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n)}; it stays inside [0, 1] and has width at p̂ = 0 and
 * 1.
 *
 * <p>Assumes independent trials. Agrees with scipy 1.17 {@code binomtest(...).proportion_ci(method="wilson")} to 1e-9.
 * Wilson (1927), JASA 22.
 */
public final class Wilson {

    private Wilson() {}

    /** Two-sided interval at a confidence level in (0, 1). */
    public static Bounds interval(BinomialCount count, double level) {
        double z = Normal.quantile((1 + Levels.check(level)) / 2);
        double n = count.trials();
        double p = count.proportion();
        double z2 = z * z;
        double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
        double lower = count.successes() == 0 ? 0 : Math.max(0, centre - half);
        double upper = count.successes() == count.trials() ? 1 : Math.min(1, centre + half);
        return new Bounds(lower, upper);
    }
}
