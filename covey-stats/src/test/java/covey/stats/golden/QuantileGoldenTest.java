package covey.stats.golden;

import covey.stats.compare.Contrast;
import covey.stats.compare.QuantileDifference;
import covey.stats.compare.QuantileEstimate;
import covey.stats.distribution.Normal;
import covey.stats.interval.Bounds;
import covey.stats.interval.ClusterQuantile;
import covey.stats.interval.OrderStatistic;
import covey.stats.interval.OrderStatistic.Method;
import covey.stats.interval.OrderStatistic.Ranks;
import covey.stats.moment.Moments;
import covey.stats.moment.RatioMoments;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class QuantileGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("quantile");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        JsonNode inputs = golden.inputs();
        switch (golden.method()) {
            case "growthbook" -> {
                Contrast contrast = QuantileDifference.growthBookContrast(
                        estimate(inputs.get("control")), estimate(inputs.get("treatment")));
                golden.check(GrowthBookResult.of(golden, contrast));
            }
            case "order-statistic" -> golden.check(ranks(inputs));
            case "cluster-quantile" -> golden.check(shares(inputs));
            default -> throw new IllegalArgumentException(golden.method());
        }
    }

    private static QuantileEstimate estimate(JsonNode arm) {
        return new QuantileEstimate(
                        arm.get("n").asLong(),
                        arm.get("quantile_hat").asDouble(),
                        arm.get("quantile_lower").asDouble(),
                        arm.get("quantile_upper").asDouble(),
                        0.95)
                .rescaledFrom(arm.get("n_star").asLong());
    }

    private static Map<String, Object> ranks(JsonNode inputs) {
        long n = inputs.get("n").asLong();
        double p = inputs.get("p").asDouble();
        double level = inputs.get("confidence").asDouble();
        Ranks exact = OrderStatistic.ranks(n, p, level, Method.EXACT).orElseThrow();
        double half = Normal.quantile((1 + level) / 2) * Math.sqrt(n * p * (1 - p));
        return Map.of(
                "lower_rank", exact.lower(),
                "upper_rank", exact.upper(),
                "exact_coverage", exact.coverage(),
                "normal_ranks", new double[] {n * p - half, n * p + half});
    }

    private static Map<String, Object> shares(JsonNode inputs) {
        Moments units =
                Moments.ofColumns(GoldenCase.numbers(inputs.get("below")), GoldenCase.numbers(inputs.get("events")));
        RatioMoments share = RatioMoments.of(units, 0, 1);
        Bounds shares = ClusterQuantile.shares(
                        share, inputs.get("p").asDouble(), inputs.get("level").asDouble())
                .orElseThrow();
        return Map.of("share", share.value(), "se", share.standardError(), "shares", GrowthBookResult.array(shares));
    }
}
