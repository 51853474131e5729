package covey.stats.golden;

import covey.stats.compare.Contrast;
import covey.stats.compare.Cuped;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CupedGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("cuped");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        JsonNode inputs = golden.inputs();
        switch (golden.method()) {
            case "growthbook" -> growthBook(golden, inputs);
            case "columns" -> {
                Contrast contrast = Cuped.contrast(
                        ReferenceInputs.columns(inputs, 0, "y", "x1", "x2"),
                        ReferenceInputs.columns(inputs, 1, "y", "x1", "x2"),
                        0,
                        1,
                        2);
                golden.check(Map.of(
                        "difference", contrast.difference(),
                        "variance", contrast.variance(),
                        "covariance", contrast.covariance()));
            }
            case "ratio" -> ratio(golden, inputs);
            default -> throw new IllegalArgumentException(golden.method());
        }
    }

    private static void growthBook(GoldenCase golden, JsonNode inputs) {
        Moments control = ReferenceInputs.moments(inputs.get("control"));
        Moments treatment = ReferenceInputs.moments(inputs.get("treatment"));
        Contrast contrast = Cuped.contrast(control, treatment, 0, 1);
        double unadjustedLift = (treatment.mean(0) - control.mean(0)) / Math.abs(control.mean(0));
        golden.check(GrowthBookResult.of(golden, contrast, contrast.deltaLiftAt(unadjustedLift)));
    }

    private static void ratio(GoldenCase golden, JsonNode inputs) {
        Moments control = ReferenceInputs.columns(inputs, 0, "y", "d", "y0", "d0");
        Moments treatment = ReferenceInputs.columns(inputs, 1, "y", "d", "y0", "d0");
        Contrast contrast = Cuped.fit(control, treatment, Column.ratio(0, 1), List.of(Column.ratio(2, 3)))
                .contrast();
        double plain = ratioOf(treatment, 0, 1) - ratioOf(control, 0, 1);
        double before = ratioOf(treatment, 2, 3) - ratioOf(control, 2, 3);
        golden.check(Map.of(
                "difference", contrast.difference(),
                "variance", contrast.variance(),
                "theta", (plain - contrast.difference()) / before));
    }

    private static double ratioOf(Moments moments, int numerator, int denominator) {
        return moments.mean(numerator) / moments.mean(denominator);
    }
}
