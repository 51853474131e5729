package covey.stats.sampledrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.sampledrank.CandidateSample.Chances;
import covey.stats.sampledrank.CandidateSample.Scheme;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The three recommenders of Krichene and Rendle (2020), figure 1: ranks of the relevant item among 10,000, 99 sampled. */
class SampledMetricsTest {
    private static final CandidateSample SAMPLE = new CandidateSample(10_000, 99, Scheme.WITHOUT_REPLACEMENT);
    private static final Map<String, int[]> RANKS = new TreeMap<>(Map.of(
            "A", new int[] {100, 100, 100, 100, 100},
            "B", new int[] {40, 40, 8437, 9266, 4482},
            "C", new int[] {212, 2, 743, 5342, 1548}));

    private static double ndcg(int rank) {
        return rank <= 10 ? Math.log(2) / Math.log(rank + 1) : 0;
    }

    private static double[] raw(IntToDoubleFunction metric) {
        return IntStream.rangeClosed(1, SAMPLE.size() + 1).mapToDouble(metric).toArray();
    }

    private static double expected(String system, double[] bySampledRank) {
        return Arrays.stream(RANKS.get(system))
                .mapToDouble(r -> SAMPLE.expectation(bySampledRank, r))
                .average()
                .orElseThrow();
    }

    private static double truth(String system, IntToDoubleFunction metric) {
        return Arrays.stream(RANKS.get(system)).mapToDouble(metric).average().orElseThrow();
    }

    /** The sampled metric and the metric at the estimated rank put A first, whose items never come near the top. */
    @Test
    void sampledMetricsPutTheWrongSystemFirstAndTheCorrectedTheRightOne() {
        BiasVarianceTradeoff tradeoff = new BiasVarianceTradeoff(SAMPLE, 0.01);
        for (IntToDoubleFunction metric :
                new IntToDoubleFunction[] {SampledMetricsTest::ndcg, r -> r <= 10 ? 1 : 0, r -> 1.0 / r}) {
            assertThat(truth("C", metric)).isGreaterThan(truth("A", metric)).isGreaterThan(truth("B", metric));
            double[] raw = raw(metric);
            assertThat(expected("A", raw)).isGreaterThan(expected("C", raw) + 0.2);
            double[] estimate = new RankEstimate(SAMPLE).corrected(metric);
            assertThat(expected("A", estimate)).isGreaterThan(expected("C", estimate) + 0.1);
            double[] corrected = tradeoff.corrected(metric);
            assertThat(expected("C", corrected))
                    .isGreaterThan(expected("A", corrected) + 0.02)
                    .isGreaterThan(expected("B", corrected));
        }
    }

    /** 200 evaluations of 2,000 users each: the raw mean of nDCG@10 puts A before C in all, the corrected one C before A in all but 1 %. */
    @Test
    void evaluationsOfTwoThousandUsersFindTheRightOrder() {
        SplittableRandom random = new SplittableRandom(20_260_311);
        double[] raw = raw(SampledMetricsTest::ndcg);
        double[] corrected = new BiasVarianceTradeoff(SAMPLE, 0.01).corrected(SampledMetricsTest::ndcg);
        int rawWrong = 0;
        int correctedRight = 0;
        for (int study = 0; study < 200; study++) {
            double rawGap = 0;
            double correctedGap = 0;
            for (int user = 0; user < 2_000; user++) {
                int a = sampledRank("A", random);
                int c = sampledRank("C", random);
                rawGap += raw[c - 1] - raw[a - 1];
                correctedGap += corrected[c - 1] - corrected[a - 1];
            }
            rawWrong += rawGap < 0 ? 1 : 0;
            correctedRight += correctedGap > 0 ? 1 : 0;
        }
        assertThat(rawWrong).isEqualTo(200);
        assertThat(correctedRight).isGreaterThanOrEqualTo(198);
    }

    private static final Map<Integer, Chances> CHANCES = new TreeMap<>();

    private static int sampledRank(String system, SplittableRandom random) {
        int[] ranks = RANKS.get(system);
        Chances chances = CHANCES.computeIfAbsent(ranks[random.nextInt(ranks.length)], SAMPLE::chances);
        double left = random.nextDouble();
        int at = 0;
        while (at < chances.size() - 1 && left >= chances.at(at)) {
            left -= chances.at(at++);
        }
        return chances.first() + at;
    }

    /** Less price on variance, less bias: for items spread evenly over all ranks the mean square of the bias falls. */
    @Test
    void aSmallerPriceOfVarianceLeavesLessBias() {
        CandidateSample sample = new CandidateSample(500, 50, Scheme.WITHOUT_REPLACEMENT);
        double before = Double.POSITIVE_INFINITY;
        for (double gamma : new double[] {1, 0.1, 0.01, 0.001}) {
            double[] corrected = new BiasVarianceTradeoff(sample, gamma).corrected(SampledMetricsTest::ndcg);
            double squares = IntStream.rangeClosed(1, 500)
                    .mapToDouble(r -> Math.pow(sample.expectation(corrected, r) - ndcg(r), 2))
                    .sum();
            assertThat(squares).isLessThan(before);
            before = squares;
        }
    }

    /** With all other items in the sample the sampled rank is the rank. */
    @Test
    void aSampleOfAllItemsNeedsNoCorrection() {
        CandidateSample all = new CandidateSample(30, 29, Scheme.WITHOUT_REPLACEMENT);
        double[] exact = IntStream.rangeClosed(1, 30)
                .mapToDouble(SampledMetricsTest::ndcg)
                .toArray();
        assertThat(new RankEstimate(all).corrected(SampledMetricsTest::ndcg)).containsExactly(exact);
        assertThat(new BiasVarianceTradeoff(all, 0.01).corrected(SampledMetricsTest::ndcg))
                .containsExactly(exact, within(1e-12));
    }

    /** Strata of ranks beyond the first 1,500 against every rank; mean reciprocal rank has mass beyond them. */
    @Test
    void strataOfFarRanksChangeLittle() {
        CandidateSample sample = new CandidateSample(6_000, 30, Scheme.WITHOUT_REPLACEMENT);
        double[] exact = new BiasVarianceTradeoff(sample, 0.01).corrected(r -> 1.0 / r);
        double[] strata = new BiasVarianceTradeoff(sample, 0.01, 3_000).corrected(r -> 1.0 / r);
        assertThat(strata).containsExactly(exact, within(1e-4));
    }

    @Test
    void samplesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new CandidateSample(10, 10, Scheme.WITHOUT_REPLACEMENT))
                .hasMessageContaining("a sample of 10 of 9 other items");
        assertThatThrownBy(() -> new BiasVarianceTradeoff(SAMPLE, 0)).hasMessageContaining("price of variance is 0");
        assertThatThrownBy(() -> SAMPLE.expectation(new double[3], 1)).hasMessageContaining("3 values");
    }
}
