package covey.stats.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KolmogorovSmirnovTest {

    /** scipy 1.17.1 kstwo.sf; n of 200 and n = 1000, d = .03 by mpmath with 40 digits, where scipy is 2e-7 off. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.7, 0.6000000000000001",
        "5, 0.4, 0.3087999999999995",
        "10, 0.3, 0.27053557479999946",
        "50, 0.15, 0.19026366518248072",
        "100, 0.1, 0.2526927570063874",
        "200, 0.05, 0.6802627254395576",
        "200, 0.12, 0.005745760492832602",
        "1000, 0.03, 0.3226902464132999",
        "1000, 0.06, 0.001428597887952891"
    })
    void isExactUpToAThousandValues(int n, double d, double expected) {
        assertThat(KolmogorovSmirnov.survival(n, d)).isCloseTo(expected, within(1e-9));
    }

    /** scipy 1.17.1 kstwo.sf. */
    @ParameterizedTest
    @CsvSource({"2000, 0.02, 0.3953133626892045", "5000, 0.02, 0.03613941395325637", "100, 0.3, 1.77e-8"})
    void isCloseElsewhere(int n, double d, double expected) {
        assertThat(KolmogorovSmirnov.survival(n, d)).isCloseTo(expected, within(5e-5));
    }

    @Test
    void theStatisticIsTheLargestDistanceOnEitherSideOfAStep() {
        TestResult result = KolmogorovSmirnov.uniform(0.9, 0.1, 0.8, 0.85);
        assertThat(result.statistic()).isCloseTo(0.55, within(1e-12));
        assertThatThrownBy(() -> KolmogorovSmirnov.uniform(0.5, 1.2)).hasMessageContaining("1.2");
        assertThatThrownBy(KolmogorovSmirnov::uniform).isInstanceOf(IllegalArgumentException.class);
    }
}
