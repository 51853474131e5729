package covey.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MultinomialEProcessTest {

    private final MultinomialEProcess process = MultinomialEProcess.of(1, 1);

    @Test
    void startsAtOneAndKeepsTheSmallestPValue() {
        assertThat(process.logEValue(0, 0)).isZero();
        var looks = process.run(List.of(new long[] {50, 90}, new long[] {100, 140}, new long[] {5000, 5050}));
        assertThat(looks.get(0).pValue()).isLessThan(0.05);
        assertThat(looks.get(2).pValue()).isEqualTo(looks.get(0).pValue());
        assertThat(looks.get(2).logEValue()).isNegative();
    }

    /** The expected e-value one unit ahead equals the present one: the martingale that makes peeking free. */
    @Test
    void isAMartingaleUnderTheShares() {
        MultinomialEProcess skewed = MultinomialEProcess.of(0.7, 0.2, 0.1).withConcentration(5);
        double now = Math.exp(skewed.logEValue(30, 12, 4));
        double ahead = 0.7 * Math.exp(skewed.logEValue(31, 12, 4))
                + 0.2 * Math.exp(skewed.logEValue(30, 13, 4))
                + 0.1 * Math.exp(skewed.logEValue(30, 12, 5));
        assertThat(ahead).isCloseTo(now, within(1e-10 * now));
    }

    @Test
    void aUnitInAnArmOfZeroShareEndsTheTest() {
        MultinomialEProcess withEmptyArm = MultinomialEProcess.of(0.5, 0.5, 0);
        assertThat(withEmptyArm.logEValue(40, 60, 0)).isEqualTo(process.logEValue(40, 60));
        assertThat(withEmptyArm.run(List.of(new long[] {40, 60, 1})).get(0).pValue())
                .isZero();
    }

    @Test
    void countsThatFallAreRefused() {
        assertThatThrownBy(() -> process.run(List.of(new long[] {5, 5}, new long[] {4, 6})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 5 to 4");
        assertThatThrownBy(() -> process.logEValue(1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> process.withConcentration(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
