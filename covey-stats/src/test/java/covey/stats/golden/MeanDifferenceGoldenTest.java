package covey.stats.golden;

import covey.stats.compare.Contrast;
import covey.stats.compare.MeanDifference;
import covey.stats.compare.ProportionDifference;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class MeanDifferenceGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("mean");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        switch (golden.method()) {
            case "growthbook" -> golden.check(GrowthBookResult.of(golden, contrast(golden.inputs())));
            case "spotify-student" -> golden.check(student(golden.inputs()));
            default -> throw new IllegalArgumentException(golden.method());
        }
    }

    private static Contrast contrast(JsonNode inputs) {
        JsonNode control = inputs.get("control");
        JsonNode treatment = inputs.get("treatment");
        return control.get("type").asString().equals("ProportionStatistic")
                ? ProportionDifference.contrastWithWelchDf(
                        ReferenceInputs.count(control), ReferenceInputs.count(treatment))
                : MeanDifference.contrast(ReferenceInputs.moments(control), ReferenceInputs.moments(treatment), 0);
    }

    private static Map<String, Object> student(JsonNode inputs) {
        JsonNode rows = inputs.get("rows");
        Contrast contrast = MeanDifference.pooledVarianceContrast(
                ReferenceInputs.spotify(rows.get(0)), ReferenceInputs.spotify(rows.get(1)), 0);
        var interval = contrast.interval(inputs.get("interval").asDouble());
        return Map.of(
                "difference", contrast.difference(),
                "ci_lower", interval.lower(),
                "ci_upper", interval.upper(),
                "p-value", contrast.pValue());
    }
}
