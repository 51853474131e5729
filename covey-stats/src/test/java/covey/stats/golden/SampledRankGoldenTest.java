package covey.stats.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.sampledrank.BiasVarianceTradeoff;
import covey.stats.sampledrank.CandidateSample;
import covey.stats.sampledrank.CandidateSample.Scheme;
import covey.stats.sampledrank.RankEstimate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampledRankGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("sampledrank");
    }

    private static IntToDoubleFunction metric(String name) {
        return switch (name) {
            case "hit@10" -> rank -> rank <= 10 ? 1 : 0;
            case "nDCG@10" -> rank -> rank <= 10 ? Math.log(2) / Math.log(rank + 1) : 0;
            default -> rank -> 1.0 / rank;
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        CandidateSample sample = new CandidateSample(
                golden.inputs().get("items").asInt(),
                golden.inputs().get("size").asInt(),
                golden.inputs().get("replacement").asBoolean() ? Scheme.WITH_REPLACEMENT : Scheme.WITHOUT_REPLACEMENT);
        IntToDoubleFunction metric = metric(golden.method());
        Map<String, Object> actual = new HashMap<>();
        actual.put("rankEstimate", new RankEstimate(sample).corrected(metric));
        for (double gamma : new double[] {0.01, 0.1}) {
            BiasVarianceTradeoff tradeoff = new BiasVarianceTradeoff(sample, gamma);
            double[] corrected = tradeoff.corrected(metric);
            actual.put("biasVariance " + gamma, corrected);
            actual.put("largestBias " + gamma, tradeoff.largestBias(metric, corrected));
        }
        double[] raw =
                IntStream.rangeClosed(1, sample.size() + 1).mapToDouble(metric).toArray();
        actual.put(
                "expectedRaw",
                IntStream.of(1, 5, 50, sample.items())
                        .mapToDouble(rank -> sample.expectation(raw, rank))
                        .toArray());
        golden.check(actual);
    }

    /** Krichene and Rendle's formula by hand: ranks 5, 50 and 500 of 1,000, 99 sampled with replacement, hits up to rank 10; 1e-10. */
    @Test
    void expectedHitsOfASample() {
        CandidateSample sample = new CandidateSample(1000, 99, Scheme.WITH_REPLACEMENT);
        double[] hit =
                IntStream.rangeClosed(1, 100).mapToDouble(r -> r <= 10 ? 1 : 0).toArray();
        assertThat(sample.expectation(hit, 5)).isCloseTo(0.9999999999880674, within(1e-10));
        assertThat(sample.expectation(hit, 50)).isCloseTo(0.9763732759025814, within(1e-10));
        assertThat(sample.expectation(hit, 500)).isCloseTo(3.282726495281138e-18, within(1e-10));
    }
}
