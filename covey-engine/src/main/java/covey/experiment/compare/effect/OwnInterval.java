package covey.experiment.compare.effect;

import covey.stats.compare.Contrast;
import covey.stats.interval.Bounds;
import java.util.Optional;

/** An interval of a difference that is not the contrast's own, and what it makes of the lift. */
public interface OwnInterval {
    /** Textbook name. */
    String name();

    /** The interval at a level; empty when it has no end there and the contrast's own is shown. */
    Optional<Bounds> difference(double level);

    /** The contrast whose Fieller interval goes with it at a level. */
    Contrast lifted(Contrast contrast, double level);
}
