package covey.stats.power;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.NonInferiority.Scale;

/**
 * A true difference treatment − control, in the metric's unit or as a fraction of the magnitude of its baseline.
 *
 * @param size signed size
 * @param scale scale of the size
 */
public record Effect(double size, Scale scale) {

    /** Refuses a size that is no number. */
    public Effect {
        if (!Double.isFinite(size)) {
            throw new IllegalArgumentException("an effect needs a finite size, got " + size);
        }
    }

    /** In the metric's unit. */
    public static Effect absolute(double size) {
        return new Effect(size, Scale.ABSOLUTE);
    }

    /** As a fraction of the baseline. */
    public static Effect relative(double lift) {
        return new Effect(lift, Scale.RELATIVE);
    }

    /** The difference for a metric with this outcome; throws {@code ZERO_BASELINE} for a lift over 0. */
    public double on(Outcome outcome) {
        if (scale == Scale.ABSOLUTE) {
            return size;
        }
        if (outcome.baseline() == 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_BASELINE, "the value under control is 0, so a relative effect has no meaning");
        }
        return size * Math.abs(outcome.baseline());
    }
}
