package covey.stats.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import org.junit.jupiter.api.Test;

class PairwiseMeanTest {
    private static final double[][] THREE = {{0, 0.5, 0.7}, {0, 0, 0.9}, {0, 0, 0}};

    /** Three pairs .5, .7, .9: without a thing the remaining pair, so se² = 2/3 (.04 + 0 + .04). */
    @Test
    void leavesOutOneAtATime() {
        PairwiseMean mean = PairwiseMean.of(THREE);
        assertThat(mean.value()).isCloseTo(0.7, within(1e-15));
        assertThat(mean.variance()).isCloseTo(2.0 / 3 * 0.08, within(1e-15));
        assertThat(mean.level().df()).isEqualTo(2);
        Contrast same = mean.against(mean);
        assertThat(same.difference()).isZero();
        assertThat(same.variance()).isCloseTo(2 * mean.variance(), within(1e-15));
        assertThat(same.df()).isCloseTo(4, within(1e-12));
    }

    @Test
    void oneIsNoPairAndTwoHaveNoSpread() {
        assertThatThrownBy(() -> PairwiseMean.of(new double[1][1])).isInstanceOf(DegenerateDataException.class);
        PairwiseMean two = PairwiseMean.of(new double[] {0, 0.4}, new double[] {0, 0});
        assertThat(two.value()).isEqualTo(0.4);
        assertThatThrownBy(two::level).isInstanceOf(DegenerateDataException.class);
    }
}
