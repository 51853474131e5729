package covey.stats.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.resample.DeleteGroupJackknife;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreMeasuresTest {
    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static ScoredRows rows(double[] labels, double[] scores) {
        return ScoredRows.over(labels, scores, IntStream.range(0, labels.length).toArray());
    }

    private static ScoredRows random(int n, long seed) {
        RandomGenerator random = random(seed);
        double[] scores = random.doubles(n).map(p -> Math.rint(p * 50) / 50).toArray();
        double[] labels = DoubleStream.of(scores)
                .map(p -> random.nextDouble() < p ? 1 : 0)
                .toArray();
        return ScoredRows.over(
                labels, scores, IntStream.range(0, n).map(i -> i / 4).toArray());
    }

    @Test
    void theOrderIsThatOfTheNumbers() {
        double[] scores = {0.5, -0.0, 3e300, -7, 0.0, 1e-310, Double.MAX_VALUE, -1e-310, 0.5, -Double.MAX_VALUE};
        assertThat(ScoreOrder.ascending(scores)).containsExactly(9, 3, 7, 1, 4, 5, 0, 8, 2, 6);
        double[] many = random(3).doubles(5_000, -1, 1).toArray();
        double[] sorted = Arrays.stream(ScoreOrder.ascending(many))
                .mapToDouble(i -> many[i])
                .toArray();
        double[] expected = many.clone();
        Arrays.sort(expected);
        assertThat(sorted).isEqualTo(expected);
    }

    @Test
    void theAreaAsksForTheOrderOnly() {
        ScoredRows rows = random(400, 5);
        ScoredRows stretched = rows(
                IntStream.range(0, 400).mapToDouble(rows::label).toArray(),
                IntStream.range(0, 400)
                        .mapToDouble(i -> Math.exp(3 * rows.score(i)))
                        .toArray());
        ScoredRows turned = rows(
                IntStream.range(0, 400).mapToDouble(rows::label).toArray(),
                IntStream.range(0, 400).mapToDouble(i -> -rows.score(i)).toArray());
        double area = RocAuc.of(rows).value();
        assertThat(RocAuc.of(stretched).value()).isEqualTo(area);
        assertThat(RocAuc.of(turned).value()).isCloseTo(1 - area, within(1e-12));
        assertThat(RocAuc.of(turned).level().variance())
                .isCloseTo(RocAuc.of(rows.independent()).level().variance(), within(1e-15));
    }

    @Test
    void influencesAddUpToNothing() {
        ScoredRows rows = random(400, 6);
        for (ScoreEstimate estimate : new ScoreEstimate[] {
            RocAuc.of(rows),
            PooledAveragePrecision.of(rows),
            NormalizedEntropy.of(rows, 1e-9),
            CalibrationRatio.of(rows),
            RootMeanSquaredError.of(rows)
        }) {
            assertThat(DoubleStream.of(estimate.influence()).sum()).isCloseTo(0, within(1e-12));
            assertThat(estimate.units()).isEqualTo(100);
        }
    }

    @Test
    void aShareOfAllRowsHasAllPositives() {
        ScoredRows rows = random(400, 7);
        assertThat(CumulativeGains.of(rows, 1 - 1e-12)).isCloseTo(1, within(1e-9));
        ScoredRows flat = rows(new double[] {1, 0, 0, 1, 0}, new double[5]);
        assertThat(CumulativeGains.of(flat, 0.3)).isCloseTo(0.3, within(1e-12));
        assertThatThrownBy(() -> CumulativeGains.of(flat, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneClassHasNoArea() {
        ScoredRows ones = rows(new double[] {1, 1, 1}, new double[] {0.2, 0.3, 0.4});
        for (Runnable measure : new Runnable[] {
            () -> RocAuc.of(ones),
            () -> PooledAveragePrecision.of(ones),
            () -> NormalizedEntropy.of(ones, 0),
            () -> CumulativeGains.of(ones, 0.5)
        }) {
            assertThatThrownBy(measure::run)
                    .isInstanceOf(DegenerateDataException.class)
                    .hasMessageContaining("all 3 labels are 1");
        }
    }

    @Test
    void aCertaintyThatWasWrongIsRefusedOrClipped() {
        ScoredRows rows = rows(new double[] {1, 0, 1}, new double[] {0, 0.5, 1});
        assertThatThrownBy(() -> LogLoss.of(rows, 0))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageStartingWith("1 rows");
        assertThat(LogLoss.of(rows, 1e-3).value())
                .isCloseTo((-Math.log(1e-3) - Math.log(0.5) - Math.log1p(-1e-3)) / 3, within(1e-12));
    }

    @Test
    void rowsThatAreNoneOfThisAreRefused() {
        double[] labels = {0, 1, 2};
        double[] scores = {0.1, 0.2, 1.5};
        assertThatThrownBy(() -> RocAuc.of(rows(labels, scores))).hasMessageContaining("2.0, neither 0 nor 1");
        assertThatThrownBy(() -> LogLoss.of(rows(new double[] {0, 1, 1}, scores), 0))
                .hasMessageContaining("1.5, no probability");
        assertThatThrownBy(() -> rows(labels, new double[] {0, Double.NaN, 0})).hasMessageContaining("NaN");
        assertThatThrownBy(() -> ScoredRows.over(labels, scores, 0, 2, 2)).hasMessageContaining("unit 2 after 0");
        assertThatThrownBy(() -> RocAuc.of(rows(new double[0], new double[0]))).hasMessageContaining("no row");
        assertThatThrownBy(() -> RootMeanSquaredError.of(rows(labels, labels)))
                .hasMessageContaining("equals its label");
        assertThatThrownBy(() -> CalibrationRatio.of(rows(new double[2], new double[2])))
                .hasMessageContaining("add up to 0");
        assertThatThrownBy(() -> MeanAbsoluteError.of(rows(new double[] {1}, new double[] {0}))
                        .level())
                .hasMessageContaining("1 units");
    }

    @Test
    void allPositivesInOneGroupHaveNoLift() {
        double[] labels = new double[12];
        labels[3] = 1;
        double[] scores = random(8).doubles(12).toArray();
        DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(12, random(9));
        assertThatThrownBy(() -> CumulativeGains.replicates(rows(labels, scores), 0.5, jackknife))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("one group");
    }
}
