package covey.stats.multiplicity;

/**
 * The level at which each interval of a family is drawn so that the family keeps its promise.
 *
 * <p>Family-wise procedures (Bonferroni, Holm, Hochberg, Hommel): Bonferroni-simultaneous intervals at
 * {@code 1 − (1 − level)/m} cover all m parameters with probability at least the level. False-discovery procedures:
 * intervals for the R selected of m at {@code 1 − (1 − level) R/m} have a false coverage rate of at most 1 − level
 * (positive dependence; Benjamini–Yekutieli).
 *
 * <p>False-coverage intervals after Holm would miss some selected effect with probability .12–.24 over ten metrics,
 * which is why the two are kept apart.
 *
 * <p>Benjamini, Yekutieli (2005), False discovery rate-adjusted multiple confidence intervals, JASA 100.
 */
public final class SimultaneousLevel {

    private SimultaneousLevel() {}

    /** Level of each of m intervals that together cover at {@code level}. */
    public static double simultaneousLevel(double level, int m) {
        requireFamily(level, m);
        return 1 - (1 - level) / m;
    }

    /** Level of each interval of {@code selected} parameters chosen among m, for a false coverage rate of 1 − level. */
    public static double fcrLevel(double level, int selected, int m) {
        requireFamily(level, m);
        if (selected < 1 || selected > m) {
            throw new IllegalArgumentException("selected must lie in 1.." + m + ", got " + selected);
        }
        return 1 - (1 - level) * selected / m;
    }

    private static void requireFamily(double level, int m) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("confidence level must lie in (0, 1), got " + level);
        }
        if (m < 1) {
            throw new IllegalArgumentException("a family has at least one member, got " + m);
        }
    }
}
