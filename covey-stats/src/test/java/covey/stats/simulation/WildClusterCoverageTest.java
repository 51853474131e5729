package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.compare.Contrast;
import covey.stats.design.Side;
import covey.stats.design.cluster.Cluster;
import covey.stats.design.cluster.ClusterDifference;
import covey.stats.design.cluster.ClusterRobust;
import covey.stats.design.cluster.WildClusterBootstrap;
import covey.stats.design.cluster.WildWeights;
import covey.stats.design.randomization.RandomizationTest;
import covey.stats.moment.Column;
import covey.stats.moment.MomentAccumulator;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Few clusters of very unequal size, 4 to 60 units, a fifth of the variance between them. The effect is .3. */
class WildClusterCoverageTest {

    private static final double EFFECT = 0.3;
    private static final ClusterDifference PLAIN = ClusterDifference.of(Column.of(0));

    @ParameterizedTest
    @ValueSource(ints = {6, 9})
    void theBootstrapHoldsItsLevel(int perArm) {
        RandomGenerator weights = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        Coverage.of("wild cluster bootstrap, " + perArm + " v " + perArm, 81, from -> {
                    List<Cluster> clusters = clusters(from, perArm, perArm);
                    return PLAIN.bootstrap(
                                            clusters,
                                            WildWeights.of(clusters.size()),
                                            new RandomizationTest.Draws(199, weights))
                                    .pValue(EFFECT)
                            > 0.05;
                })
                .isBetween(0.935, 0.965);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 9})
    void plainClusterErrorsUndercover(int perArm) {
        Coverage.of("CR1 on t, " + perArm + " v " + perArm, 81, from -> {
                    List<Cluster> clusters = clusters(from, perArm, perArm);
                    Contrast plain = PLAIN.with(ClusterRobust.CR1).fit(clusters).contrast();
                    return plain.asNormal().interval(0.95).contains(EFFECT);
                })
                .fallsBelow(0.91);
    }

    @Test
    void anIntervalHoldsWhatIsNotRejected() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(82);
        for (int i = 0; i < 20; i++) {
            List<Cluster> clusters = clusters(random, 6, 6);
            WildClusterBootstrap bootstrap =
                    PLAIN.bootstrap(clusters, WildWeights.RADEMACHER, new RandomizationTest.Draws(999, random));
            assertThat(bootstrap.enumerated()).isTrue();
            boolean inside = bootstrap.interval(0.95).orElseThrow().contains(0);
            assertThat(inside).isEqualTo(bootstrap.pValue(0) > 0.05);
            double t = Math.abs(bootstrap.estimate() / bootstrap.standardError());
            assertThat(inside).isEqualTo(t <= bootstrap.critical(0.95) * (1 + 1e-9));
        }
    }

    @Test
    void anIntervalWithoutEndIsNone() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(83);
        WildClusterBootstrap bootstrap =
                PLAIN.bootstrap(clusters(random, 2, 2), WildWeights.RADEMACHER, new RandomizationTest.Draws(1, random));
        assertThat(bootstrap.samples()).isEqualTo(16);
        assertThat(bootstrap.interval(0.95)).isEmpty();
    }

    private static List<Cluster> clusters(RandomGenerator random, int control, int treatment) {
        List<Cluster> clusters = new ArrayList<>();
        for (int g = 0; g < control + treatment; g++) {
            Side side = g < control ? Side.CONTROL : Side.TREATMENT;
            double common = 0.5 * random.nextGaussian();
            MomentAccumulator units = new MomentAccumulator(1);
            int size = (int) Math.round(4 * Math.exp(random.nextDouble() * Math.log(15)));
            for (int i = 0; i < size; i++) {
                units.add(EFFECT * side.indicator() + common + random.nextGaussian());
            }
            clusters.add(Cluster.of(units.moments(), side));
        }
        return clusters;
    }
}
