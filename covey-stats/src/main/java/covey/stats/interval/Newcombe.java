package covey.stats.interval;

import covey.stats.moment.BinomialCount;

/**
 * Newcombe's hybrid score interval of a difference of two proportions, treatment − control.
 *
 * <p>With Wilson bounds (l, u) of each arm: {@code D − √((p_t − l_t)² + (u_c − p_c)²)} to
 * {@code D + √((u_t − p_t)² + (p_c − l_c)²)}. Holds near 0 and 1, where the Wald interval collapses.
 *
 * <p>Assumes independent trials. Agrees with the formula on scipy 1.17 Wilson bounds to 1e-9, and with four worked
 * cases of the paper (method 10) to their four printed digits. Newcombe (1998), Statistics in Medicine 17, 873–890.
 */
public final class Newcombe {

    private Newcombe() {}

    /** Two-sided interval of treatment − control at a confidence level in (0, 1). */
    public static Bounds interval(BinomialCount control, BinomialCount treatment, double level) {
        Bounds c = Wilson.interval(control, level);
        Bounds t = Wilson.interval(treatment, level);
        double pc = control.proportion();
        double pt = treatment.proportion();
        double difference = pt - pc;
        return new Bounds(
                difference - Math.hypot(pt - t.lower(), c.upper() - pc),
                difference + Math.hypot(t.upper() - pt, pc - c.lower()));
    }
}
