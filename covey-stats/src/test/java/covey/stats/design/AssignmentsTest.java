package covey.stats.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.design.randomization.Assignments;
import covey.stats.design.randomization.RandomizationTest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentsTest {

    static Side[] sides(int treated, int control) {
        Side[] sides = new Side[treated + control];
        Arrays.fill(sides, Side.CONTROL);
        Arrays.fill(sides, 0, treated, Side.TREATMENT);
        return sides;
    }

    @ParameterizedTest
    @CsvSource({"3, 3, .1", "3, 4, .05714285714285714", "4, 4, .02857142857142857"})
    void theSmallestAttainableP(int treated, int control, double expected) {
        assertThat(Assignments.complete(sides(treated, control)).smallestPValue(Alternative.TWO_SIDED))
                .isEqualTo(expected, within(1e-12));
    }

    @Test
    void tooFewClustersAreRefusedWithTheAttainableP() {
        Assignments design = Assignments.complete(sides(3, 3));
        assertThatThrownBy(() -> design.requireAttainable(0.05, Alternative.TWO_SIDED))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("20 assignments")
                .hasMessageContaining("0.1");
        Assignments.complete(sides(4, 4)).requireAttainable(0.05, Alternative.TWO_SIDED);
    }

    /** Of 35 assignments the one made is the most extreme on its side: twice 1/35, not 1/35. */
    @Test
    void armsOfUnequalSizeReachTheSmallestPAndNoSmaller() {
        Side[] observed = sides(3, 4);
        double[] values = {9, 8, 7, 1, 0, 2, 1.5};
        RandomizationTest.Statistic difference = assigned -> {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += assigned[i] == Side.TREATMENT ? values[i] / 3 : -values[i] / 4;
            }
            return sum;
        };
        var draws = new RandomizationTest.Draws(
                10, RandomGeneratorFactory.of("L64X128MixRandom").create(1));
        Assignments design = Assignments.complete(observed);
        var outcome = RandomizationTest.run(design, observed, difference, Alternative.TWO_SIDED, draws);
        assertThat(outcome.pValue()).isEqualTo(2.0 / 35, within(1e-15)).isEqualTo(outcome.smallestPValue());
        assertThat(RandomizationTest.run(design, observed, difference, Alternative.GREATER, draws)
                        .pValue())
                .isEqualTo(1.0 / 35, within(1e-15));
        assertThat(RandomizationTest.run(design, observed, difference, Alternative.LESS, draws)
                        .pValue())
                .isEqualTo(1);
    }

    @Test
    void anAssignmentThatTheDesignCouldNotHaveMadeIsRefused() {
        var draws = new RandomizationTest.Draws(
                10, RandomGeneratorFactory.of("L64X128MixRandom").create(1));
        Assignments design = Assignments.complete(sides(3, 4)).accepting(assigned -> assigned[0] == Side.CONTROL);
        assertThatThrownBy(() -> RandomizationTest.run(design, sides(3, 4), s -> 1, Alternative.GREATER, draws))
                .hasMessageContaining("could not have made");
    }

    @Test
    void everyAssignmentIsVisitedOnceAndKeepsTheCountsOfItsStrata() {
        Side[] observed = {
            Side.TREATMENT, Side.CONTROL, Side.CONTROL, Side.TREATMENT, Side.TREATMENT, Side.CONTROL, Side.CONTROL
        };
        int[] stratum = {7, 7, 7, 2, 2, 2, 2};
        Assignments design = Assignments.stratified(observed, stratum);
        assertThat(design.count()).isEqualTo(3.0 * 6);
        Set<String> seen = new HashSet<>();
        design.forEach(sides -> {
            assertThat(Arrays.stream(sides, 0, 3).filter(s -> s == Side.TREATMENT))
                    .hasSize(1);
            assertThat(Arrays.stream(sides, 3, 7).filter(s -> s == Side.TREATMENT))
                    .hasSize(2);
            assertThat(seen.add(Arrays.toString(sides))).isTrue();
        });
        assertThat(seen).hasSize(18).contains(Arrays.toString(observed));
    }

    @Test
    void drawsAreAlikeLikely() {
        Side[] observed = sides(2, 3);
        Assignments design = Assignments.complete(observed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        Map<String, Integer> counts = new HashMap<>();
        Side[] sides = new Side[5];
        for (int i = 0; i < 20_000; i++) {
            design.draw(random, sides);
            counts.merge(Arrays.toString(sides), 1, Integer::sum);
        }
        assertThat(counts).hasSize(10);
        // four binomial standard errors
        assertThat(counts.values()).allSatisfy(c -> assertThat(c).isBetween(1830, 2170));
    }
}
