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
        Bounds bounds = interval(count.proportion(), (double) count.trials(), level);
        return new Bounds(
                count.successes() == 0 ? 0 : bounds.lower(), count.successes() == count.trials() ? 1 : bounds.upper());
    }

    /**
     * The interval of a proportion that says as much as so many independent trials.
     *
     * @param proportion the proportion, from 0 to 1
     * @param trials effective number of trials, positive, not necessarily whole
     */
    public static Bounds interval(double proportion, double trials, double level) {
        double z = Normal.quantile((1 + Levels.check(level)) / 2);
        double z2 = z * z;
        double centre = (proportion + z2 / (2 * trials)) / (1 + z2 / trials);
        double half =
                z * Math.sqrt(proportion * (1 - proportion) / trials + z2 / (4 * trials * trials)) / (1 + z2 / trials);
        return new Bounds(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
