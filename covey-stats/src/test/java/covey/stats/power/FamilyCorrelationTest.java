package covey.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.distribution.Normal;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.power.history.FactorialShares;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class FamilyCorrelationTest {
    /** Shares .4, .4, .2: √(.5) √(.2/.6). */
    @Test
    void armsShareTheirControl() {
        FamilyCorrelation arms = FamilyCorrelation.ofArms(0.4, 0.4, 0.2);
        assertThat(arms.at(0, 1)).isCloseTo(Math.sqrt(0.5 * 0.2 / 0.6), within(1e-12));
        assertThat(arms.at(0, 1)).isCloseTo(0.408248, within(1e-6));
        assertThat(arms.at(1, 1)).isEqualTo(1);
    }

    /** Correlation of differences of arm means over 20,000 experiments of two metrics and three arms, 4 standard errors. */
    @Test
    void theyAreThoseOfTheDifferences() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        double[] shares = {0.4, 0.4, 0.2};
        double rho = -0.6;
        FamilyCorrelation family = FamilyCorrelation.ofArms(0.4, 0.4, 0.2).of(new double[][] {{1, rho}, {rho, 1}});
        int n = 20_000;
        double[][] sums = new double[4][4];
        for (int r = 0; r < n; r++) {
            double[][] means = new double[2][3];
            for (int arm = 0; arm < 3; arm++) {
                double g = random.nextGaussian();
                means[0][arm] = g / Math.sqrt(shares[arm]);
                means[1][arm] = (rho * g + Math.sqrt(1 - rho * rho) * random.nextGaussian()) / Math.sqrt(shares[arm]);
            }
            double[] d = {
                means[0][1] - means[0][0],
                means[0][2] - means[0][0],
                means[1][1] - means[1][0],
                means[1][2] - means[1][0]
            };
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    sums[i][j] += d[i] * d[j];
                }
            }
        }
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                assertThat(sums[i][j] / Math.sqrt(sums[i][i] * sums[j][j]))
                        .isCloseTo(family.at(i, j), within(4 / Math.sqrt(n)));
            }
        }
    }

    /**
     * Shares .4, .4, .2, powers .224 and .151 at .05/2 each, Holm. Ten million draws of numpy 2.2: .11051 for both, .30753
     * for any (standard error .00015); scipy 1.17 bivariate normal: .30770 for any under Bonferroni. Four standard errors
     * of this simulation. A correlation of 0 gives .065 for both.
     */
    @Test
    void powerOfArmsIsThatOfTheirCorrelation() {
        double z = -Normal.quantile(0.0125);
        double[] theta = {z + Normal.quantile(0.224), z + Normal.quantile(0.151)};
        FamilyPower known = simulated(theta, FamilyCorrelation.ofArms(0.4, 0.4, 0.2));
        FamilyPower integral =
                Dunnett.of(Double.POSITIVE_INFINITY, 0.4, 0.4, 0.2).power(z, theta);
        FamilyPower single = FamilyPower.simulated(
                PValueAdjustment.BONFERRONI, 0.05, theta, FamilyCorrelation.ofArms(0.4, 0.4, 0.2), 7);
        assertThat(integral.any()).isCloseTo(0.30770, within(1e-5));
        assertThat(known.all()).isCloseTo(0.11051, within(0.004));
        assertThat(known.any()).isCloseTo(0.30753, within(0.006));
        assertThat(single.all()).isCloseTo(integral.all(), within(0.004));
        assertThat(single.any()).isCloseTo(integral.any(), within(0.005));
        // Holm rejects any exactly when Bonferroni does, and both more often
        assertThat(known.any()).isCloseTo(integral.any(), within(0.005));
        assertThat(known.all()).isGreaterThan(integral.all() + 0.01);
        assertThat(simulated(theta, FamilyCorrelation.common(2, 0)).all()).isCloseTo(0.065, within(0.006));
    }

    private static FamilyPower simulated(double[] theta, FamilyCorrelation correlation) {
        return FamilyPower.simulated(PValueAdjustment.HOLM, 0.05, theta, correlation, 7);
    }

    @Test
    void mainEffectsOfEqualCellsAreUncorrelatedAndLevelsOfOneFactorShareTheirBase() {
        Map<List<Integer>, Double> cells = new LinkedHashMap<>();
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 3; b++) {
                cells.put(List.of(a, b), 1 / 6.0);
            }
        }
        FamilyCorrelation equal = FactorialShares.of(cells).mains();
        assertThat(equal.size()).isEqualTo(3);
        assertThat(equal.at(0, 1)).isCloseTo(0, within(1e-12));
        assertThat(equal.at(1, 2)).isCloseTo(0.5, within(1e-12));
        // cells .4, .1, .1, .4: Σ c_a c_b / s = ±, the diagonal (0,0), (1,1) heavy
        Map<List<Integer>, Double> unequal = new LinkedHashMap<>();
        unequal.put(List.of(0, 0), 0.4);
        unequal.put(List.of(0, 1), 0.1);
        unequal.put(List.of(1, 0), 0.1);
        unequal.put(List.of(1, 1), 0.4);
        double expected = (2 / 0.4 - 2 / 0.1) / (2 / 0.4 + 2 / 0.1);
        assertThat(FactorialShares.of(unequal).mains().at(0, 1)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void whatNoFamilyCanHaveIsBroughtCloser() {
        double[][] impossible = {{1, 0.9, -0.9}, {0.9, 1, 0.9}, {-0.9, 0.9, 1}};
        double[][] root = FamilyCorrelation.common(1, 0).of(impossible).root();
        double kept = root[1][0] / 0.9;
        assertThat(kept).isBetween(0.4, 0.7);
        // a metric twice
        double[][] twice = FamilyCorrelation.common(2, 1).root();
        assertThat(twice[1][0]).isCloseTo(0.999, within(1e-3));
    }

    @Test
    void armsWithoutUnitsAreRefused() {
        assertThatThrownBy(() -> FamilyCorrelation.ofArms(0.5, 0)).hasMessageContaining("positive");
        assertThatThrownBy(() -> FamilyCorrelation.common(2, -0.1)).hasMessageContaining("[0, 1]");
        assertThatThrownBy(() -> simulated(new double[] {1}, FamilyCorrelation.common(2, 0)))
                .hasMessageContaining("members");
    }
}
