package covey.metric;

import java.util.OptionalDouble;

/**
 * Upper limit on a unit's value.
 *
 * @param quantile fraction of the pooled per-unit values at which the cap lies, in (0, 1)
 * @param value fixed cap in the metric's unit; exactly one of the two is given
 */
public record Cap(OptionalDouble quantile, OptionalDouble value) {
    public Cap {
        if (quantile.isPresent() == value.isPresent()) {
            throw new IllegalArgumentException("a cap is either a quantile or a value");
        }
    }
}
