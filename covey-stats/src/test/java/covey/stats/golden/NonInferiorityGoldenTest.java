package covey.stats.golden;

import covey.stats.compare.Contrast;
import covey.stats.compare.MeanDifference;
import covey.stats.compare.NonInferiority;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.compare.NonInferiority.Scale;
import covey.stats.interval.Bounds;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class NonInferiorityGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("noninferiority");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        JsonNode rows = golden.inputs().get("rows");
        double level = golden.inputs().get("interval").asDouble();
        Contrast contrast = MeanDifference.contrast(
                        ReferenceInputs.spotify(rows.get(0)), ReferenceInputs.spotify(rows.get(1)), 0)
                .asNormal();
        JsonNode nim = golden.inputs().get("nim");
        double p = contrast.pValue();
        Bounds bounds = contrast.interval(level);
        if (nim.isArray()) {
            Direction preferred = Direction.valueOf(nim.get(1).asString().toUpperCase(Locale.ROOT));
            NonInferiority test = new NonInferiority(contrast, 0, Scale.ABSOLUTE, preferred);
            p = test.pValue();
            bounds = test.interval(level).orElseThrow();
        }
        golden.check(Map.of(
                "difference", contrast.difference(),
                "ci_lower", bounds.lower(),
                "ci_upper", bounds.upper(),
                "adjusted ci_lower", bounds.lower(),
                "adjusted ci_upper", bounds.upper(),
                "null_hypothesis", 0.0,
                "p-value", p));
    }
}
