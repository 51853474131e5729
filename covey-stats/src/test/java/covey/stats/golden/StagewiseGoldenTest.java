package covey.stats.golden;

import covey.stats.Alternative;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.InterimEstimate;
import covey.stats.sequential.StagewiseInference;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StagewiseGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("stagewise");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        var inputs = golden.inputs();
        var bounds = GroupSequentialDesign.of(
                        inputs.get("alpha").asDouble(),
                        inputs.get("sides").asInt() == 2 ? Alternative.TWO_SIDED : Alternative.GREATER,
                        GroupSequentialGoldenTest.function(inputs.get("spending")))
                .bounds(GoldenCase.numbers(inputs.get("t")));
        var estimate = new InterimEstimate(
                inputs.get("value").asDouble(), inputs.get("standard_error").asDouble(), 1000);
        var stopped = StagewiseInference.at(
                bounds, inputs.get("stop").asInt(), estimate, inputs.get("null").asDouble());
        var interval = stopped.interval(0.95);
        golden.check(Map.of(
                "p", stopped.pValue(),
                "median", stopped.medianUnbiased(),
                "lower", interval.lower(),
                "upper", interval.upper(),
                "bias_adjusted", stopped.biasAdjusted()));
    }
}
