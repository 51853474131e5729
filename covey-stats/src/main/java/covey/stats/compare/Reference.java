package covey.stats.compare;

import covey.stats.Alternative;
import covey.stats.distribution.StudentT;
import covey.stats.interval.Bounds;

/** p-values, critical values and interval sides against a t or normal reference; infinite df is the normal. */
final class Reference {

    private Reference() {}

    static double pValue(double statistic, double df, Alternative alternative) {
        return switch (alternative) {
            case TWO_SIDED -> Math.min(1, 2 * StudentT.survival(Math.abs(statistic), df));
            case GREATER -> StudentT.survival(statistic, df);
            case LESS -> StudentT.cdf(statistic, df);
        };
    }

    static double critical(double level, double df, Alternative alternative) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("confidence level must lie in (0, 1), got " + level);
        }
        double tail = alternative == Alternative.TWO_SIDED ? (1 - level) / 2 : 1 - level;
        return -StudentT.quantile(tail, df);
    }

    /** Interval around a centre; a one-sided level below one half has a negative margin. */
    static Bounds bounds(double centre, double margin, Alternative alternative) {
        return side(centre - margin, centre + margin, alternative);
    }

    /** Keeps the lower value, the upper value or both. */
    static Bounds side(double lower, double upper, Alternative alternative) {
        return switch (alternative) {
            case TWO_SIDED -> new Bounds(lower, upper);
            case GREATER -> new Bounds(lower, Double.POSITIVE_INFINITY);
            case LESS -> new Bounds(Double.NEGATIVE_INFINITY, upper);
        };
    }
}
