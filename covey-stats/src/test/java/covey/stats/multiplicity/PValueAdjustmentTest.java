package covey.stats.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.multiplicity.PValueAdjustment.Guarantee;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PValueAdjustmentTest {

    private static double[] family(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return random.doubles(1 + random.nextInt(12)).map(u -> u * u * u).toArray();
    }

    @ParameterizedTest
    @EnumSource
    void neverBelowTheRawValueNorAboveOneAndKeepsTheOrder(PValueAdjustment procedure) {
        for (long seed = 0; seed < 200; seed++) {
            double[] p = family(seed);
            double[] adjusted = procedure.adjust(p);
            for (int i = 0; i < p.length; i++) {
                assertThat(adjusted[i]).isBetween(p[i], 1.0);
                for (int j = 0; j < p.length; j++) {
                    assertThat(p[i] < p[j] && adjusted[i] > adjusted[j]).isFalse();
                }
            }
        }
    }

    @Test
    void proceduresStandInTheirKnownOrder() {
        for (long seed = 0; seed < 200; seed++) {
            double[] p = family(seed);
            double[] bonferroni = PValueAdjustment.BONFERRONI.adjust(p);
            double[] holm = PValueAdjustment.HOLM.adjust(p);
            double[] hochberg = PValueAdjustment.HOCHBERG.adjust(p);
            double[] hommel = PValueAdjustment.HOMMEL.adjust(p);
            double[] bh = PValueAdjustment.BENJAMINI_HOCHBERG.adjust(p);
            for (int i = 0; i < p.length; i++) {
                assertThat(bonferroni[i]).isGreaterThanOrEqualTo(holm[i] - 1e-15);
                assertThat(holm[i]).isGreaterThanOrEqualTo(hochberg[i] - 1e-15);
                assertThat(hochberg[i]).isGreaterThanOrEqualTo(hommel[i] - 1e-15);
                assertThat(hommel[i]).isGreaterThanOrEqualTo(bh[i] - 1e-15);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void orderOfTheFamilyDoesNotMatter(PValueAdjustment procedure) {
        double[] p = {0.04, 0.2, 0.001, 0.04, 0.011};
        double[] reversed = {0.011, 0.04, 0.001, 0.2, 0.04};
        double[] forth = procedure.adjust(p);
        double[] back = procedure.adjust(reversed);
        for (int i = 0; i < p.length; i++) {
            assertThat(back[p.length - 1 - i]).isEqualTo(forth[i]);
        }
        assertThat(procedure.adjust(new double[0])).isEmpty();
        assertThat(procedure.adjust(0.03)).containsExactly(0.03);
    }

    @Test
    void refusesWhatIsNoPValue() {
        assertThatThrownBy(() -> PValueAdjustment.HOLM.adjust(0.1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void levelsFollowTheGuarantee() {
        assertThat(SimultaneousLevel.simultaneousLevel(0.95, 10)).isCloseTo(0.995, within(1e-15));
        assertThat(SimultaneousLevel.fcrLevel(0.95, 2, 10)).isCloseTo(0.99, within(1e-15));
        assertThat(SimultaneousLevel.fcrLevel(0.95, 10, 10)).isCloseTo(0.95, within(1e-15));
        assertThatThrownBy(() -> SimultaneousLevel.fcrLevel(0.95, 0, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Arrays.stream(PValueAdjustment.values()).filter(a -> a.guarantee() == Guarantee.FAMILYWISE_ERROR))
                .containsExactly(
                        PValueAdjustment.BONFERRONI,
                        PValueAdjustment.HOLM,
                        PValueAdjustment.HOCHBERG,
                        PValueAdjustment.HOMMEL);
    }
}
