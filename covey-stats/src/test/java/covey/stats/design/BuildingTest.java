package covey.stats.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.compare.StratifiedDifference;
import covey.stats.compare.Stratum;
import covey.stats.design.factorial.FactorialCell;
import covey.stats.design.factorial.FactorialEffects;
import covey.stats.design.pair.NearestPairs;
import covey.stats.design.randomization.Assignments;
import covey.stats.design.randomization.Rerandomization;
import covey.stats.design.randomization.SortedBlocks;
import covey.stats.design.rollout.StagedRollout;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
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
        Rerandomization criterion = Rerandomization.of(x, 0.2);
        Assignments accepted = criterion.within(Assignments.complete(sides));
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
        assertThatThrownBy(() -> Rerandomization.of(new double[][] {{1}, {1}, {1}}, 0.1))
                .isInstanceOf(DegenerateDataException.class);
    }

    @Test
    void smallStrataMergeIntoTheSmallerNeighbour() {
        List<Stratum> merged =
                StratifiedDifference.merged(List.of(stratum(3, 3), stratum(1, 2), stratum(2, 2), stratum(5, 1)));
        assertThat(merged).extracting(s -> s.control().n()).containsExactly(3L, 8L);
        assertThat(merged).extracting(s -> s.treatment().n()).containsExactly(3L, 5L);
        assertThatThrownBy(() -> StratifiedDifference.merged(List.of(stratum(1, 3))))
                .isInstanceOf(DegenerateDataException.class);
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

    private static Stratum stratum(int control, int treatment) {
        return new Stratum(block(control), block(treatment));
    }

    private static Moments block(int n) {
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = i;
        }
        return Moments.ofColumns(y);
    }
}
