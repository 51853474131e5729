package covey.stats.golden;

import covey.stats.interval.Bounds;
import covey.stats.survey.Hajek;
import covey.stats.survey.HorvitzThompson;
import covey.stats.survey.PredictionPowered;
import covey.stats.survey.ProbabilitySample;
import covey.stats.survey.SurveyMean;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SurveyGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("survey");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        JsonNode inputs = golden.inputs();
        ProbabilitySample sample = new ProbabilitySample(
                GoldenCase.numbers(inputs.get("values")),
                GoldenCase.numbers(inputs.get("probabilities")),
                Arrays.stream(GoldenCase.numbers(inputs.get("strata")))
                        .mapToInt(h -> (int) h)
                        .toArray());
        if (golden.method().equals("prediction-powered")) {
            PredictionPowered.Estimate estimate = PredictionPowered.mean(
                    sample, GoldenCase.numbers(inputs.get("predictions")), GoldenCase.number(inputs.get("predicted")));
            golden.check(Map.of(
                    "value", estimate.mean().value(),
                    "variance", estimate.mean().variance(),
                    "df", estimate.mean().df(),
                    "lambda_", estimate.lambda()));
            return;
        }
        SurveyMean mean = golden.method().equals("hajek")
                ? Hajek.mean(sample)
                : HorvitzThompson.mean(sample, inputs.get("population").asLong());
        Bounds share = mean.shareInterval(0.95);
        golden.check(Map.of(
                "value", mean.value(),
                "variance", mean.variance(),
                "df", mean.df(),
                "kish", mean.kish(),
                "shareLower", share.lower(),
                "shareUpper", share.upper()));
    }
}
