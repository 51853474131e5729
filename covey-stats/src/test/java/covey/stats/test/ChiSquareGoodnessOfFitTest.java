package covey.stats.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.moment.BinomialCount;
import org.junit.jupiter.api.Test;

class ChiSquareGoodnessOfFitTest {

    @Test
    void sharesAreScaled() {
        long[] observed = {5000, 5200, 10400};
        assertThat(ChiSquareGoodnessOfFit.test(observed, new double[] {1, 1, 2}))
                .isEqualTo(ChiSquareGoodnessOfFit.test(observed, new double[] {0.25, 0.25, 0.5}));
    }

    @Test
    void aUnitInAnArmOfZeroShareIsImpossible() {
        var result = ChiSquareGoodnessOfFit.test(new long[] {5000, 5000, 1}, new double[] {0.5, 0.5, 0});
        assertThat(result.pValue()).isZero();
        assertThat(result.statistic()).isInfinite();
        assertThat(result.df()).isEqualTo(1);
        assertThat(result.impossibleArms()).containsExactly(2);
    }

    @Test
    void degenerateCountsGiveAReason() {
        assertThatThrownBy(() -> ChiSquareGoodnessOfFit.test(new long[] {5, 0}, new double[] {1, 0}))
                .isInstanceOfSatisfying(
                        DegenerateDataException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.TOO_FEW_ARMS));
        assertThatThrownBy(() -> ChiSquareGoodnessOfFit.test(new long[] {0, 0}, new double[] {1, 1}))
                .isInstanceOfSatisfying(
                        DegenerateDataException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.TOO_FEW_UNITS));
        assertThatThrownBy(() -> ChiSquareGoodnessOfFit.test(new long[] {-1, 2}, new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> ChiSquareGoodnessOfFit.test(new long[] {1, 2}, new double[] {1, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void oneSidedProportionTestsAddToOne() {
        BinomialCount control = new BinomialCount(40, 400);
        BinomialCount treatment = new BinomialCount(52, 390);
        assertThat(TwoProportionZTest.test(control, treatment, Alternative.GREATER)
                                .pValue()
                        + TwoProportionZTest.test(control, treatment, Alternative.LESS)
                                .pValue())
                .isCloseTo(1, within(1e-12));
        assertThatThrownBy(() -> TwoProportionZTest.test(
                        new BinomialCount(0, 4), new BinomialCount(0, 9), Alternative.TWO_SIDED))
                .isInstanceOf(DegenerateDataException.class);
    }
}
