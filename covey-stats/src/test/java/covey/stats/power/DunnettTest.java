package covey.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.Alternative;
import covey.stats.distribution.Normal;
import covey.stats.distribution.StudentT;
import covey.stats.multiplicity.PValueAdjustment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DunnettTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void oneTreatmentIsAnOrdinaryTest() {
        assertThat(Dunnett.of(12, 1, 2).critical(0.05, Alternative.TWO_SIDED))
                .isCloseTo(StudentT.quantile(0.975, 12), within(1e-8));
        assertThat(Dunnett.of(INFINITE, 1, 1).perComparison(0.05, Alternative.GREATER))
                .isCloseTo(0.05, within(1e-9));
    }

    /** R 4.2.2, mvtnorm 1.1.3: 1 - pmvnorm of the cube under b_i b_j, Miwa with 512 steps. */
    @Test
    void unequalArmsAgreeWithTheMultivariateNormal() {
        Dunnett unequal = Dunnett.of(INFINITE, 1000, 500, 250, 2000);
        assertThat(unequal.pValue(2, Alternative.TWO_SIDED)).isCloseTo(0.12137702, within(1e-6));
        assertThat(unequal.pValue(2.3, Alternative.TWO_SIDED)).isCloseTo(0.05936782, within(1e-6));
        assertThat(unequal.pValue(3, Alternative.TWO_SIDED)).isCloseTo(0.00785738, within(1e-6));
        Dunnett more = Dunnett.of(INFINITE, 2, 1, 1, 1);
        assertThat(more.pValue(2, Alternative.TWO_SIDED)).isCloseTo(0.12335353, within(1e-6));
        assertThat(more.pValue(2.3, Alternative.TWO_SIDED)).isCloseTo(0.06020989, within(1e-6));
        assertThat(more.pValue(3, Alternative.TWO_SIDED)).isCloseTo(0.00792459, within(1e-6));
    }

    /** R 4.2.2, multcomp 1.4.22 on its data recovery: blankets of 20, 3, 3 and 15 patients, 37 degrees of freedom. */
    @Test
    void adjustedPValuesAgreeWithMultcomp() {
        Dunnett blankets = Dunnett.of(37, 20, 3, 3, 15);
        assertThat(blankets.pValue(-1.3301851, Alternative.TWO_SIDED)).isCloseTo(0.455916505, within(2e-6));
        assertThat(blankets.pValue(-4.6556479, Alternative.TWO_SIDED)).isCloseTo(0.000121547, within(2e-6));
        assertThat(blankets.pValue(-1.8837229, Alternative.TWO_SIDED)).isCloseTo(0.181979577, within(2e-6));
    }

    @Test
    void theControlsPartOfTheVarianceIsWhatCounts() {
        Dunnett byShares = Dunnett.of(INFINITE, 4, 1, 2);
        Dunnett byParts = Dunnett.sharing(INFINITE, 1.0 / 5, 2.0 / 6);
        assertThat(byParts.critical(0.05, Alternative.TWO_SIDED))
                .isCloseTo(byShares.critical(0.05, Alternative.TWO_SIDED), within(1e-12));
        assertThatThrownBy(() -> Dunnett.sharing(INFINITE, 1.0)).hasMessageContaining("part in (0, 1)");
    }

    @Test
    void criticalValueLiesBetweenOneTestAndBonferroni() {
        Dunnett four = Dunnett.of(INFINITE, 2, 1, 1, 1, 1);
        assertThat(four.perComparison(0.05, Alternative.TWO_SIDED)).isBetween(0.05 / 4, 0.05);
        assertThat(four.pValue(four.critical(0.05, Alternative.GREATER), Alternative.GREATER))
                .isCloseTo(0.05, within(1e-9));
        assertThat(four.pValue(-2.5, Alternative.LESS)).isCloseTo(four.pValue(2.5, Alternative.GREATER), within(1e-12));
    }

    /** scipy 1.10 quad of the tail itself, 1e-9 of it. */
    @Test
    void smallPValuesKeepTheirDigits() {
        Dunnett two = Dunnett.of(INFINITE, 1, 1, 1);
        assertThat(two.pValue(5, Alternative.TWO_SIDED) / 1.144956870230246e-06).isCloseTo(1, within(1e-9));
        assertThat(two.pValue(9, Alternative.TWO_SIDED) / 4.514353281274007e-19).isCloseTo(1, within(0.01));
    }

    /** scipy 1.17.1: two statistics with means 2.5 and 3, correlation .5, bound 2.2121. */
    @Test
    void powerOfAnyAndAllAgreesWithTheBivariateNormal() {
        FamilyPower power = Dunnett.of(INFINITE, 1, 1, 1).power(2.2121, 2.5, 3);
        assertThat(power.any()).isCloseTo(1 - 0.14374898, within(1e-5));
        assertThat(power.all()).isCloseTo(0.54165974, within(1e-5));
        assertThat(power.each().get(0)).isCloseTo(Normal.cdf(2.5 - 2.2121), within(1e-8));
        assertThat(power.each().get(1)).isCloseTo(Normal.cdf(3 - 2.2121), within(1e-8));
        assertThat(power.any()).isBetween(power.each().get(1), 1.0);
        assertThat(power.all()).isLessThan(power.each().get(0));
    }

    @Test
    void simulationOfBonferroniAgreesWithTheIntegral() {
        double c = Normal.quantile(1 - 0.05 / 4);
        FamilyPower integral = Dunnett.of(INFINITE, 1, 1, 1).power(c, 2.5, -1);
        // opposite effects: correlation of statistics .5 in both
        FamilyPower simulated = FamilyPower.simulated(
                PValueAdjustment.BONFERRONI, 0.05, new double[] {2.5, -1}, FamilyCorrelation.ofArms(1, 1, 1), 71);
        assertThat(simulated.any()).isCloseTo(integral.any(), within(0.005));
        assertThat(simulated.all()).isCloseTo(integral.all(), within(0.005));
        assertThat(simulated.each().get(0)).isCloseTo(integral.each().get(0), within(0.005));
    }

    @Test
    void theBoundOfEveryProcedureIsABound() {
        double[] theta = {3, 2.5, 2, 0, 0};
        for (PValueAdjustment procedure : PValueAdjustment.values()) {
            double level = FamilyLevel.of(procedure, 0.05, theta.length).level();
            FamilyPower power =
                    FamilyPower.simulated(procedure, 0.05, theta, FamilyCorrelation.common(theta.length, 0.3), 72);
            for (int i = 0; i < 3; i++) {
                double bound = Normal.cdf(theta[i] + Normal.quantile(level / 2));
                assertThat(power.each().get(i))
                        .as("%s, member %s", procedure, i)
                        .isGreaterThan(bound - 0.015);
            }
            assertThat(power.each().get(4)).isLessThan(0.06);
            assertThat(power.any()).isGreaterThanOrEqualTo(power.all());
        }
        assertThat(FamilyLevel.of(PValueAdjustment.HOLM, 0.05, 5).basis()).isEqualTo(FamilyLevel.Basis.LOWER_BOUND);
        assertThat(FamilyLevel.of(PValueAdjustment.BONFERRONI, 0.05, 5).basis()).isEqualTo(FamilyLevel.Basis.EXACT);
    }

    @Test
    void armsWithoutUnitsAreRefused() {
        assertThatThrownBy(() -> Dunnett.of(10, 1, 0)).hasMessageContaining(Arrays.toString(new double[] {1, 0}));
        assertThatThrownBy(() -> Dunnett.of(10, 1, 1).power(2, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
