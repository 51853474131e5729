package covey.stats.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.compare.Adjustment;
import covey.stats.compare.Contrast;
import covey.stats.design.factorial.CellWeights;
import covey.stats.design.factorial.FactorialCell;
import covey.stats.design.factorial.FactorialEffects;
import covey.stats.design.pair.ClusterPair;
import covey.stats.design.pair.ClusterPairs;
import covey.stats.design.pair.NearestPairs;
import covey.stats.design.pair.PairWeights;
import covey.stats.design.randomization.Assignments;
import covey.stats.design.randomization.Rerandomization;
import covey.stats.design.randomization.SortedBlocks;
import covey.stats.design.rollout.StagedRollout;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs, blocks and assignments as they are built before an experiment, and what designs refuse. */
class BuildingTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void pairsAreCompleteAndBeatChance(long seed) {
        double[][] x = rows(seed, 41);
        NearestPairs.Matching matching = NearestPairs.of(x);
        assertThat(matching).isEqualTo(NearestPairs.of(x));
        assertThat(matching.pairs()).hasSize(20);
        int[] used = new int[41];
        matching.pairs().forEach(pair -> {
            used[pair.first()]++;
            used[pair.second()]++;
        });
        used[matching.alone().orElseThrow()]++;
        assertThat(used).containsOnly(1);
        // two independent units of two covariates differ by 4 in expectation
        assertThat(matching.total() / 20).isLessThan(1);
    }

    @Test
    void pairsDoNotDependOnTheScaleOfACovariate() {
        double[][] x = rows(9, 20);
        double[][] scaled =
                Arrays.stream(x).map(r -> new double[] {1000 * r[0], r[1] - 5}).toArray(double[][]::new);
        assertThat(NearestPairs.of(x).total()).isEqualTo(NearestPairs.of(scaled).total(), within(1e-9));
    }

    @Test
    void exchangingRepairsWhatGreedyPairingSpoils() {
        // greedy takes the middle two and leaves the ends; the best pairs are neighbours
        NearestPairs.Matching matching =
                NearestPairs.of(new double[] {0}, new double[] {1}, new double[] {1.9}, new double[] {2.9});
        assertThat(matching.pairs())
                .extracting(NearestPairs.Pair::first, NearestPairs.Pair::second)
                .containsExactly(tuple(0, 1), tuple(2, 3));
    }

    @Test
    void blocksHoldNeighboursAndTheRestJoinsTheLast() {
        assertThat(SortedBlocks.of(2, 5, 1, 3, 2, 9)).containsExactly(1, 0, 1, 0, 1);
        assertThatThrownBy(() -> SortedBlocks.of(2, 1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void acceptedAssignmentsAreTheBalancedOnes() {
        double[][] x = rows(3, 10);
        Side[] sides = AssignmentsTest.sides(5, 5);
        Rerandomization criterion = Rerandomization.of(x, Assignments.complete(sides), 0.2);
        Assignments accepted = criterion.accepted();
        assertThat(accepted.count()).isBetween(0.1 * 252, 0.35 * 252);
        accepted.forEach(s -> assertThat(criterion.distance(s)).isLessThanOrEqualTo(criterion.threshold()));
        accepted.draw(random(1), sides);
        assertThat(criterion.distance(sides)).isLessThanOrEqualTo(criterion.threshold());
    }

    @Test
    void aCriterionThatNothingMeetsIsRefused() {
        Assignments none = Assignments.complete(AssignmentsTest.sides(2, 2)).accepting(sides -> false);
        assertThatThrownBy(() -> none.draw(random(1), new Side[4]))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("accept a larger share");
    }

    @Test
    void constantCovariatesCannotBeBalanced() {
        Assignments three = Assignments.complete(AssignmentsTest.sides(2, 1));
        assertThatThrownBy(() -> Rerandomization.of(new double[][] {{1}, {1}, {1}}, three, 0.1))
                .isInstanceOf(DegenerateDataException.class);
    }

    /** Least squares of the differences on the covariate's differences in numpy 2.4. */
    @Test
    void pairsAreAdjustedByTheirDifferences() {
        double[][] x = {{1, 2}, {3, 3.5}, {2, 1}, {5, 6}, {4, 3}, {7, 8.5}, {6, 6}, {8, 7.5}};
        double[][] y = {{2.1, 3.4}, {4.0, 5.2}, {3.3, 2.9}, {5.9, 8.1}, {5.1, 4.6}, {7.7, 10.3}, {7.2, 7.9}, {8.8, 9.0}
        };
        List<ClusterPair> pairs = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            pairs.add(new ClusterPair(
                    Moments.ofRows(new double[][] {{y[k][0], x[k][0]}}),
                    Moments.ofRows(new double[][] {{y[k][1], x[k][1]}})));
        }
        Adjustment fit = ClusterPairs.fit(pairs, Column.of(0), List.of(Column.of(1)), PairWeights.UNITS);
        assertThat(fit.contrast().difference()).isCloseTo(0.6971014492753622, within(1e-12));
        assertThat(fit.contrast().standardError()).isCloseTo(0.10127313902141363, within(1e-12));
        assertThat(fit.contrast().df()).isEqualTo(6);
        assertThat(fit.unadjusted().difference()).isCloseTo(0.9125, within(1e-12));
        assertThat(fit.unadjusted().standardError()).isCloseTo(0.40108669351436443, within(1e-12));
        assertThat(fit.unadjusted()).isEqualTo(ClusterPairs.contrast(pairs, Column.of(0), PairWeights.UNITS));
    }

    @Test
    void aMainEffectIsTheDifferenceOfTheLevelsOfItsFactor() {
        List<FactorialCell> cells = new ArrayList<>();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 3; b++) {
                double[] values = random.doubles(5 + 20 * a * b).map(v -> v * 3).toArray();
                cells.add(new FactorialCell(List.of(a, b), Moments.ofColumns(values)));
            }
        }
        FactorialEffects effects = FactorialEffects.of(cells, Column.of(0), 2, 3);
        Contrast main = effects.main(1, 2, CellWeights.EQUAL);
        assertThat(effects.level(1, 0).value()).isCloseTo(main.baseline(), within(1e-12));
        assertThat(effects.level(1, 0).variance()).isCloseTo(main.baselineVariance(), within(1e-12));
        assertThat(effects.level(1, 2).value() - effects.level(1, 0).value())
                .isCloseTo(main.difference(), within(1e-12));
        assertThat(effects.level(1, 2).variance() + effects.level(1, 0).variance())
                .isCloseTo(main.variance(), within(1e-12));
    }

    @Test
    void aMissingCombinationIsRefusedByName() {
        List<FactorialCell> cells = List.of(
                new FactorialCell(List.of(0, 0), block(4)),
                new FactorialCell(List.of(1, 0), block(4)),
                new FactorialCell(List.of(0, 1), block(4)));
        assertThatThrownBy(() -> FactorialEffects.of(cells, Column.of(0), 2, 2))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("[1, 1]");
    }

    @Test
    void extrapolationWeightsAreLagranges() {
        assertThat(StagedRollout.weights(2, 0, 0.1, 0.2)).containsExactly(new double[] {35, -80, 45}, within(1e-9));
        assertThatThrownBy(() -> StagedRollout.weights(3, 0, 0.1, 0.2))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("needs 4 stages");
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static double[][] rows(long seed, int n) {
        RandomGenerator random = random(seed);
        double[][] x = new double[n][2];
        for (double[] row : x) {
            row[0] = random.nextGaussian();
            row[1] = row[0] + random.nextGaussian();
        }
        return x;
    }

    private static Moments block(int n) {
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = i;
        }
        return Moments.ofColumns(y);
    }
}
