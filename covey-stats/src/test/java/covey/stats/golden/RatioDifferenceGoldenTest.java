package covey.stats.golden;

import covey.stats.compare.Contrast;
import covey.stats.compare.RatioDifference;
import covey.stats.distribution.Normal;
import covey.stats.moment.Moments;
import covey.stats.moment.RatioMoments;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class RatioDifferenceGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("ratio");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        JsonNode inputs = golden.inputs();
        switch (golden.method()) {
            case "growthbook" ->
                golden.check(GrowthBookResult.of(
                        golden,
                        RatioDifference.contrast(
                                ReferenceInputs.moments(inputs.get("control")),
                                ReferenceInputs.moments(inputs.get("treatment")),
                                0,
                                1)));
            case "growthbook-arithmetic" -> golden.check(GrowthBookResult.of(golden, fromScalars(inputs)));
            case "one-arm" -> golden.check(oneArm(inputs));
            default -> throw new IllegalArgumentException(golden.method());
        }
    }

    private static Map<String, Object> oneArm(JsonNode inputs) {
        Moments moments = Moments.ofColumns(
                GoldenCase.numbers(inputs.get("numerator_by_user")),
                GoldenCase.numbers(inputs.get("denominator_by_user")));
        RatioMoments ratio = RatioMoments.of(moments, 0, 1);
        double half = Normal.quantile((1 + inputs.get("confidence").asDouble()) / 2) * ratio.standardError();
        return Map.of(
                "ratio", ratio.value(),
                "var", ratio.variance(),
                "se", ratio.standardError(),
                "ci_low", ratio.value() - half,
                "ci_high", ratio.value() + half);
    }

    /** The published sums are not those of any data (a negative variance), so only the arithmetic is compared. */
    private static Contrast fromScalars(JsonNode inputs) {
        return RatioDifference.contrast(scalars(inputs.get("control")), scalars(inputs.get("treatment")));
    }

    private static RatioMoments scalars(JsonNode arm) {
        double n = arm.get("n").asDouble();
        JsonNode m = arm.get("m_statistic");
        JsonNode d = arm.get("d_statistic");
        double[] mean = {m.get("sum").asDouble() / n, d.get("sum").asDouble() / n};
        double product = arm.get("m_d_sum_of_products").asDouble();
        double[][] covariance = {
            {centred(m.get("sum_squares").asDouble(), mean[0], mean[0], n), centred(product, mean[0], mean[1], n)},
            {centred(product, mean[0], mean[1], n), centred(d.get("sum_squares").asDouble(), mean[1], mean[1], n)}
        };
        return new RatioMoments(
                (long) n, mean[0] / mean[1], RatioMoments.deltaVariance((long) n, mean, covariance), Double.MAX_VALUE);
    }

    private static double centred(double sumOfProducts, double a, double b, double n) {
        return (sumOfProducts - n * a * b) / (n - 1);
    }
}
