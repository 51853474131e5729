package covey.experiment.compare.effect;

import covey.result.Coverage;
import covey.result.Interval;
import covey.result.Test;
import covey.stats.interval.Bounds;
import java.util.function.UnaryOperator;

/**
 * What an interval's level promises, and the level at which it is therefore drawn.
 *
 * @param nominal level that is promised and stored
 * @param drawn level at which the single interval is drawn
 * @param coverage what is promised
 * @param suffix how the method's name goes on; empty for a plain interval
 * @param test what becomes of another test of the same effect, such as that of its lift
 */
public record Promise(double nominal, double drawn, Coverage coverage, String suffix, UnaryOperator<Test> test) {
    /** An interval whose tests stay as they are. */
    public Promise(double nominal, double drawn, Coverage coverage, String suffix) {
        this(nominal, drawn, coverage, suffix, UnaryOperator.identity());
    }

    public static Promise pointwise(double level) {
        return new Promise(level, level, Coverage.POINTWISE, "");
    }

    public Interval interval(Bounds bounds, String method) {
        return new Interval(bounds.lower(), bounds.upper(), nominal, coverage, method + suffix);
    }
}
