package covey.world.truth;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A metric of the demo project whose true effect is added up.
 *
 * @param name name in the demo project
 * @param numerator what is summed per user
 * @param denominator for a ratio: what it is divided by
 * @param cap quantile of the pooled observed values at which a user's value is capped
 */
public record MeasuredMetric(String name, Quantity numerator, Optional<Quantity> denominator, OptionalDouble cap) {
    /** All metrics with a computed truth. */
    public static final List<MeasuredMetric> ALL = List.of(
            mean("clicks", Quantity.CLICKS),
            mean("likes", Quantity.LIKES),
            mean("dwell_seconds", Quantity.DWELL_SECONDS),
            ratio("ctr", Quantity.CLICKS, Quantity.IMPRESSIONS),
            ratio("clicks_per_session", Quantity.CLICKS, Quantity.SESSIONS),
            mean("revenue_14d", Quantity.REVENUE_14D),
            new MeasuredMetric("revenue", Quantity.REVENUE, Optional.empty(), OptionalDouble.of(0.999)));

    /** Metrics of the demo project that no lever can move: their true effect is zero in every experiment. */
    public static final List<String> UNMOVED = List.of(
            "impressions_seen",
            "impressions_seen_p90",
            "authors_seen",
            "longest_session",
            "buyers",
            "week2_retention",
            "active_days",
            "feed_latency_p95");

    private static MeasuredMetric mean(String name, Quantity quantity) {
        return new MeasuredMetric(name, quantity, Optional.empty(), OptionalDouble.empty());
    }

    private static MeasuredMetric ratio(String name, Quantity numerator, Quantity denominator) {
        return new MeasuredMetric(name, numerator, Optional.of(denominator), OptionalDouble.empty());
    }
}
