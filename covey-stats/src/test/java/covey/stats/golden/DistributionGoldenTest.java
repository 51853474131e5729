package covey.stats.golden;

import covey.stats.distribution.ChiSquared;
import covey.stats.distribution.NoncentralT;
import covey.stats.distribution.Normal;
import covey.stats.distribution.StudentT;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("distribution");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        double x = golden.inputs().get("x").asDouble();
        double df = golden.inputs().path("df").asDouble(Double.POSITIVE_INFINITY);
        golden.check(
                switch (golden.method()) {
                    case "normal" -> Map.of("cdf", Normal.cdf(x), "survival", Normal.survival(x));
                    case "student-t" -> Map.of("cdf", StudentT.cdf(x, df), "survival", StudentT.survival(x, df));
                    case "chi-squared" -> Map.of("cdf", ChiSquared.cdf(x, df), "survival", ChiSquared.survival(x, df));
                    case "noncentral-t" ->
                        Map.of(
                                "survival",
                                NoncentralT.survival(
                                        x, df, golden.inputs().get("delta").asDouble()));
                    default -> throw new IllegalArgumentException(golden.method());
                });
    }
}
