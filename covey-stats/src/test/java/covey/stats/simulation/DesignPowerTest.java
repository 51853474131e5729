package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.compare.Contrast;
import covey.stats.compare.PostStratification;
import covey.stats.compare.Stratum;
import covey.stats.design.Side;
import covey.stats.design.cluster.Cluster;
import covey.stats.design.cluster.ClusterDifference;
import covey.stats.design.cluster.Slopes;
import covey.stats.design.factorial.CellWeights;
import covey.stats.design.factorial.FactorialCell;
import covey.stats.design.factorial.FactorialEffects;
import covey.stats.design.pair.ClusterPair;
import covey.stats.design.pair.ClusterPairs;
import covey.stats.design.pair.PairWeights;
import covey.stats.moment.Column;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import covey.stats.power.Claim;
import covey.stats.power.Comparison;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import covey.stats.power.history.ClusteredHistory;
import covey.stats.power.history.FactorialShares;
import covey.stats.power.history.PairedHistory;
import covey.stats.power.history.StratifiedHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Power promised from a history of strata, clusters, pairs or cells is the share of 10,000 studies in which the design's
 * own estimator shows the effect, within three Monte-Carlo standard errors; the promise that leaves the design out is not.
 */
@Tag("slow")
class DesignPowerTest {

    private static final Claim DIFFERENCE = Claim.difference(0.05);

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static double keeps(String name, long seed, double promised, Predicate<RandomGenerator> shown) {
        Coverage power = Coverage.of("power of " + name, seed, shown);
        double allowed = 3 * Math.sqrt(promised * (1 - promised) / Coverage.REPLICATES);
        power.isBetween(promised - allowed, promised + allowed);
        return power.share();
    }

    private static boolean upwards(Contrast contrast) {
        return contrast.pValue() < 0.05 && contrast.difference() > 0;
    }

    private static final double[] STRATUM_MEAN = {0, 1, 2.5, 5};
    private static final double[] STRATUM_SD = {0.5, 1, 1, 2};

    /** Units by chance inside four strata, a covariate inside them. */
    private static Moments stratum(RandomGenerator random, int k, int units, double effect) {
        MomentAccumulator block = new MomentAccumulator(2);
        for (int i = 0; i < units; i++) {
            double x = random.nextGaussian();
            double noise = Math.sqrt(1 - 0.36) * random.nextGaussian();
            block.add(STRATUM_MEAN[k] + STRATUM_SD[k] * (0.6 * x + noise) + effect, x);
        }
        return block.moments();
    }

    @Test
    void strataAndACovariateInsideThem() {
        RandomGenerator past = random(210);
        List<Moments> history =
                IntStream.range(0, 4).mapToObj(k -> stratum(past, k, 20_000, 0)).toList();
        Moments all = Moments.sum(history);
        Outcome plain = Outcome.ofMean(all.mean(0), all.variance(0));
        StratifiedHistory strata = StratifiedHistory.of(plain, history, Column.of(0), List.of(Column.of(1)));
        double effect = 0.45;
        double promised =
                new Comparison(strata.outcome(), Split.even().with(strata.freedom()), DIFFERENCE).power(160, effect);
        double share = keeps("four strata of 20 an arm", 21, promised, random -> {
            List<Stratum> study = IntStream.range(0, 4)
                    .mapToObj(k -> new Stratum(stratum(random, k, 20, 0), stratum(random, k, 20, effect)))
                    .toList();
            return upwards(PostStratification.contrast(study, Column.of(0), List.of(Column.of(1))));
        });
        assertThat(strata.byStrata()).isBetween(0.6, 0.75);
        assertThat(new Comparison(plain, Split.even(), DIFFERENCE).power(160, effect))
                .isLessThan(share - 0.3);
    }

    private static final double BETWEEN = 0.15;

    /** A cluster of 5 to 45 units; the covariate is the cluster's own level with noise. */
    private static Moments cluster(RandomGenerator random, double effect) {
        int units = 5 + random.nextInt(41);
        double own = Math.sqrt(BETWEEN) * random.nextGaussian();
        double known = 0.8 * own / Math.sqrt(BETWEEN) + 0.6 * random.nextGaussian();
        MomentAccumulator block = new MomentAccumulator(2);
        for (int i = 0; i < units; i++) {
            block.add(own + Math.sqrt(1 - BETWEEN) * random.nextGaussian() + effect, known);
        }
        return block.moments();
    }

    private static List<Cluster> clusters(RandomGenerator random, int perArm, double effect) {
        List<Cluster> clusters = new ArrayList<>();
        for (int g = 0; g < 2 * perArm; g++) {
            Side side = g % 2 == 0 ? Side.CONTROL : Side.TREATMENT;
            clusters.add(Cluster.of(cluster(random, effect * side.indicator()), side));
        }
        return clusters;
    }

    private static ClusteredHistory clusteredHistory(ClusterDifference design) {
        RandomGenerator past = random(221);
        List<Moments> history =
                IntStream.range(0, 200_000).mapToObj(g -> cluster(past, 0)).toList();
        return ClusteredHistory.of(
                history, IntStream.range(0, 200_000).mapToObj(g -> 0).toList(), design);
    }

    /** Fifteen clusters an arm of sizes from 5 to 45. */
    @Test
    void clustersOfUnequalSize() {
        ClusterDifference design = ClusterDifference.of(Column.of(0));
        ClusteredHistory history = clusteredHistory(design);
        double effect = 0.5;
        double promised =
                new Comparison(history.outcome(), Split.even().with(history.freedom()), DIFFERENCE).power(30, effect);
        double share = keeps(
                "30 unequal clusters",
                22,
                promised,
                random -> upwards(design.fit(clusters(random, 15, effect)).contrast()));
        double asUnits = new Comparison(Outcome.ofMean(0, 1), Split.even(), DIFFERENCE).power(30 * 25, effect);
        assertThat(asUnits).isGreaterThan(share + 0.1);
        double equal = history.outcome().variance();
        assertThat(history.grown(4).outcome().variance()).isLessThan(equal).isGreaterThan(BETWEEN);
    }

    /** The chance imbalance of the covariate is counted. */
    @Test
    void clustersWithACovariate() {
        ClusterDifference design = ClusterDifference.of(Column.of(0)).adjustedFor(List.of(Column.of(1)), Slopes.COMMON);
        ClusteredHistory history = clusteredHistory(design);
        Split split = Split.even().with(history.freedom());
        double promised = new Comparison(history.outcome(), split, DIFFERENCE).power(80, 0.2);
        keeps(
                "80 clusters with a covariate",
                23,
                promised,
                random -> upwards(design.fit(clusters(random, 40, 0.2)).contrast()));
        double few = new Comparison(history.outcome(), split, DIFFERENCE).power(40, 0.3);
        keeps(
                "40 clusters with a covariate",
                23,
                few,
                random -> upwards(design.fit(clusters(random, 20, 0.3)).contrast()));
    }

    /** Two clusters alike in size and level, one of them treated. */
    private static ClusterPair pair(RandomGenerator random, int largest, double effect) {
        int units = 1 + random.nextInt(largest);
        double level = random.nextGaussian();
        Moments[] members = new Moments[2];
        for (int side = 0; side < 2; side++) {
            MomentAccumulator block = new MomentAccumulator(1);
            double own = level + 0.5 * random.nextGaussian() + effect * side;
            for (int i = 0; i < units; i++) {
                block.add(own + 0.5 * random.nextGaussian());
            }
            members[side] = block.moments();
        }
        return new ClusterPair(members[0], members[1]);
    }

    private static PairedHistory pairedHistory(int largest) {
        RandomGenerator past = random(240);
        return PairedHistory.of(
                IntStream.range(0, 20_000).mapToObj(p -> pair(past, largest, 0)).toList(), Column.of(0));
    }

    private static double pairedPromise(PairedHistory history, int pairs, double effect) {
        return new Comparison(history.outcome(), Split.even().with(history.freedom()), DIFFERENCE)
                .power(2 * pairs, effect);
    }

    @Test
    void pairsOfUnits() {
        PairedHistory history = pairedHistory(1);
        double promised = pairedPromise(history, 20, 0.7);
        double share = keeps(
                "20 pairs of units",
                24,
                promised,
                random -> upwards(ClusterPairs.contrast(
                        IntStream.range(0, 20)
                                .mapToObj(p -> pair(random, 1, 0.7))
                                .toList(),
                        Column.of(0),
                        PairWeights.UNITS)));
        assertThat(history.explained()).isBetween(0.64, 0.69);
        double alone = new Comparison(Outcome.ofMean(0, 1.5), Split.even(), DIFFERENCE).power(40, 0.7);
        assertThat(alone).isLessThan(share - 0.3);
    }

    @Test
    void pairsOfClusters() {
        PairedHistory history = pairedHistory(20);
        double promised = pairedPromise(history, 16, 0.5);
        keeps(
                "16 pairs of clusters",
                25,
                promised,
                random -> upwards(ClusterPairs.contrast(
                        IntStream.range(0, 16)
                                .mapToObj(p -> pair(random, 20, 0.5))
                                .toList(),
                        Column.of(0),
                        PairWeights.UNITS)));
    }

    /** Two units of one level; what is left of each is mostly told by its own covariates. */
    private static ClusterPair covariatePair(RandomGenerator random, double effect) {
        double level = random.nextGaussian();
        Moments[] members = new Moments[2];
        for (int side = 0; side < 2; side++) {
            double x = random.nextGaussian();
            double z = random.nextGaussian();
            MomentAccumulator block = new MomentAccumulator(3);
            block.add(level + 0.6 * x + 0.3 * z + 0.5 * random.nextGaussian() + effect * side, level + x, z);
            members[side] = block.moments();
        }
        return new ClusterPair(members[0], members[1]);
    }

    /** The run adjusts pairs by the differences of their covariates, and the plan counts it, few pairs' imbalance included. */
    @Test
    void pairsAdjustedForCovariates() {
        List<Column> covariates = List.of(Column.of(1), Column.of(2));
        RandomGenerator past = random(245);
        List<ClusterPair> pairs =
                IntStream.range(0, 20_000).mapToObj(p -> covariatePair(past, 0)).toList();
        PairedHistory history = PairedHistory.of(pairs, Column.of(0), covariates);
        double promised = adjustedPromise(history, 40);
        double share = keeps("40 adjusted pairs", 28, promised, random -> upwards(adjusted(random, 40)));
        // the plan that leaves the adjustment out
        assertThat(pairedPromise(PairedHistory.of(pairs, Column.of(0)), 40, 2 / Math.sqrt(40)))
                .isLessThan(share - 0.1);
        // of a dozen pairs the chance imbalance is counted at its mean, which promises up to .03 too little, never too
        // much
        double few = adjustedPromise(history, 12);
        Coverage.of("power of 12 adjusted pairs", 28, random -> upwards(adjusted(random, 12)))
                .isBetween(few - 0.015, few + 0.03);
    }

    private static double adjustedPromise(PairedHistory history, int pairs) {
        return pairedPromise(history, pairs, 2 / Math.sqrt(pairs));
    }

    private static Contrast adjusted(RandomGenerator random, int pairs) {
        List<ClusterPair> study = IntStream.range(0, pairs)
                .mapToObj(p -> covariatePair(random, 2 / Math.sqrt(pairs)))
                .toList();
        return ClusterPairs.fit(study, Column.of(0), List.of(Column.of(1), Column.of(2)), PairWeights.UNITS)
                .contrast();
    }

    private static final int[] CELL_UNITS = {40, 20, 20, 10};

    private static FactorialEffects factorial(RandomGenerator random, double main, double interaction) {
        List<FactorialCell> cells = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            int a = k / 2;
            int b = k % 2;
            MomentAccumulator block = new MomentAccumulator(1);
            for (int i = 0; i < CELL_UNITS[k]; i++) {
                block.add(main * a + 0.4 * b + interaction * a * b + random.nextGaussian());
            }
            cells.add(new FactorialCell(List.of(a, b), block.moments()));
        }
        return FactorialEffects.of(cells, Column.of(0), 2, 2);
    }

    @Test
    void mainEffectsAndInteractionsOfUnequalCells() {
        Map<List<Integer>, Double> shares = new LinkedHashMap<>();
        for (int k = 0; k < 4; k++) {
            shares.put(List.of(k / 2, k % 2), CELL_UNITS[k] / 90.0);
        }
        FactorialShares cells = FactorialShares.of(shares);
        Outcome unit = Outcome.ofMean(0, 1);
        double main = new Comparison(unit, cells.main(0, 1), DIFFERENCE).power(90, 0.7);
        double mainShare = keeps(
                "a main effect",
                26,
                main,
                random -> upwards(factorial(random, 0.7, 0).main(0, 1, CellWeights.EQUAL)));
        double interaction = new Comparison(unit, cells.interaction(0, 1, 1, 1), DIFFERENCE).power(90, 1.4);
        double interactionShare = keeps(
                "an interaction",
                27,
                interaction,
                random -> upwards(factorial(random, 0, 1.4).interaction(0, 1, 1, 1)));
        double oneCell = new Comparison(unit, new Split(40 / 90.0, 20 / 90.0), DIFFERENCE).power(90, 0.7);
        assertThat(oneCell).isLessThan(mainShare - 0.1);
        double asMain = new Comparison(unit, cells.main(0, 1), DIFFERENCE).power(90, 1.4);
        assertThat(asMain).isGreaterThan(interactionShare + 0.15);
    }
}
