package covey.stats.distribution;

/**
 * Student's t with many degrees of freedom, as a normal variable that is corrected by a series in 1/df: a hundredth of
 * the time of the incomplete beta function and its inversion, which every comparison of a scorecard would pay three
 * times.
 *
 * <p>Inside the limits below the series are cut where less than 2e-14 of a tail probability, or of a quantile, is left;
 * checked against 40 digits. Hill (1970), Algorithm 395: Student's t-distribution, Communications of the ACM 13; for
 * the quantile Fisher, Cornish (1960), Technometrics 2.
 */
final class LargeDegrees {

    private static final double FEWEST = 1000;
    private static final double LARGEST_T = 8;
    private static final double LARGEST_Z = 4;

    private LargeDegrees() {}

    /** Whether the tail beyond t can be had from {@link #normalScore}. */
    static boolean coversTail(double t, double df) {
        return df >= FEWEST && Math.abs(t) <= LARGEST_T;
    }

    /** Whether the t of a normal quantile z can be had from {@link #quantile}. */
    static boolean coversQuantile(double z, double df) {
        return df >= FEWEST && Math.abs(z) <= LARGEST_Z;
    }

    /** The z whose normal tail is the tail of t. */
    static double normalScore(double t, double df) {
        double a = df - 0.5;
        double b = 48 * a * a;
        double y = a * Math.log1p(t * t / df);
        double second = (((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b);
        return Math.copySign(Math.sqrt(y) * (1 + (y + 3 + second) / b), t);
    }

    /** The t whose tail is the normal tail of z. */
    static double quantile(double z, double df) {
        double s = z * z;
        double first = (s + 1) / 4;
        double second = ((5 * s + 16) * s + 3) / 96;
        double third = (((3 * s + 19) * s + 17) * s - 15) / 384;
        double fourth = ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92160;
        return z * (1 + (first + (second + (third + fourth / df) / df) / df) / df);
    }
}
