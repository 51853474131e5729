package covey.stats.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.compare.PairedDifference;
import covey.stats.moment.MomentAccumulator;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeleteGroupJackknifeTest {
    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static Replicates mean(DeleteGroupJackknife jackknife, double[] values) {
        List<Double> without = IntStream.range(0, jackknife.groups())
                .mapToObj(g -> IntStream.range(0, values.length)
                        .filter(u -> jackknife.groupOf(u) != g)
                        .mapToDouble(u -> values[u])
                        .average()
                        .orElseThrow())
                .toList();
        return new Replicates(Arrays.stream(values).average().orElseThrow(), without);
    }

    /** With a unit a group the jackknife of means is the paired t test, exactly. */
    @Test
    void meansOfSingleUnitsGiveThePairedTest() {
        RandomGenerator random = random(5);
        double[] baseline = random.doubles(40).toArray();
        double[] candidate = DoubleStream.of(baseline)
                .map(b -> 0.1 + b + random.nextGaussian() / 3)
                .toArray();
        DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(40, random);
        Contrast contrast = jackknife.contrast(mean(jackknife, baseline), mean(jackknife, candidate));
        MomentAccumulator moments = new MomentAccumulator(3);
        for (int u = 0; u < 40; u++) {
            moments.add(baseline[u], candidate[u] - baseline[u], 1);
        }
        Contrast paired = PairedDifference.contrast(moments.moments());
        assertThat(contrast.difference()).isCloseTo(paired.difference(), within(1e-12));
        assertThat(contrast.variance()).isCloseTo(paired.variance(), within(1e-12));
        assertThat(contrast.baselineVariance()).isCloseTo(paired.baselineVariance(), within(1e-12));
        assertThat(contrast.covariance()).isCloseTo(paired.covariance(), within(1e-12));
        assertThat(contrast.df()).isEqualTo(paired.df());
    }

    @Test
    void manyUnitsFallIntoFiftyEvenGroups() {
        DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(1_024, random(6));
        int[] sizes = new int[jackknife.groups()];
        IntStream.range(0, 1_024).forEach(u -> sizes[jackknife.groupOf(u)]++);
        assertThat(sizes).hasSize(DeleteGroupJackknife.GROUPS);
        assertThat(Arrays.stream(sizes).min().orElseThrow()).isEqualTo(20);
        assertThat(Arrays.stream(sizes).max().orElseThrow()).isEqualTo(21);
        assertThat(IntStream.range(0, 50).map(jackknife::groupOf).distinct().count())
                .isLessThan(50);
    }

    @Test
    void refusesFewUnitsAndWhatDoesNotMove() {
        assertThatThrownBy(() -> DeleteGroupJackknife.of(9, random(7)))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("9 units");
        DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(10, random(8));
        Replicates fixed = mean(jackknife, new double[10]);
        assertThatThrownBy(() -> jackknife.level(fixed)).isInstanceOf(DegenerateDataException.class);
    }
}
