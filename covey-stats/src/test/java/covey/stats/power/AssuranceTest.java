package covey.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.Alternative;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.compare.NonInferiority.Scale;
import covey.stats.distribution.Normal;
import covey.stats.sequential.Futility;
import covey.stats.sequential.GroupSequentialBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** One look by bounds is one look: the integral against the closed form. */
    @ParameterizedTest
    @MethodSource("comparisons")
    void oneLookByBoundsIsTheClosedForm(Comparison comparison) {
        GroupSequentialBounds once = GroupSequentialBounds.ofCritical(
                Alternative.GREATER, 0.025, new double[] {1}, new double[] {-Normal.quantile(0.025)});
        double better = comparison.claim().preferred() == Direction.INCREASE ? 0.2 : -0.2;
        for (double sd : new double[] {0, 0.05, 0.5, 50}) {
            Assurance assurance = new Assurance(comparison, better, sd);
            assertThat(assurance.probability(60, once)).isCloseTo(assurance.probability(60), within(1e-5));
        }
    }

    /**
     * Three looks with a futility bound, against 200,000 paths whose effect is drawn from the prior: four standard errors.
     */
    @Test
    void looksAreCrossedUnderEveryEffectOfThePrior() {
        double[] t = {0.3, 0.6, 1};
        double[] c = {2.9, 2.4, 2.1};
        double[] f = {-0.5, 0.5, Double.NEGATIVE_INFINITY};
        List<GroupSequentialBounds.Look> looks = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            looks.add(new GroupSequentialBounds.Look(t[k], c[k], f[k], 0, 0));
        }
        GroupSequentialBounds bounds =
                new GroupSequentialBounds(Alternative.GREATER, 0.025, looks, Optional.of(Futility.Kind.BINDING));
        Comparison comparison = new Comparison(Outcome.ofMean(10, 16).known(), Split.even(), Claim.difference(0.05));
        double error = comparison.expected(400, 0).standardError();
        Assurance assurance = new Assurance(comparison, 3 * error, 2 * error);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(82);
        int draws = 200_000;
        int shown = 0;
        for (int i = 0; i < draws; i++) {
            double drift = 3 + 2 * random.nextGaussian();
            double score = 0;
            double before = 0;
            for (int k = 0; k < 3; k++) {
                score += drift * (t[k] - before) + Math.sqrt(t[k] - before) * random.nextGaussian();
                before = t[k];
                double z = score / Math.sqrt(t[k]);
                if (z >= c[k] || z <= f[k]) {
                    shown += z >= c[k] ? 1 : 0;
                    break;
                }
            }
        }
        double seen = (double) shown / draws;
        assertThat(assurance.probability(400, bounds)).isCloseTo(seen, within(0.0045));
    }

    @Test
    void aPriorNeedsASpread() {
        Comparison any = new Comparison(Outcome.ofMean(1, 1), Split.even(), Claim.difference(0.05));
        assertThatThrownBy(() -> new Assurance(any, 0, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new BayesianPower.Prior(0, 0, Scale.ABSOLUTE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
