package covey.stats.simulation;

import covey.stats.compare.Contrast;
import covey.stats.compare.QuantileDifference;
import covey.stats.compare.QuantileEstimate;
import covey.stats.interval.Bounds;
import covey.stats.interval.ClusterQuantile;
import covey.stats.interval.OrderStatistic;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.RatioMoments;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Medians of 20 against 20 clusters of 20 to 80 units, a fifth of the variance between clusters. The effect is .3. */
class ClusterQuantileCoverageTest {
    private static final int CLUSTERS = 20;
    private static final double P = 0.5;
    private static final double LEVEL = 0.95;
    private static final double EFFECT = 0.3;

    /** Measured .954; the density is itself read from 20 clusters, for which a bias of .01 is allowed. */
    @Test
    void theShareByClusterGivesTheError() {
        Coverage.of(
                        "difference of medians between clusters",
                        91,
                        random -> covers(random, ClusterQuantileCoverageTest::byCluster))
                .isBetween(0.9335, 0.9665);
    }

    @Test
    void unitsTakenAsIndependentUndercover() {
        Coverage.of(
                        "medians of units taken as independent",
                        91,
                        random -> covers(random, ClusterQuantileCoverageTest::byUnit))
                .fallsBelow(0.7);
    }

    private interface Estimator {
        QuantileEstimate of(double[][] clusters);
    }

    private static boolean covers(RandomGenerator random, Estimator estimator) {
        Contrast contrast =
                QuantileDifference.contrast(estimator.of(clusters(random, 0)), estimator.of(clusters(random, EFFECT)));
        return contrast.interval(LEVEL).contains(EFFECT);
    }

    private static double[][] clusters(RandomGenerator random, double effect) {
        double[][] clusters = new double[CLUSTERS][];
        for (int g = 0; g < CLUSTERS; g++) {
            clusters[g] = new double[20 + random.nextInt(61)];
            double common = 0.5 * random.nextGaussian();
            for (int i = 0; i < clusters[g].length; i++) {
                clusters[g][i] = effect + common + random.nextGaussian();
            }
        }
        return clusters;
    }

    private static double[] sorted(double[][] clusters) {
        return Arrays.stream(clusters).flatMapToDouble(Arrays::stream).sorted().toArray();
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.clamp(Math.ceil(share * sorted.length), 1, sorted.length) - 1];
    }

    private static QuantileEstimate byCluster(double[][] clusters) {
        double[] sorted = sorted(clusters);
        double value = at(sorted, P);
        MomentAccumulator shares = new MomentAccumulator(2);
        for (double[] cluster : clusters) {
            shares.add((double) Arrays.stream(cluster).filter(y -> y <= value).count(), cluster.length);
        }
        Bounds read = ClusterQuantile.shares(RatioMoments.of(shares.moments(), 0, 1), P, LEVEL)
                .orElseThrow();
        return new QuantileEstimate(CLUSTERS, value, at(sorted, read.lower()), at(sorted, read.upper()), LEVEL);
    }

    private static QuantileEstimate byUnit(double[][] clusters) {
        double[] sorted = sorted(clusters);
        OrderStatistic.Ranks ranks = OrderStatistic.ranks(sorted.length, P, LEVEL, OrderStatistic.Method.EXACT)
                .orElseThrow();
        return new QuantileEstimate(
                sorted.length, at(sorted, P), sorted[(int) ranks.lower() - 1], sorted[(int) ranks.upper() - 1], LEVEL);
    }
}
