package covey.stats.golden;

import covey.stats.compare.Contrast;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class FiellerGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("fieller");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        JsonNode inputs = golden.inputs();
        Contrast contrast = new Contrast(
                inputs.get("difference").asDouble(),
                inputs.get("variance").asDouble(),
                GoldenCase.number(inputs.get("df")),
                inputs.get("baseline").asDouble(),
                inputs.get("baselineVariance").asDouble(),
                inputs.get("covariance").asDouble());
        golden.check(Map.of(
                "ci",
                GrowthBookResult.array(
                        contrast.fieller(inputs.get("level").asDouble()).orElseThrow())));
    }
}
