package covey.stats.golden;

import covey.stats.Alternative;
import covey.stats.sequential.AsymptoticConfidenceSequence;
import covey.stats.sequential.InterimEstimate;
import covey.stats.sequential.MixtureSprt;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ConfidenceSequenceGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("confidencesequence");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        golden.check(compute(golden.method(), golden.inputs()));
    }

    private static Map<String, ?> compute(String method, JsonNode inputs) {
        double alpha = inputs.get("alpha").asDouble();
        return switch (method) {
            case "asymptotic half-width" -> {
                double[] halves = halves(sequence(alpha, inputs.get("N_star").asDouble()), inputs);
                yield Map.of(
                        "half_width",
                        halves,
                        "ratio_to_fixed",
                        Arrays.stream(halves).map(h -> h / 1.959963984540054).toArray());
            }
            case "howard half-width" -> {
                var sequence = sequence(alpha, inputs.get("m").asDouble());
                yield Map.of("rho", 1 / (sequence.rho() * sequence.rho()), "half_width", halves(sequence, inputs));
            }
            case "asymptotic sequence" -> {
                var sequence = sequence(alpha, inputs.get("planned").asDouble());
                var look = new InterimEstimate(
                        inputs.get("value").asDouble(),
                        inputs.get("standard_error").asDouble(),
                        inputs.get("units").asDouble());
                var interval = sequence.interval(look);
                yield Map.of("lower", interval.lower(), "upper", interval.upper(), "p", sequence.pValue(look, 0));
            }
            case "mixture sprt" -> {
                var test = new MixtureSprt(
                        alpha, Alternative.TWO_SIDED, inputs.get("tau_squared").asDouble());
                var look = new InterimEstimate(
                        inputs.get("value").asDouble(),
                        inputs.get("standard_error").asDouble(),
                        1);
                var interval = test.interval(look);
                yield Map.of("lower", interval.lower(), "upper", interval.upper(), "p", test.pValue(look, 0));
            }
            case "one-sided bound" -> {
                var sequence = new AsymptoticConfidenceSequence(
                        alpha, Alternative.GREATER, inputs.get("rho").asDouble());
                yield Map.of("half_width", halves(sequence, inputs));
            }
            default -> throw new IllegalArgumentException(method);
        };
    }

    private static AsymptoticConfidenceSequence sequence(double alpha, double planned) {
        return AsymptoticConfidenceSequence.tunedAt(alpha, Alternative.TWO_SIDED, planned);
    }

    private static double[] halves(AsymptoticConfidenceSequence sequence, JsonNode inputs) {
        double se = inputs.get("se").asDouble();
        return Arrays.stream(GoldenCase.numbers(inputs.get("n")))
                .map(n -> sequence.halfWidth(new InterimEstimate(0, se, n)))
                .toArray();
    }
}
