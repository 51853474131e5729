package covey.stats.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.compare.PairedDifference;
import covey.stats.moment.MomentAccumulator;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class PairedTestsTest {
    private static final double[] D = {0.3, -0.1, 0.25, 0.4, 0.05, -0.2, 0.6, 0.15, 0.33, -0.05};

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] normal(int n, double mean, RandomGenerator random) {
        double[] values = new double[n];
        Arrays.setAll(values, _ -> mean + random.nextGaussian());
        return values;
    }

    /** scipy 1.17.1, permutation_test((d,), sum, permutation_type='samples'): 66 of 1024. */
    @Test
    void allSignVectorsGiveTheExactPValue() {
        SignFlipTest test = SignFlipTest.of(D, 5_000, random(1));
        assertThat(test.exact()).isTrue();
        assertThat(test.draws()).isEqualTo(1024);
        assertThat(test.pValue()).isCloseTo(0.064453125, within(1e-12));
    }

    @Test
    void randomSignVectorsComeCloseToAllOfThem() {
        SignFlipTest test = SignFlipTest.of(D, 1_000, random(2));
        assertThat(test.exact()).isFalse();
        // four standard errors of 1,000 draws
        assertThat(test.pValue()).isCloseTo(0.0645, within(0.031));
    }

    @Test
    void groupsOfManyUnitsGiveThePValueOfThePairedT() {
        double[] d = normal(10_000, 0.02, random(3));
        MomentAccumulator moments = new MomentAccumulator(3);
        for (double value : d) {
            moments.add(0, value, 1);
        }
        double t = PairedDifference.contrast(moments.moments()).pValue();
        assertThat(SignFlipTest.of(d, 5_000, random(4)).pValue()).isCloseTo(t, within(0.02));
    }

    @Test
    void bootstrapAgreesWithThePairedTOnManyUnits() {
        RandomGenerator random = random(5);
        double[] d = normal(5_000, 0.5, random);
        double[] base = normal(5_000, 2, random);
        MomentAccumulator moments = new MomentAccumulator(3);
        for (int u = 0; u < d.length; u++) {
            moments.add(base[u], d[u], 1);
        }
        Contrast contrast = PairedDifference.contrast(moments.moments());
        UnitBootstrap bootstrap = UnitBootstrap.of(base, d, ones(5_000), 4_000, random);
        assertThat(bootstrap.standardError()).isCloseTo(contrast.standardError(), within(0.0008));
        assertThat(bootstrap.difference(0.95).lower())
                .isCloseTo(contrast.interval(0.95).lower(), within(0.002));
        assertThat(bootstrap.relative(0.95).orElseThrow().upper())
                .isCloseTo(contrast.fieller(0.95).orElseThrow().upper(), within(0.002));
    }

    @Test
    void tukeyOfTwoSystemsIsTheSignFlipTest() {
        double[] baseline = normal(40, 1, random(6));
        double[] candidate = normal(40, 1.35, random(7));
        double[] d = new double[40];
        Arrays.setAll(d, u -> candidate[u] - baseline[u]);
        RandomizedTukey tukey = RandomizedTukey.of(new double[][] {baseline, candidate}, 40, 20_000, random(8));
        double flips = SignFlipTest.of(d, 20_000, random(9)).pValue();
        assertThat(tukey.pValue(1, 0)).isCloseTo(flips, within(0.012));
        assertThat(tukey.difference(1, 0)).isCloseTo(Arrays.stream(d).sum() / 40, within(1e-12));
    }

    /** Five equal systems: some pair is rejected in a twentieth of the studies; pairwise tests reject far oftener. */
    @Test
    void tukeyHoldsItsLevelOverAllPairsAndPairwiseTestsDoNot() {
        int studies = 400;
        int any = 0;
        int naive = 0;
        RandomGenerator random = random(10);
        for (int study = 0; study < studies; study++) {
            double[][] totals = new double[5][];
            for (int s = 0; s < 5; s++) {
                totals[s] = normal(30, 0, random);
            }
            RandomizedTukey tukey = RandomizedTukey.of(totals, 30, 199, random);
            boolean rejected = false;
            boolean one = false;
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < i; j++) {
                    rejected |= tukey.pValue(i, j) <= 0.05;
                    one |= Math.abs(tukey.difference(i, j)) > 1.96 * Math.sqrt(2.0 / 30);
                }
            }
            any += rejected ? 1 : 0;
            naive += one ? 1 : 0;
        }
        // .05 and three standard errors of 400 studies
        assertThat((double) any / studies).isBetween(0.018, 0.083);
        assertThat((double) naive / studies).isGreaterThan(0.18);
    }

    /** R 4.2.2 power.t.test(type = "paired", power = .8): n = 20, sd = 1 gives .660442409818537. */
    @Test
    void detectableDifferenceIsThatOfPowerTTest() {
        DetectableDifference twenty = new DetectableDifference(1 / Math.sqrt(20), 20, 0.95, 0.8);
        assertThat(twenty.value()).isCloseTo(0.660442409818537, within(1e-8));
    }

    @Test
    void standardizedDifferenceIsMeanOverDeviation() {
        MomentAccumulator moments = new MomentAccumulator(3);
        for (double value : D) {
            moments.add(0, value, 1);
        }
        double mean = Arrays.stream(D).sum() / D.length;
        double squares = Arrays.stream(D).map(v -> (v - mean) * (v - mean)).sum();
        StandardizedDifference d = StandardizedDifference.of(PairedDifference.contrast(moments.moments()));
        assertThat(d.value()).isCloseTo(mean / Math.sqrt(squares / 9), within(1e-12));
    }

    @Test
    void oneUnitIsRefused() {
        assertThatThrownBy(() -> SignFlipTest.of(new double[] {1}, 10, random(1)))
                .isInstanceOf(DegenerateDataException.class);
        assertThatThrownBy(() -> UnitBootstrap.of(ones(1), ones(1), ones(1), 10, random(1)))
                .isInstanceOf(DegenerateDataException.class);
        assertThatThrownBy(() -> RandomizedTukey.of(new double[][] {ones(3)}, 3, 10, random(1)))
                .isInstanceOf(DegenerateDataException.class);
    }
}
