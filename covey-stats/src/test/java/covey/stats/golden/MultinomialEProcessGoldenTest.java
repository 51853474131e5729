package covey.stats.golden;

import covey.stats.sequential.MultinomialEProcess;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MultinomialEProcessGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("eprocess");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        var process = MultinomialEProcess.of(GoldenCase.numbers(golden.inputs().get("shares")))
                .withConcentration(golden.inputs().get("concentration").asDouble());
        long[] counts = GoldenCase.counts(golden.inputs().get("counts"));
        golden.check(Map.of("p", process.run(List.of(counts)).get(0).pValue()));
    }
}
