package covey.stats.golden;

import covey.stats.Alternative;
import covey.stats.interval.Newcombe;
import covey.stats.interval.Wilson;
import covey.stats.moment.BinomialCount;
import covey.stats.test.TwoProportionZTest;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ProportionGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("proportion");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        JsonNode inputs = golden.inputs();
        switch (golden.method()) {
            case "wilson" -> {
                BinomialCount count = new BinomialCount(
                        inputs.get("successes").asLong(), inputs.get("trials").asLong());
                golden.check(Map.of(
                        "ci",
                        GrowthBookResult.array(
                                Wilson.interval(count, inputs.get("level").asDouble()))));
            }
            case "newcombe" ->
                golden.check(Map.of(
                        "ci",
                        GrowthBookResult.array(Newcombe.interval(
                                ReferenceInputs.pair(inputs.get("control")),
                                ReferenceInputs.pair(inputs.get("treatment")),
                                inputs.get("level").asDouble()))));
            case "pooled-z" -> {
                var result = TwoProportionZTest.test(
                        ReferenceInputs.pair(inputs.get("control")),
                        ReferenceInputs.pair(inputs.get("treatment")),
                        Alternative.TWO_SIDED);
                golden.check(Map.of("statistic", result.statistic(), "p", result.pValue()));
            }
            default -> throw new IllegalArgumentException(golden.method());
        }
    }
}
