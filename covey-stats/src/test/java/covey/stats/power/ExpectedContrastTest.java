package covey.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.compare.Contrast;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.compare.NonInferiority.Scale;
import org.junit.jupiter.api.Test;

class ExpectedContrastTest {
    private static final Comparison COMPARISON =
            new Comparison(Outcome.ofMean(4, 20), Split.even(), Claim.difference(0.05));

    @Test
    void isTheComparisonOfTheSameContrast() {
        ExpectedContrast expected = new ExpectedContrast(COMPARISON.expected(1_500, 0));
        assertThat(expected.detectable(COMPARISON.claim(), 0.8).orElseThrow())
                .isCloseTo(COMPARISON.detectable(1_500, 0.8).orElseThrow(), within(1e-9));
        double needed = COMPARISON.units(0.2, 0.8).orElseThrow();
        assertThat(1_500 * expected.required(COMPARISON.claim(), 0.2, 0.8).orElseThrow())
                .isCloseTo(needed, within(1e-4 * needed));
    }

    @Test
    void marginsCarryTheErrorOfTheBaseline() {
        Claim claim = Claim.nonInferiority(0.025, 0, Scale.RELATIVE, Direction.DECREASE);
        Comparison guarded = COMPARISON.claiming(claim);
        ExpectedContrast expected = new ExpectedContrast(COMPARISON.expected(1_500, 0));
        assertThat(expected.detectableMargin(claim, 0.8).orElseThrow())
                .isCloseTo(guarded.detectableMargin(1_500, 0, 0.8).orElseThrow(), within(1e-9));
    }

    @Test
    void noEffectNeedsNoEndOfInformation() {
        Contrast contrast = new Contrast(0, 1, 50, 10, 1, -0.5);
        assertThat(new ExpectedContrast(contrast).required(Claim.difference(0.05), 0, 0.8))
                .isEmpty();
        // scipy 1.17: 1 - nct.cdf(t.ppf(.975, 50), 50, 2.5)
        assertThat(new ExpectedContrast(contrast).power(Claim.difference(0.05), -2.5))
                .isCloseTo(0.6885639818246827, within(1e-9));
    }
}
