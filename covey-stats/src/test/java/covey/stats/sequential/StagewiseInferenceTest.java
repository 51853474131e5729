package covey.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.Alternative;
import covey.stats.interval.Bounds;
import covey.stats.sequential.GroupSequentialDesign.Last;
import covey.stats.sequential.SpendingFunction.LanDeMetsOBrienFleming;
import covey.stats.sequential.SpendingFunction.LanDeMetsPocock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagewiseInferenceTest {

    private static final double[] LOOKS = {0.25, 0.45, 0.8, 1};

    private static GroupSequentialDesign design(Alternative side) {
        double alpha = side == Alternative.TWO_SIDED ? 0.05 : 0.025;
        return GroupSequentialDesign.of(alpha, side, new LanDeMetsPocock());
    }

    /** Bound crossed, p at most α, zero outside the intervals: one decision, whichever is read. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyReadingGivesTheSameDecision(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (Alternative side : Alternative.values()) {
            var design = design(side);
            var bounds = design.bounds(LOOKS);
            int stop = random.nextInt(LOOKS.length);
            double bound = bounds.looks().get(stop).efficacy();
            double z = (random.nextBoolean() ? bound + random.nextDouble(0.01, 2) : bound - random.nextDouble(0.01, 1))
                    * (side == Alternative.LESS ? -1 : 1);
            var estimate = new InterimEstimate(0.3 * z + 7, 0.3, 100);
            var inference = StagewiseInference.at(bounds, stop, estimate, 7);
            boolean crossed = Math.abs(z) >= bound;
            if (crossed || stop == LOOKS.length - 1) {
                assertThat(inference.pValue() <= design.alpha()).isEqualTo(crossed);
                assertThat(inference.interval(0.95).contains(7)).isEqualTo(!crossed);
            }
            Bounds interval = inference.interval(0.95);
            assertThat(interval.contains(inference.medianUnbiased())).isTrue();
            var repeated = new RepeatedIntervals(design);
            double[] made = Arrays.copyOf(LOOKS, stop + 1);
            assertThat(repeated.interval(estimate, Last.INTERIM, made).contains(7))
                    .isEqualTo(!crossed);
            assertThat(repeated.pValue(estimate, 7, Last.INTERIM, made) <= design.alpha())
                    .isEqualTo(crossed);
        }
    }

    @Test
    void theFirstLookIsAFixedTest() {
        var estimate = new InterimEstimate(2.9, 1, 100);
        var inference = StagewiseInference.at(design(Alternative.TWO_SIDED).bounds(LOOKS), 0, estimate, 0);
        assertThat(inference.medianUnbiased()).isCloseTo(2.9, within(1e-9));
        assertThat(inference.interval(0.95).upper()).isCloseTo(2.9 + 1.959963984540054, within(1e-8));
        assertThat(inference.biasAdjusted()).isLessThan(2.9);
    }

    @Test
    void lessIsTheMirrorOfGreater() {
        var up = StagewiseInference.at(
                design(Alternative.GREATER).bounds(LOOKS), 2, new InterimEstimate(0.5, 0.2, 9), 0.1);
        var down = StagewiseInference.at(
                design(Alternative.LESS).bounds(LOOKS), 2, new InterimEstimate(-0.5, 0.2, 9), -0.1);
        assertThat(down.pValue()).isEqualTo(up.pValue());
        assertThat(down.medianUnbiased()).isCloseTo(-up.medianUnbiased(), within(1e-12));
        assertThat(down.biasAdjusted()).isCloseTo(-up.biasAdjusted(), within(1e-12));
        assertThat(down.interval(0.9).lower()).isCloseTo(-up.interval(0.9).upper(), within(1e-12));
    }

    /** Overrun by deletion: the crossed look leaves, the last data come in its place, the error stays α. */
    @Test
    void dataAfterTheCrossingReplaceTheCrossedLook() {
        var design = design(Alternative.TWO_SIDED);
        var deleted = design.finalBounds(0.25, 0.6);
        assertThat(deleted.crossing(0).rejection()).isCloseTo(0.05, within(1e-9));
        var inference = StagewiseInference.at(deleted, 1, new InterimEstimate(0.55, 0.2, 60), 0);
        assertThat(inference.pValue()).isLessThan(0.05).isGreaterThan(0.00596);
    }

    /** Looks that only harm could have ended, as those of a first week, and then an effect of many standard errors. */
    @Test
    void anEffectFarBeyondItsBoundAfterLooksThatCouldNotEstablishIt() {
        double open = Double.POSITIVE_INFINITY;
        for (double z : new double[] {5, 12, 20, 40, 90}) {
            var bounds = new GroupSequentialBounds(
                    Alternative.GREATER,
                    0.025,
                    List.of(
                            new GroupSequentialBounds.Look(0.07, open, -8, 0, 0),
                            new GroupSequentialBounds.Look(0.3, open, -3.9, 0, 0),
                            new GroupSequentialBounds.Look(0.5, 2.96, -2.96, 0, 0)),
                    Optional.of(Futility.Kind.BINDING));
            var inference = StagewiseInference.at(bounds, 2, new InterimEstimate(0.5 * z, 0.5, 100), 0);
            // harm is out of the question there, so that the looks before the last cost nothing
            assertThat(inference.medianUnbiased()).isCloseTo(0.5 * z, within(1e-6));
            assertThat(inference.interval(0.95).lower()).isCloseTo(0.5 * (z - 1.959963984540054), within(1e-3));
            assertThat(inference.interval(0.95).upper()).isCloseTo(0.5 * (z + 1.959963984540054), within(1e-6));
        }
    }

    @Test
    void aLookThatAddsNothingIsRefused() {
        var bounds = design(Alternative.TWO_SIDED).bounds(0.3, 0.3);
        assertThatThrownBy(() -> StagewiseInference.at(bounds, 1, new InterimEstimate(1, 1, 1), 0))
                .hasMessageContaining("adds nothing");
    }

    @Test
    void hugeEffectsStayFinite() {
        var bounds = GroupSequentialDesign.of(0.05, Alternative.TWO_SIDED, new LanDeMetsOBrienFleming())
                .bounds(0.1, 0.2, 0.3, 1);
        var inference = StagewiseInference.at(bounds, 2, new InterimEstimate(40, 1, 1), 0);
        assertThat(inference.pValue()).isCloseTo(bounds.looks().get(1).spent(), within(1e-12));
        assertThat(inference.interval(0.95).lower()).isPositive();
        assertThat(inference.medianUnbiased()).isFinite();
        assertThat(inference.biasAdjusted()).isFinite();
        var down =
                StagewiseInference.at(design(Alternative.GREATER).bounds(LOOKS), 3, new InterimEstimate(-30, 1, 1), 0);
        assertThat(down.pValue()).isCloseTo(1, within(1e-9));
        assertThat(down.interval(0.95).upper()).isCloseTo(-30 + 1.959963984540054, within(1e-6));
    }
}
