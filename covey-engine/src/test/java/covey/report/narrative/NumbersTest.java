package covey.report.narrative;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "2.654|2.65",
                "-2.655|−2.66",
                "0.0312|0.0312",
                "9.996|10.0",
                "999.6|1,000",
                "812.4|812",
                "12345|12,300",
                "1234567|1,230,000",
                "0.000012345|0.0000123",
                "0.00000000012|1.20e-10",
                "-1e15|−1.00e15",
                "1e12|1.00e12"
            })
    void threeSignificantDigits(double value, String text) {
        assertThat(Numbers.plain(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.87|0.87",
                "0.0123|0.012",
                "0.00089|0.00089",
                "0.00001|<0.0001",
                "1|1.00",
                "0|<0.0001",
                "0.05|0.050"
            })
    void pValues(double p, String text) {
        assertThat(Numbers.p(p)).isEqualTo(text);
    }

    @Test
    void numbersThatBelongTogetherShareDecimals() {
        int decimals = Numbers.decimals(0.0004, -3.1, 3.2);
        assertThat(Numbers.signed(0.0004, decimals)).isEqualTo("0.00");
        assertThat(Numbers.signed(-0.0004, decimals)).isEqualTo("0.00");
        assertThat(Numbers.signed(3.2, decimals)).isEqualTo("+3.20");
        assertThat(Numbers.signed(Double.NEGATIVE_INFINITY, decimals)).isEqualTo("−∞");
        assertThat(Numbers.signed(Double.POSITIVE_INFINITY, decimals)).isEqualTo("+∞");
    }

    @Test
    void fractionsBecomePercents() {
        assertThat(Numbers.percent(0.1902)).isEqualTo("19.0%");
        assertThat(Numbers.level(0.95)).isEqualTo("95%");
        assertThat(Numbers.level(0.999)).isEqualTo("99.9%");
        assertThat(Numbers.declared(1)).isEqualTo("1");
        assertThat(Numbers.declared(0.5)).isEqualTo("0.5");
        assertThat(Numbers.declared(20)).isEqualTo("20");
        assertThat(Numbers.count(1_204_332)).isEqualTo("1,204,332");
    }
}
