package covey.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.compare.NonInferiority.Direction;
import covey.stats.compare.NonInferiority.Scale;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssuranceTest {

    static Stream<Comparison> comparisons() {
        return Stream.of(Outcome.ofMean(10, 16), Outcome.ofMean(10, 16).known())
                .flatMap(outcome -> List.of(
                                Claim.improvement(0.025, Direction.INCREASE),
                                Claim.nonInferiority(0.025, 0.05, Scale.RELATIVE, Direction.INCREASE),
                                Claim.nonInferiority(0.025, 0.3, Scale.ABSOLUTE, Direction.DECREASE))
                        .stream()
                        .map(claim -> new Comparison(outcome, new Split(0.6, 0.3), claim)));
    }

    /** Average power over draws of the prior; the standard error of 20,000 draws is below .003. */
    @ParameterizedTest
    @MethodSource("comparisons")
    void isTheAverageOfPowerOverThePrior(Comparison comparison) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(81);
        Assurance assurance = new Assurance(comparison, 0.2, 0.5);
        double sum = 0;
        int draws = 20_000;
        for (int i = 0; i < draws; i++) {
            sum += comparison.power(60, 0.2 + 0.5 * random.nextGaussian());
        }
        assertThat(assurance.probability(60)).isCloseTo(sum / draws, within(0.009));
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void risesToTheProbabilityOfABetterEffect(Comparison comparison) {
        Assurance assurance = new Assurance(comparison, 0.2, 0.5);
        assertThat(assurance.probability(1e9)).isCloseTo(assurance.limit(), within(1e-3));
        assertThat(assurance.limit()).isLessThan(1);
        assertThat(assurance.units(assurance.limit())).isEmpty();
        double target = assurance.limit() - 0.05;
        double units = assurance.units(target).orElseThrow();
        assertThat(assurance.probability(units)).isCloseTo(target, within(1e-9));
        Assurance certain = new Assurance(comparison, 0.2, 0);
        assertThat(certain.probability(200)).isCloseTo(comparison.power(200, 0.2), within(1e-12));
    }

    @Test
    void aPriorNeedsASpread() {
        Comparison any = new Comparison(Outcome.ofMean(1, 1), Split.even(), Claim.difference(0.05));
        assertThatThrownBy(() -> new Assurance(any, 0, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new BayesianPower.Prior(0, 0, Scale.ABSOLUTE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
