package covey.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.compare.NonInferiority.Scale;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {

    private static final double POWER = 0.8;

    static Stream<Comparison> comparisons() {
        List<Outcome> outcomes = List.of(
                Outcome.ofMean(4, 30),
                Outcome.ofMean(-4, 30).correlated(0.7),
                Outcome.ofProportion(0.3),
                Outcome.ofQuantile(9, 0.9, 0.05),
                Outcome.ofMean(4, 30).inClusters(new ClusterSizes(20, 0.8), 0.05));
        List<Claim> claims = List.of(
                Claim.difference(0.05),
                Claim.improvement(0.05, Direction.DECREASE),
                Claim.nonInferiority(0.025, 0.02, Scale.RELATIVE, Direction.INCREASE),
                Claim.nonInferiority(0.025, 0.02, Scale.ABSOLUTE, Direction.DECREASE));
        List<Split> splits = List.of(Split.even(), new Split(0.2, 0.1));
        return outcomes.stream()
                .flatMap(o -> claims.stream()
                        .flatMap(c -> splits.stream().map(s -> new Comparison(o, s, c).inflatedBy(1.1))));
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void unitsAndDetectableEffectInvertPower(Comparison comparison) {
        double effect = comparison.claim().towardsBetter(0.08);
        double units = comparison.units(effect, POWER).orElseThrow();
        assertThat(comparison.power(units, effect)).isCloseTo(POWER, within(1e-9));
        assertThat(comparison.power(units * 0.99, effect)).isLessThan(POWER);
        assertThat(comparison.detectable(units, POWER).orElseThrow()).isCloseTo(0.08, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void aMarginThatIsDetectableIsShownWithThePower(Comparison comparison) {
        if (comparison.claim().kind() != Claim.Kind.NON_INFERIORITY) {
            return;
        }
        double units = 5000;
        double margin = comparison.detectableMargin(units, 0, POWER).orElseThrow();
        Comparison at = comparison.claiming(comparison.claim().within(margin));
        assertThat(at.power(units, 0)).isCloseTo(POWER, within(1e-9));
        assertThat(at.units(0, POWER).orElseThrow()).isCloseTo(units, within(1e-6 * units));
    }

    @Test
    void aTruthBeyondTheMarginIsNeverShown() {
        Comparison guardrail = new Comparison(
                Outcome.ofMean(10, 4),
                Split.even(),
                Claim.nonInferiority(0.05, 0.01, Scale.RELATIVE, Direction.INCREASE));
        assertThat(guardrail.units(-0.1, POWER)).isEmpty();
        assertThat(guardrail.units(-0.09, POWER)).isPresent();
        assertThat(guardrail.power(1e6, -0.2)).isLessThan(0.05);
    }

    @Test
    void noEffectNeedsNoFiniteSizeAndHasPowerOfOneTail() {
        Comparison plain = new Comparison(Outcome.ofMean(1, 2), Split.even(), Claim.difference(0.05));
        assertThat(plain.units(0, POWER)).isEmpty();
        assertThat(plain.power(400, 0)).isCloseTo(0.025, within(1e-9));
    }

    @Test
    void aProportionCannotMoveOutsideZeroAndOne() {
        Comparison rare = new Comparison(Outcome.ofProportion(0.98), Split.even(), Claim.difference(0.05));
        assertThat(rare.detectable(40, POWER)).isEmpty();
        assertThat(rare.detectable(4000, POWER).orElseThrow()).isBetween(0.0, 0.02);
        assertThatThrownBy(() -> rare.power(4000, 0.03)).hasMessageContaining("0.98");
    }

    @Test
    void inflationIsPaidInUnits() {
        Comparison plain = new Comparison(Outcome.ofProportion(0.1), Split.even(), Claim.difference(0.05));
        assertThat(plain.inflatedBy(1.2).units(0.01, POWER).orElseThrow())
                .isCloseTo(1.2 * plain.units(0.01, POWER).orElseThrow(), within(1e-6));
    }

    @Test
    void smallSamplesCostMoreThanTheNormalSays() {
        Outcome mean = Outcome.ofMean(0, 1);
        double student = new Comparison(mean, Split.even(), Claim.difference(0.05))
                .units(1, POWER)
                .orElseThrow();
        double normal = new Comparison(mean.known(), Split.even(), Claim.difference(0.05))
                .units(1, POWER)
                .orElseThrow();
        // R power.t.test(delta = 1, power = .8): n = 16.71477 per arm, strict = FALSE
        assertThat(student / 2).isCloseTo(16.71477, within(1e-3));
        assertThat(normal / 2).isCloseTo(15.69776, within(1e-5));
    }

    @Test
    void whatCannotBePlannedIsRefused() {
        Comparison plain = new Comparison(Outcome.ofMean(0, 1), Split.even(), Claim.difference(0.05));
        assertThatThrownBy(() -> plain.power(3, 1)).isInstanceOf(DegenerateDataException.class);
        assertThatThrownBy(() -> Outcome.ofMean(0, 0)).isInstanceOf(DegenerateDataException.class);
        assertThatThrownBy(() -> Outcome.ofProportion(0)).isInstanceOf(DegenerateDataException.class);
        assertThatThrownBy(() -> plain.detectableLift(100, POWER)).isInstanceOf(DegenerateDataException.class);
        assertThatThrownBy(() -> plain.units(1, 0.01)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Split(0.7, 0.4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Claim(Claim.Kind.DIFFERENCE, 0.05, 0.1, Scale.ABSOLUTE, Direction.INCREASE))
                .hasMessageContaining("0.1");
    }

    @Test
    void clustersAreWorthTheirEffectiveUnits() {
        ClusterSizes sizes = ClusterSizes.of(10, 20, 30, 40);
        assertThat(sizes.mean()).isEqualTo(25);
        assertThat(sizes.designEffect(0)).isEqualTo(1);
        assertThat(ClusterSizes.equal(25).designEffect(1)).isEqualTo(25);
        assertThat(sizes.designEffect(0.04)).isCloseTo(1 + (3000.0 / 100 - 1) * 0.04, within(1e-12));
        assertThat(sizes.effectiveUnits(1000, 0.04)).isCloseTo(1000 / 2.16, within(1e-9));
        assertThat(sizes.effectiveClusters(4)).isCloseTo(100.0 * 100 / 3000, within(1e-9));
        assertThatThrownBy(() -> sizes.designEffect(-0.5)).hasMessageContaining("-0.5");
    }
}
