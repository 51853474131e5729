package covey.stats.simulation;

import covey.stats.design.factorial.CellWeights;
import covey.stats.design.factorial.FactorialCell;
import covey.stats.design.factorial.FactorialEffects;
import covey.stats.moment.Column;
import covey.stats.moment.MomentAccumulator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Two factors with effects .4 and .6 and an interaction of .5, in cells of 40, 20, 20 and 40 units. */
class FactorialCoverageTest {

    private static final double INTERACTION = 0.5;
    private static final double MAIN = 0.4 + INTERACTION / 2;

    @Test
    void mainEffectsCover() {
        Coverage.of(
                        "factorial main effect",
                        91,
                        random -> study(random, INTERACTION)
                                .main(0, 1, CellWeights.EQUAL)
                                .interval(0.95)
                                .contains(MAIN))
                .isNominal();
    }

    @Test
    void interactionsCover() {
        Coverage.of(
                        "factorial interaction",
                        92,
                        random -> study(random, INTERACTION)
                                .interaction(0, 1, 1, 1)
                                .interval(0.95)
                                .contains(INTERACTION))
                .isNominal();
    }

    @Test
    void pooledCellsMissTheMainEffectWhenTheOtherFactorIsUnevenlySpread() {
        Coverage.of(
                        "pooled cells",
                        91,
                        random -> study(random, INTERACTION)
                                .main(0, 1, CellWeights.MARGINAL)
                                .interval(0.95)
                                .contains(MAIN))
                .fallsBelow(0.80);
    }

    @Test
    void theJointTestHoldsItsLevel() {
        // chi-squared on one contrast of four variances from 20 and 40 units: the normal for a t of about 70 df
        Coverage.of(
                        "joint interaction test",
                        93,
                        random -> study(random, 0).interactionTest().pValue() > 0.05)
                .isBetween(0.9365, 0.9565);
    }

    private static FactorialEffects study(RandomGenerator random, double interaction) {
        return FactorialEffects.of(
                List.of(
                        cell(random, 0, 0, 40, 0),
                        cell(random, 1, 0, 20, 0.4),
                        cell(random, 0, 1, 20, 0.6),
                        cell(random, 1, 1, 40, 1 + interaction)),
                Column.of(0),
                2,
                2);
    }

    private static FactorialCell cell(RandomGenerator random, int a, int b, int units, double level) {
        MomentAccumulator moments = new MomentAccumulator(1);
        for (int i = 0; i < units; i++) {
            moments.add(level + random.nextGaussian());
        }
        return new FactorialCell(List.of(a, b), moments.moments());
    }
}
