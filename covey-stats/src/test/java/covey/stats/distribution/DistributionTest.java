package covey.stats.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 0.025, 0.5, 0.9, 0.999999})
    void quantilesInvertTheDistribution(double p) {
        assertThat(Normal.cdf(Normal.quantile(p))).isCloseTo(p, within(1e-12 * p + 1e-15));
        assertThat(StudentT.cdf(StudentT.quantile(p, 7.3), 7.3)).isCloseTo(p, within(1e-9 * p));
        assertThat(ChiSquared.cdf(ChiSquared.quantile(p, 3), 3)).isCloseTo(p, within(1e-8 * p));
    }

    @Test
    void infiniteDegreesOfFreedomAreTheNormal() {
        assertThat(StudentT.quantile(0.975, Double.POSITIVE_INFINITY)).isEqualTo(Normal.quantile(0.975));
        assertThat(StudentT.survival(3, Double.POSITIVE_INFINITY)).isEqualTo(Normal.survival(3));
        assertThat(StudentT.quantile(0.975, 1e7)).isCloseTo(Normal.quantile(0.975), within(1e-6));
        assertThat(Normal.density(0)).isCloseTo(1 / Math.sqrt(2 * Math.PI), within(1e-15));
    }

    @Test
    void argumentsOutsideTheDomainAreRefused() {
        assertThatThrownBy(() -> Normal.cdf(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Normal.quantile(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> StudentT.cdf(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
