package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.compare.Adjustment;
import covey.stats.compare.Contrast;
import covey.stats.compare.MeanDifference;
import covey.stats.compare.PostStratification;
import covey.stats.compare.Stratum;
import covey.stats.design.pair.ClusterPair;
import covey.stats.design.pair.ClusterPairs;
import covey.stats.design.pair.MatchedPairs;
import covey.stats.design.pair.PairWeights;
import covey.stats.distribution.NoncentralT;
import covey.stats.distribution.StudentT;
import covey.stats.moment.Column;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Twenty pairs whose members share three quarters of their variance, and strata of the same kind. The effect is .3. */
class PairedCoverageTest {

    private static final double EFFECT = 0.3;
    private static final int PAIRS = 20;

    @Test
    void pairedDifferencesCover() {
        Coverage.of("matched pairs", 71, random -> covers(paired(pairs(random, EFFECT))))
                .isNominal();
    }

    /** What is left inside pairs is explained by a covariate in part, and the adjusted interval is narrower and covers. */
    @Test
    void adjustedPairsCover() {
        double[] variance = new double[2];
        Coverage.of("adjusted pairs", 74, random -> {
                    List<ClusterPair> pairs = new ArrayList<>();
                    for (int k = 0; k < PAIRS; k++) {
                        double shared = random.nextGaussian();
                        pairs.add(new ClusterPair(member(random, shared), member(random, shared + EFFECT)));
                    }
                    Adjustment fit = ClusterPairs.fit(pairs, Column.of(0), List.of(Column.of(1)), PairWeights.UNITS);
                    variance[0] += fit.contrast().variance();
                    variance[1] += fit.unadjusted().variance();
                    return covers(fit.contrast());
                })
                .isNominal();
        assertThat(variance[0] / variance[1]).isLessThan(0.6);
    }

    private static Moments member(RandomGenerator random, double level) {
        double x = random.nextGaussian();
        return Moments.ofRows(new double[][] {{level + 0.5 * x + 0.5 * random.nextGaussian(), x}});
    }

    @Test
    void theTwoSampleTestOnPairsIsTooWide() {
        Coverage.of("two-sample test on pairs", 71, random -> {
                    Moments pairs = pairs(random, EFFECT);
                    return covers(MeanDifference.contrast(pairs.select(0), pairs.select(1), 0));
                })
                .isBetween(0.995, 1);
    }

    @Test
    void powerIsWhatTheVariancePromises() {
        double df = PAIRS - 1.0;
        double effect = 0.35;
        // a difference within a pair has variance 2 × .25
        double promised = NoncentralT.survival(StudentT.quantile(0.975, df), df, effect / Math.sqrt(0.5 / PAIRS));
        Coverage power =
                Coverage.of("power", 72, random -> paired(pairs(random, effect)).pValue() < 0.05);
        assertThat(power.share()).isBetween(promised - 0.015, promised + 0.015);
    }

    @Test
    void pairsOfUnequalClustersCover() {
        Coverage.of("pairs of clusters", 73, random -> {
                    List<ClusterPair> pairs = new ArrayList<>();
                    for (int k = 0; k < PAIRS; k++) {
                        double shared = random.nextGaussian();
                        int size = 3 + random.nextInt(6);
                        pairs.add(new ClusterPair(
                                cluster(random, size, shared),
                                cluster(random, size + random.nextInt(3), shared + EFFECT)));
                    }
                    return covers(ClusterPairs.contrast(pairs, Column.of(0), PairWeights.UNITS));
                })
                .isNominal();
    }

    @Test
    void strataCoverWhereTheTwoSampleTestIsTooWide() {
        Coverage.of("stratified", 74, random -> covers(PostStratification.contrast(strata(random), Column.of(0))))
                .isNominal();
        Coverage.of("two-sample test on strata", 74, random -> {
                    List<Stratum> strata = strata(random);
                    return covers(MeanDifference.contrast(
                            Moments.sum(strata.stream().map(Stratum::control).toList()),
                            Moments.sum(strata.stream().map(Stratum::treatment).toList()),
                            0));
                })
                .isBetween(0.995, 1);
    }

    private static boolean covers(Contrast contrast) {
        return contrast.interval(0.95).contains(EFFECT);
    }

    private static Contrast paired(Moments pairs) {
        return MatchedPairs.contrast(pairs, Column.of(0), Column.of(1));
    }

    private static Moments pairs(RandomGenerator random, double effect) {
        MomentAccumulator pairs = new MomentAccumulator(2);
        for (int k = 0; k < PAIRS; k++) {
            double shared = Math.sqrt(0.75) * random.nextGaussian();
            pairs.add(shared + 0.5 * random.nextGaussian(), shared + 0.5 * random.nextGaussian() + effect);
        }
        return pairs.moments();
    }

    private static Moments cluster(RandomGenerator random, int size, double level) {
        MomentAccumulator units = new MomentAccumulator(1);
        double own = level + 0.3 * random.nextGaussian();
        for (int i = 0; i < size; i++) {
            units.add(own + random.nextGaussian());
        }
        return units.moments();
    }

    private static List<Stratum> strata(RandomGenerator random) {
        List<Stratum> strata = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            strata.add(new Stratum(units(random, 12, k), units(random, 12, k + EFFECT)));
        }
        return strata;
    }

    private static Moments units(RandomGenerator random, int size, double level) {
        MomentAccumulator units = new MomentAccumulator(1);
        for (int i = 0; i < size; i++) {
            units.add(level + random.nextGaussian());
        }
        return units.moments();
    }
}
