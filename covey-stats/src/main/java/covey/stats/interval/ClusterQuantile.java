package covey.stats.interval;

import covey.stats.distribution.Normal;
import covey.stats.moment.RatioMoments;
import java.util.Optional;

/**
 * The "outer" interval of a quantile of events that cluster in units: which two shares of the event distribution to
 * read.
 *
 * <p>With q̂ the sample quantile of all events, the share {@code F(q̂) = Σ_i #{events of unit i ≤ q̂} / Σ_i #{events of
 * unit i}} is a ratio over units with delta-method variance; the interval is the data quantile at {@code p − z·se} and
 * {@code p + z·se}. It needs one more pass over the data and no density estimate.
 *
 * <p>Assumes independent units and a share whose error is near normal. The share's variance agrees with
 * {@link RatioMoments}, that is with gbstats 0.8.0, to 1e-9. Empty when a share falls outside (0, 1), which means too
 * few units for this quantile.
 *
 * <p>Deng, Knoblich, Lu (2018), KDD, section 4.
 */
public final class ClusterQuantile {

    private ClusterQuantile() {}

    /** Shares at which to read the event distribution, for quantile p at a confidence level. */
    public static Optional<Bounds> shares(RatioMoments eventsAtOrBelow, double p, double level) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("quantile must lie in (0, 1), got " + p);
        }
        double half = Normal.quantile((1 + Levels.check(level)) / 2) * eventsAtOrBelow.standardError();
        return p - half > 0 && p + half < 1 ? Optional.of(new Bounds(p - half, p + half)) : Optional.empty();
    }
}
