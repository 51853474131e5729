package covey.stats.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LargeDegreesTest {
    /** Values of mpmath 1.3 with 40 digits. */
    @ParameterizedTest
    @CsvSource({
        "1000, 0.25, 0.40131934813058002",
        "1000, 1.96, 0.025136592477874359",
        "1000, 4.5, 3.7965355132491222e-6",
        "1000, 7.9, 3.660648969294596e-15",
        "2500.5, 0.25, 0.40130394259716632",
        "2500.5, 1.96, 0.025053350295033972",
        "2500.5, 4.5, 3.5531358544990006e-6",
        "2500.5, 7.9, 2.0706199337877483e-15",
        "1000000, 0.25, 0.40129369999425254",
        "1000000, 1.96, 0.024998033792634895",
        "1000000, 4.5, 3.3980552524769493e-6",
        "1000000, 7.9, 1.3959189137608312e-15"
    })
    void tailsAgreeWithFortyDigits(double df, double t, double tail) {
        assertThat(StudentT.survival(t, df)).isCloseTo(tail, within(2e-14 * tail));
        assertThat(StudentT.cdf(-t, df)).isCloseTo(tail, within(2e-14 * tail));
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0.6, 0.25341451583949871",
        "1000, 0.975, 1.9623390808264081",
        "1000, 0.9995, 3.3002826484239442",
        "2500.5, 0.6, 0.25337406026498833",
        "2500.5, 0.975, 1.9609131548711333",
        "2500.5, 0.9995, 3.2944220285485036",
        "1000000, 0.6, 0.25334717053784162",
        "1000000, 0.975, 1.9599663568141067",
        "1000000, 0.9995, 3.2905364612487221"
    })
    void quantilesAgreeWithFortyDigits(double df, double p, double t) {
        assertThat(StudentT.quantile(p, df)).isCloseTo(t, within(1e-13 * t));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1000, 1234.5, 20_000, 3e6})
    void agreesWithTheIncompleteBetaFunction(double df) {
        TDistribution exact = TDistribution.of(df);
        for (double t = -8; t <= 8; t += 0.37) {
            assertThat(StudentT.survival(t, df))
                    .as("t %s", t)
                    .isCloseTo(exact.survivalProbability(t), within(1e-10 * exact.survivalProbability(t)));
            assertThat(StudentT.cdf(t, df))
                    .as("t %s", t)
                    .isCloseTo(exact.cumulativeProbability(t), within(1e-10 * exact.cumulativeProbability(t)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {999.999999, 1000})
    void theSeamCannotBeSeen(double df) {
        for (double p = 0.0001; p < 1; p += 0.0123) {
            double t = StudentT.quantile(p, df);
            assertThat(t).isCloseTo(TDistribution.of(df).inverseCumulativeProbability(p), within(1e-9));
            assertThat(StudentT.cdf(t, df)).isCloseTo(p, within(1e-11 * p));
        }
    }

    @Test
    void farTailsAreLeftToTheBetaFunction() {
        assertThat(LargeDegrees.coversTail(8.1, 5000)).isFalse();
        assertThat(LargeDegrees.coversTail(Double.NaN, 5000)).isFalse();
        assertThat(LargeDegrees.coversTail(3, 999)).isFalse();
        assertThat(LargeDegrees.coversQuantile(4.1, 5000)).isFalse();
        assertThat(StudentT.quantile(0, 5000)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
