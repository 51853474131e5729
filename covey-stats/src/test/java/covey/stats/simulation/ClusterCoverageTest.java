package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.compare.Contrast;
import covey.stats.compare.MeanDifference;
import covey.stats.design.Side;
import covey.stats.design.cluster.Cluster;
import covey.stats.design.cluster.ClusterDifference;
import covey.stats.design.cluster.ClusterRandomization;
import covey.stats.design.cluster.ClusterRobust;
import covey.stats.design.cluster.Slopes;
import covey.stats.design.randomization.RandomizationTest;
import covey.stats.distribution.NoncentralT;
import covey.stats.distribution.StudentT;
import covey.stats.moment.Column;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Eight clusters an arm of 5 to 15 units, a fifth of the variance between clusters, and a covariate that explains part
 * of both levels. The effect is .3.
 */
class ClusterCoverageTest {

    private static final double EFFECT = 0.3;
    private static final ClusterDifference PLAIN = ClusterDifference.of(Column.of(0));

    @Test
    void bellMcCaffreyCoversTheDifference() {
        Coverage.of(
                        "CR2, Satterthwaite",
                        61,
                        random -> covers(PLAIN.fit(study(random)).contrast()))
                .isNominal();
    }

    @Test
    void bellMcCaffreyCoversTheAdjustedDifference() {
        ClusterDifference adjusted = PLAIN.adjustedFor(List.of(Column.of(1)), Slopes.COMMON);
        Coverage.of(
                        "CR2, one covariate",
                        62,
                        random -> covers(adjusted.fit(study(random)).contrast()))
                .isNominal();
    }

    @Test
    void unitsTakenAsIndependentUndercover() {
        Coverage.of("units of clusters taken as independent", 61, random -> {
                    List<Cluster> clusters = study(random);
                    return covers(
                            MeanDifference.contrast(arm(clusters, Side.CONTROL), arm(clusters, Side.TREATMENT), 0));
                })
                .fallsBelow(0.80);
    }

    @Test
    void uncorrectedResidualsOnTheNormalUndercover() {
        ClusterDifference naive = PLAIN.with(ClusterRobust.CR0);
        Coverage.of(
                        "CR0 on the normal",
                        61,
                        random -> covers(naive.fit(study(random)).contrast().asNormal()))
                .fallsBelow(0.92);
    }

    @Test
    void theRandomisationTestHoldsItsLevel() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        Coverage.of("randomisation test, 4 v 4 of unequal size", 63, from -> {
                    List<Cluster> clusters = clusters(from, 4, 0);
                    return ClusterRandomization.of(
                                            clusters, Column.of(0), List.of(), new RandomizationTest.Draws(1, random))
                                    .pValue(0)
                            > 0.10;
                })
                // 70 assignments in mirrored pairs: the attainable level below .10 is 6/70
                .isBetween(1 - 6.0 / 70 - 0.0085, 1 - 6.0 / 70 + 0.0085);
    }

    @Test
    void powerIsWhatTheVariancePromises() {
        // variance of a mean of units: between (.25 of the cluster, .25 of its place) and within (1, .25 of x)
        double sizes = 10;
        double squaredSizes = 110;
        double arm = (0.5 * squaredSizes + 1.25 * sizes) / (8 * sizes * sizes);
        double df = 16 / (squaredSizes / (sizes * sizes)) - 2;
        double effect = 1;
        double promised = NoncentralT.survival(StudentT.quantile(0.975, df), df, effect / Math.sqrt(2 * arm));
        Coverage power = Coverage.of("power", 64, random -> {
            Contrast contrast = PLAIN.fit(clusters(random, 8, effect)).contrast();
            return contrast.pValue() < 0.05;
        });
        // sizes vary by study, the promise takes their mean: within .015 of Monte-Carlo error and .015 for that
        assertThat(power.share()).isBetween(promised - 0.03, promised + 0.03);
    }

    private static boolean covers(Contrast contrast) {
        return contrast.interval(0.95).contains(EFFECT);
    }

    private static List<Cluster> study(RandomGenerator random) {
        return clusters(random, 8, EFFECT);
    }

    private static List<Cluster> clusters(RandomGenerator random, int perArm, double effect) {
        List<Cluster> clusters = new ArrayList<>();
        for (int g = 0; g < 2 * perArm; g++) {
            Side side = g % 2 == 0 ? Side.CONTROL : Side.TREATMENT;
            double common = 0.5 * random.nextGaussian();
            double place = random.nextGaussian();
            MomentAccumulator units = new MomentAccumulator(2);
            int size = 5 + random.nextInt(11);
            for (int i = 0; i < size; i++) {
                double x = place + random.nextGaussian();
                units.add(effect * side.indicator() + common + 0.5 * x + random.nextGaussian(), x);
            }
            clusters.add(Cluster.of(units.moments(), side));
        }
        return clusters;
    }

    private static Moments arm(List<Cluster> clusters, Side side) {
        return Moments.sum(clusters.stream()
                .filter(c -> c.side() == side)
                .map(Cluster::units)
                .toList());
    }
}
