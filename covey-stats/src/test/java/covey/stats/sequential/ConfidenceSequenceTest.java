package covey.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfidenceSequenceTest {

    @ParameterizedTest
    @EnumSource(Alternative.class)
    void intervalAndPValueAgree(Alternative side) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        var sequence = AsymptoticConfidenceSequence.tunedAt(0.05, side, 10_000);
        for (int i = 0; i < 2000; i++) {
            var look = new InterimEstimate(
                    random.nextGaussian(0, 3), random.nextDouble(0.2, 2), Math.pow(10, random.nextDouble(0, 7)));
            assertThat(sequence.interval(look).contains(0)).isEqualTo(sequence.pValue(look, 0) >= 0.05);
        }
    }

    /** The one-sided mixture bound is below its closed-form bound, and below the two-sided one. */
    @Test
    void oneSidedIsTighterThanItsClosedFormAndThanTwoSided() {
        for (double v : new double[] {1e-3, 0.1, 1, 10, 1e4}) {
            double exact = NormalMixture.critical(0.05, v, Alternative.GREATER);
            double closed = Math.sqrt(2 * (1 + v) / v * Math.log1p(Math.sqrt(1 + v) / 0.1));
            assertThat(exact).isLessThan(closed).isGreaterThan(0.95 * closed);
            assertThat(exact).isLessThan(NormalMixture.critical(0.05, v, Alternative.TWO_SIDED));
        }
        assertThat(NormalMixture.log(-1e6, 3, Alternative.GREATER)).isFinite().isNegative();
        assertThat(NormalMixture.log(-25, 1e6, Alternative.GREATER))
                .isCloseTo(NormalMixture.log(-25.0000001, 1e6, Alternative.GREATER), within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(Alternative.class)
    void isNarrowestAtThePlannedSize(Alternative side) {
        var planned = AsymptoticConfidenceSequence.tunedAt(0.05, side, 5000);
        var look = new InterimEstimate(0, 1, 5000);
        for (double other : new double[] {500, 2500, 10_000, 50_000}) {
            assertThat(AsymptoticConfidenceSequence.tunedAt(0.05, side, other).halfWidth(look))
                    .isGreaterThan(planned.halfWidth(look));
        }
    }

    @Test
    void theTwoKindsAreOneWhenTheVariancePerUnitIsConstant() {
        var sequence = AsymptoticConfidenceSequence.tunedAt(0.1, Alternative.LESS, 4000);
        var sprt = MixtureSprt.tunedAt(0.1, Alternative.LESS, 4000 / 9.0);
        for (double n : new double[] {10, 400, 4000, 90_000}) {
            var look = new InterimEstimate(-0.1, 3 / Math.sqrt(n), n);
            assertThat(sprt.halfWidth(look)).isCloseTo(sequence.halfWidth(look), within(1e-12));
            assertThat(sprt.pValue(look, 0.02)).isCloseTo(sequence.pValue(look, 0.02), within(1e-12));
        }
    }

    @Test
    void runningIntersectionOnlyShrinksAndMayBecomeEmpty() {
        var sequence = AsymptoticConfidenceSequence.tunedAt(0.05, Alternative.TWO_SIDED, 1000);
        var looks = sequence.run(
                List.of(
                        new InterimEstimate(1, 0.2, 100),
                        new InterimEstimate(0.9, 0.25, 200),
                        new InterimEstimate(-3, 0.1, 1000)),
                0);
        assertThat(looks.get(1).intersection().orElseThrow().width())
                .isLessThanOrEqualTo(looks.get(0).interval().width());
        assertThat(looks.get(1).pValue()).isLessThanOrEqualTo(looks.get(0).pValue());
        assertThat(looks.get(2).intersection()).isEmpty();
    }

    /** A guardrail that may lose .02: harm is shown from above, safety from below. */
    @Test
    void guardrailsAreReadAgainstTheirMargin() {
        var harm = AsymptoticConfidenceSequence.tunedAt(0.025, Alternative.LESS, 10_000);
        var bad = new InterimEstimate(-0.05, 0.006, 10_000);
        assertThat(harm.pValue(bad, -0.02)).isLessThan(0.025);
        assertThat(harm.interval(bad).upper()).isLessThan(-0.02);
        var fine = new InterimEstimate(0.001, 0.006, 10_000);
        assertThat(harm.pValue(fine, -0.02)).isGreaterThan(0.5);
        assertThat(AsymptoticConfidenceSequence.tunedAt(0.025, Alternative.GREATER, 10_000)
                        .interval(fine)
                        .lower())
                .isGreaterThan(-0.02);
    }

    @Test
    void impossibleInputsAreRefused() {
        assertThatThrownBy(() -> AsymptoticConfidenceSequence.tunedAt(0.6, Alternative.LESS, 10))
                .hasMessageContaining("0.6");
        assertThatThrownBy(() -> new MixtureSprt(0.05, Alternative.TWO_SIDED, 0))
                .hasMessageContaining("tau");
        assertThatThrownBy(() -> new InterimEstimate(1, 0, 10)).isInstanceOf(DegenerateDataException.class);
        assertThatThrownBy(() -> new InterimEstimate(Double.NaN, 1, 10)).isInstanceOf(IllegalArgumentException.class);
    }
}
