package covey.stats.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AbsorbedRegressionTest {
    private static final int N = 40;

    private static double[] each(IntToDoubleFunction f) {
        return IntStream.range(0, N).mapToDouble(f).toArray();
    }

    private static int[] level(IntUnaryOperator f) {
        return IntStream.range(0, N).map(f).toArray();
    }

    private static final double[] X0 = each(i -> (i * 7919) % 13 < 6 ? 1 : 0);
    private static final double[] X1 = each(i -> (i * 104729) % 17 / 17.0);

    private static AbsorbedRegression.Rows rows() {
        double[] y =
                each(i -> Math.sin(i * 1.7) + 0.5 * X0[i] - 0.3 * X1[i] + 0.1 * Math.floor(i / 8.0) + 0.2 * (i % 4));
        return new AbsorbedRegression.Rows(
                y,
                each(i -> 1 + (i * 31) % 5),
                level(i -> i / 8),
                level(i -> i % 4),
                level(i -> i / 8 * 2 + i % 8 / 4));
    }

    /** numpy 1.24.2: lstsq on explicit dummies, each cluster left out of the projected columns, times 40/30; 1e-9. */
    @Test
    void agreesWithExplicitDummies() {
        AbsorbedRegression fit = AbsorbedRegression.fit(rows(), X0, X1);
        assertThat(fit.coefficient(0)).isCloseTo(0.611575834364128, within(1e-9));
        assertThat(fit.coefficient(1)).isCloseTo(-1.192938698605607, within(1e-9));
        assertThat(fit.variance(1, 0)).isCloseTo(0.09579007433780734, within(1e-9));
        assertThat(fit.variance(0, 1)).isCloseTo(0.1941066879552223, within(1e-9));
        double both = 0.09579007433780734 + 0.1941066879552223 - 2 * 0.06930428498428168;
        assertThat(fit.variance(1, 1)).isCloseTo(both, within(1e-9));
        assertThat(fit.value(1, 1)).isCloseTo(0.611575834364128 - 1.192938698605607, within(1e-9));
        assertThat(fit.clusters()).isEqualTo(10);
        assertThat(fit.effectiveClusters(1, 0)).isCloseTo(8.846532769535761, within(1e-9));
        assertThat(fit.effectiveClusters(0, 1)).isCloseTo(8.389017421730527, within(1e-9));
        assertThat(fit.effectiveClusters(1, 1)).isCloseTo(8.458192971393874, within(1e-9));
    }

    @Test
    void aColumnThatTheFixedEffectsExplainIsRefused() {
        assertThatThrownBy(() -> AbsorbedRegression.fit(rows(), each(i -> 3 + Math.floor(i / 8.0))))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("does not vary");
    }
}
