package covey.stats.moment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

    private static double[][] table(long seed, int n, int k) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[][] rows = new double[n][k];
        for (double[] row : rows) {
            double shared = random.nextGaussian();
            for (int j = 0; j < k; j++) {
                row[j] = 10 * j + shared + random.nextExponential();
            }
        }
        return rows;
    }

    private static void assertSame(Moments actual, Moments expected, double relative) {
        assertThat(actual.n()).isEqualTo(expected.n());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.mean(i)).isCloseTo(expected.mean(i), within(relative * (1 + Math.abs(expected.mean(i)))));
            for (int j = 0; j < expected.size(); j++) {
                double scale = Math.sqrt(expected.crossM2(i, i) * expected.crossM2(j, j));
                assertThat(actual.crossM2(i, j)).isCloseTo(expected.crossM2(i, j), within(relative * scale));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void partsMergeToTheWhole(long seed) {
        double[][] rows = table(seed, 400, 3);
        List<Moments> parts = new ArrayList<>(List.of(Moments.empty(3)));
        for (int from = 0, size = 1; from < rows.length; from += size, size = size * 2 + 1) {
            parts.add(Moments.ofRows(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + size))));
        }
        assertSame(Moments.sum(parts), Moments.ofRows(rows), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rowOrderDoesNotMatter(long seed) {
        List<double[]> rows = new ArrayList<>(List.of(table(seed, 300, 2)));
        Moments before = Moments.ofRows(rows.toArray(new double[0][]));
        Collections.shuffle(rows, new Random(seed));
        assertSame(Moments.ofRows(rows.toArray(new double[0][])), before, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sumsPopulationAndRowsAgree(long seed) {
        double[][] rows = table(seed, 200, 2);
        double[] sums = new double[2];
        double[][] products = new double[2][2];
        for (double[] row : rows) {
            for (int i = 0; i < 2; i++) {
                sums[i] += row[i];
                for (int j = 0; j < 2; j++) {
                    products[i][j] += row[i] * row[j];
                }
            }
        }
        Moments exact = Moments.ofRows(rows);
        double[][] covarPop = new double[2][2];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                covarPop[i][j] = exact.crossM2(i, j) / 200;
            }
        }
        assertSame(Moments.ofSums(200, sums, products), exact, 1e-10);
        assertSame(Moments.ofPopulation(200, new double[] {exact.mean(0), exact.mean(1)}, covarPop), exact, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shiftMovesTheMeanAndScaleSquaresTheVariance(long seed) {
        Moments moments = Moments.ofRows(table(seed, 150, 2));
        Moments moved = moments.affine(new double[][] {{3, 0}, {1, -2}}, new double[] {7, 0});
        assertThat(moved.mean(0)).isCloseTo(3 * moments.mean(0) + 7, within(1e-9));
        assertThat(moved.variance(0)).isCloseTo(9 * moments.variance(0), within(1e-9));
        assertThat(moved.variance(1))
                .isCloseTo(moments.variance(0) - 4 * moments.covariance(0, 1) + 4 * moments.variance(1), within(1e-9));
        assertThat(moments.select(1, 0).covariance(0, 1)).isEqualTo(moments.covariance(0, 1));
    }

    @Test
    void centredMomentsKeepDigitsThatASumOfSquaresLoses() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        double[] values = new double[10_000];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = 1e9 + random.nextGaussian();
            sum += values[i];
            squares += values[i] * values[i];
        }
        double naive = (squares - sum * sum / values.length) / (values.length - 1);
        assertThat(Math.abs(naive - 1)).as("sum of squares gives %s", naive).isGreaterThan(10);
        assertThat(Moments.ofColumns(values).variance(0)).isCloseTo(1, within(0.05));
    }

    @Test
    void aConstantColumnHasVarianceZeroHoweverItIsSummarised() {
        double[] constant = new double[1000];
        Arrays.fill(constant, 0.1);
        double sum = Arrays.stream(constant).sum();
        double squares = Arrays.stream(constant).map(x -> x * x).sum();
        assertThat(Moments.ofColumns(constant).variance(0)).isZero();
        assertThat(Moments.ofSums(1000, new double[] {sum}, new double[][] {{squares}})
                        .variance(0))
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void impossibleInputIsRefusedWithItsValue() {
        assertThatThrownBy(() -> Moments.ofColumns(new double[] {1, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Moments.ofSums(1, new double[] {Double.NEGATIVE_INFINITY}, new double[][] {{1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-Infinity");
        assertThatThrownBy(() -> Moments.ofSums(100, new double[] {510}, new double[][] {{810}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1791");
        assertThatThrownBy(() -> Moments.empty(1).plus(Moments.empty(2))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tooFewUnitsGiveAReasonAndNotNaN() {
        assertThatThrownBy(() -> Moments.empty(1).mean(0))
                .isInstanceOfSatisfying(
                        DegenerateDataException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.TOO_FEW_UNITS));
        assertThatThrownBy(() -> Moments.ofColumns(new double[] {4}).variance(0))
                .isInstanceOf(DegenerateDataException.class);
    }

    @Test
    void aCountIsReadFromAColumnOfZerosAndOnesOnly() {
        assertThat(BinomialCount.of(Moments.ofColumns(new double[] {0, 1, 1, 0, 1}), 0))
                .isEqualTo(new BinomialCount(3, 5));
        assertThatThrownBy(() -> BinomialCount.of(Moments.ofColumns(new double[] {0, 2, 1, 0, 0}), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWeakOrZeroDenominatorIsRefused() {
        assertThatThrownBy(() -> RatioMoments.of(Moments.ofColumns(new double[] {1, 2}, new double[] {0, 0}), 0, 1))
                .isInstanceOfSatisfying(
                        DegenerateDataException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.ZERO_DENOMINATOR));
        assertThatThrownBy(() ->
                        RatioMoments.of(Moments.ofColumns(new double[] {1, 2, 3}, new double[] {0, 0, 5}), 0, 1))
                .isInstanceOfSatisfying(
                        DegenerateDataException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.WEAK_DENOMINATOR));
    }

    @Test
    void aRatioOverAConstantDenominatorIsAMean() {
        double[] y = {3, 1, 4, 1, 5};
        double[] ones = {1, 1, 1, 1, 1};
        RatioMoments ratio = RatioMoments.of(Moments.ofColumns(y, ones), 0, 1);
        Moments mean = Moments.ofColumns(y);
        assertThat(ratio.value()).isEqualTo(mean.mean(0));
        assertThat(ratio.variance()).isCloseTo(mean.variance(0) / 5, within(1e-15));
    }

    @Test
    void aSmallSpreadFarFromZeroIsNoNoise() {
        // values 1e9 -+ 5 as an engine returns them: centred already, so that nothing may be cleared
        Moments moments = Moments.ofPopulation(3000, new double[] {1e9}, new double[][] {{25}});
        assertThat(moments.variance(0)).isCloseTo(25 * 3000 / 2999.0, within(1e-9));
        Moments constant = Moments.ofPopulation(3000, new double[] {0.1}, new double[][] {{1e-34}});
        assertThat(constant.variance(0)).isZero();
    }
}
