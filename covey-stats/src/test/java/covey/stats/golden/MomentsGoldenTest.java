package covey.stats.golden;

import covey.stats.moment.Moments;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class MomentsGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("moments");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        JsonNode inputs = golden.inputs();
        Moments moments = golden.method().equals("merge")
                ? column(inputs.get("part1")).plus(column(inputs.get("part2")))
                : column(inputs.get("values"));
        golden.check(
                Map.of("mean", moments.mean(0), "sample_variance", moments.variance(0), "M2", moments.crossM2(0, 0)));
    }

    private static Moments column(JsonNode values) {
        return Moments.ofColumns(GoldenCase.numbers(values));
    }
}
