package covey.stats.golden;

import covey.stats.rankcorrelation.ApCorrelation;
import covey.stats.rankcorrelation.KendallTau;
import covey.stats.rankcorrelation.RankBiasedOverlap;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RankCorrelationGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("rankcorrelation");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        double[] first = GoldenCase.numbers(golden.inputs().get("first"));
        double[] second = GoldenCase.numbers(golden.inputs().get("second"));
        golden.check(
                switch (golden.method()) {
                    case "rbo" -> {
                        RankBiasedOverlap overlap = RankBiasedOverlap.of(
                                items(first),
                                items(second),
                                golden.inputs().get("p").asDouble());
                        yield Map.of(
                                "base", overlap.base(),
                                "minimum", overlap.minimum(),
                                "residual", overlap.residual(),
                                "extrapolated", overlap.extrapolated());
                    }
                    case "tau-b" -> Map.of("value", KendallTau.b(first, second));
                    case "tau-ap" -> Map.of("value", ApCorrelation.of(first, second));
                    case "tau-ap-a" -> Map.of("value", ApCorrelation.a(first, second));
                    case "tau-ap-b" -> Map.of("value", ApCorrelation.b(first, second));
                    default -> throw new IllegalArgumentException(golden.method());
                });
    }

    private static int[] items(double... values) {
        return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
    }
}
