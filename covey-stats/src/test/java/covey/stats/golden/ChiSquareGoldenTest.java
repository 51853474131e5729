package covey.stats.golden;

import covey.stats.test.ChiSquareGoodnessOfFit;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChiSquareGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("srm");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        var result = ChiSquareGoodnessOfFit.test(
                GoldenCase.counts(golden.inputs().get("users")),
                GoldenCase.numbers(golden.inputs().get("weights")));
        golden.check(Map.of("p", result.pValue()));
    }
}
