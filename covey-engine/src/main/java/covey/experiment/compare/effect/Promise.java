package covey.experiment.compare.effect;

import covey.result.Coverage;
import covey.result.Interval;
import covey.stats.interval.Bounds;

/**
 * What an interval's level promises, and the level at which it is therefore drawn.
 *
 * @param nominal level that is promised and stored
 * @param drawn level at which the single interval is drawn
 * @param coverage what is promised
 * @param suffix how the method's name goes on; empty for a plain interval
 */
public record Promise(double nominal, double drawn, Coverage coverage, String suffix) {
    public static Promise pointwise(double level) {
        return new Promise(level, level, Coverage.POINTWISE, "");
    }

    public Interval interval(Bounds bounds, String method) {
        return new Interval(bounds.lower(), bounds.upper(), nominal, coverage, method + suffix);
    }
}
