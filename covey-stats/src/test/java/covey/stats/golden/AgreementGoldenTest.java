package covey.stats.golden;

import covey.stats.agreement.AgreementEstimate;
import covey.stats.agreement.CohenKappa;
import covey.stats.agreement.KrippendorffAlpha;
import covey.stats.agreement.MeasurementLevel;
import covey.stats.agreement.PercentAgreement;
import covey.stats.agreement.Ratings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class AgreementGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("agreement");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        AgreementEstimate estimate = estimate(golden.inputs(), golden.method().split(" "));
        golden.check(Map.of("value", estimate.value(), "standardError", estimate.standardError()));
    }

    private static AgreementEstimate estimate(JsonNode inputs, String[] method) {
        return switch (method[0]) {
            case "alpha" -> KrippendorffAlpha.of(ratings(inputs), MeasurementLevel.valueOf(method[1]));
            case "percent" -> PercentAgreement.of(ratings(inputs));
            default ->
                CohenKappa.of(
                        GoldenCase.numbers(inputs.get("first")),
                        GoldenCase.numbers(inputs.get("second")),
                        CohenKappa.Weights.valueOf(method[1]));
        };
    }

    private static Ratings ratings(JsonNode inputs) {
        List<double[]> items = new ArrayList<>();
        inputs.get("items").forEach(item -> items.add(GoldenCase.numbers(item)));
        return Ratings.of(items);
    }
}
