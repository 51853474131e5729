package covey.ranking;

import static covey.ranking.label.Label.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.ranking.metric.gain.Dcg;
import covey.ranking.metric.gain.ExpectedReciprocalRank;
import covey.ranking.metric.gain.Ndcg;
import covey.ranking.metric.gain.RankBiasedPrecision;
import covey.ranking.metric.hits.AveragePrecision;
import covey.ranking.metric.hits.AveragePrecision.Denominator;
import covey.ranking.metric.hits.BinaryPreference;
import covey.ranking.metric.hits.FMeasure;
import covey.ranking.metric.hits.InferredAveragePrecision;
import covey.ranking.metric.hits.PartialAuc;
import covey.ranking.metric.hits.Precision;
import covey.ranking.metric.hits.RPrecision;
import covey.ranking.metric.hits.Recall;
import covey.ranking.metric.hits.ReciprocalRank;
import covey.ranking.metric.hits.Success;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics on lists whose values other libraries publish, and what holds for every list. */
class RankingMetricTest {
    private static final double N = JudgedList.NOT_IN_POOL;
    private static final Gains BURGES = Gains.of(Gain.EXPONENTIAL, 1);
    private static final Gains BINARY = Gains.of(Gain.BINARY, 1);

    /** The README example of ranx (commit 2cae52f), to 1e-9. */
    @Test
    void ranx() {
        List<JudgedList> lists =
                List.of(JudgedList.of(new double[] {5, N, 3, N, N, N}), JudgedList.of(new double[] {N, 6, N, N, 1, N}));
        check(lists, new Recall(1, 3), 0.75);
        check(lists, new FMeasure(1, 5, 1), 0.5714285714285715);
        check(lists, new ReciprocalRank(1, ALL), 0.75);
        check(lists, new AveragePrecision(1, 5, Denominator.RELEVANT), 0.6416666666666666);
        check(lists, new Dcg(5, BURGES, Discount.LOG2), 37.31771364111818);
        check(lists, new Ndcg(5, Gains.LINEAR, Discount.LOG2), 0.7861261099276952);
        check(lists, new Ndcg(5, BURGES, Discount.LOG2), 0.8024377174572288);
    }

    /** The README example of ir-measures, to 1e-9. */
    @Test
    void irMeasures() {
        List<JudgedList> lists = List.of(JudgedList.of(new double[] {0, 1}), JudgedList.of(new double[] {2, 0}));
        check(lists, new AveragePrecision(1, ALL, Denominator.RELEVANT), 0.75);
        check(lists, new ReciprocalRank(1, ALL), 0.75);
        check(lists, new Ndcg(ALL, Gains.LINEAR, Discount.LOG2), 0.8154648767857288);
        check(lists, new Ndcg(10, Gains.LINEAR, Discount.LOG2), 0.8154648767857288);
    }

    /** RecTools (commit 41a5a63), test_auc: user 5's list has a gap at rank 4 and one relevant item missing. */
    @Test
    void recToolsPartialAuc() {
        check(List.of(JudgedList.of(new double[] {N, N, 1, N, 1}, 1, 1)), new PartialAuc(1, 3), 1 / 12.0);
        check(List.of(JudgedList.of(new double[] {1, 1, 1})), new PartialAuc(1, 3), 1);
    }

    /** The definition, by hand: with and without the items that were not retrieved in the ideal list; to 1e-12. */
    @Test
    void gainsOfNdcg() {
        List<JudgedList> lists = List.of(JudgedList.of(new double[] {3, 2, 3, 0, 1, 2}, 3, 2));
        check(lists, new Ndcg(3, Gains.LINEAR, Discount.LOG2), 0.901306029678045);
        check(lists, new Ndcg(6, Gains.LINEAR, Discount.LOG2), 0.785002371969948);
        check(lists, new Ndcg(3, BINARY, Discount.LOG2), 1);
        check(lists, new Ndcg(6, BINARY, Discount.LOG2), 0.8696762340896295);
    }

    @Test
    void conventionsOfAveragePrecision() {
        JudgedList list = JudgedList.of(new double[] {1, 0, 1}, 1);
        double sum = 1 + 2 / 3.0;
        assertThat(new AveragePrecision(1, 2, Denominator.ACHIEVABLE).of(list)).isEqualTo(0.5);
        assertThat(new AveragePrecision(1, 3, Denominator.CUTOFF).of(list)).isCloseTo(sum / 3, within(1e-15));
        assertThat(new AveragePrecision(1, 3, Denominator.RELEVANT).of(list)).isCloseTo(sum / 3, within(1e-15));
    }

    @Test
    void emptyListsAndQueriesWithoutRelevantItemsAreZero() {
        for (JudgedList list : List.of(JudgedList.of(new double[0], 1), JudgedList.of(new double[] {0, N}, 0))) {
            bounded()
                    .forEach(metric ->
                            assertThat(metric.of(list)).as(metric.name()).isEqualTo(0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void boundedAndOneForThePerfectList(int seed) {
        Random random = new Random(seed);
        double[] grades = random.doubles(40, 0, 5).map(Math::floor).toArray();
        grades[0] = 4;
        JudgedList list =
                JudgedList.of(grades, random.doubles(5, 0, 5).map(Math::floor).toArray());
        bounded()
                .forEach(metric -> assertThat(metric.of(list)).as(metric.name()).isBetween(0.0, 1.0));
        double[] best = Arrays.stream(grades).map(g -> -g).sorted().map(g -> -g).toArray();
        JudgedList perfect = JudgedList.of(best);
        Stream.<RankingMetric>of(
                        new Ndcg(ALL, Gains.LINEAR, Discount.LOG2),
                        new Ndcg(7, BURGES, Discount.JARVELIN_KEKALAINEN),
                        new AveragePrecision(1, ALL, Denominator.RELEVANT),
                        new BinaryPreference(1),
                        new RPrecision(1),
                        new ReciprocalRank(1, ALL))
                .forEach(metric ->
                        assertThat(metric.of(perfect)).as(metric.name()).isCloseTo(1, within(1e-12)));
    }

    private static Stream<RankingMetric> bounded() {
        return Stream.of(
                new Ndcg(10, Gains.LINEAR, Discount.LOG2),
                new Ndcg(ALL, BINARY, Discount.JARVELIN_KEKALAINEN),
                new AveragePrecision(1, 10, Denominator.ACHIEVABLE),
                new ReciprocalRank(2, 5),
                new Precision(1, 5),
                new Precision(1, ALL),
                new Recall(2, 10),
                new Success(3, 3),
                new BinaryPreference(2),
                new InferredAveragePrecision(2),
                new PartialAuc(2, 5),
                new ExpectedReciprocalRank(20, 4),
                new RankBiasedPrecision(0.8, ALL, Gains.LINEAR));
    }

    private static void check(List<JudgedList> lists, RankingMetric metric, double expected) {
        assertThat(lists.stream().mapToDouble(metric::of).average().orElseThrow())
                .as(metric.name())
                .isCloseTo(expected, within(1e-12));
    }
}
