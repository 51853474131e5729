package covey.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.Alternative;
import covey.stats.compare.Contrast;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.sequential.GroupSequentialBounds;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.SpendingFunction.LanDeMetsPocock;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialProspectTest {
    private static final GroupSequentialBounds BOUNDS = GroupSequentialDesign.of(
                    0.025, Alternative.GREATER, new LanDeMetsPocock())
            .bounds(0.25, 0.5, 0.75, 1);
    private static final Prospect ONCE =
            new ExpectedContrast(new Contrast(0, 1, Double.POSITIVE_INFINITY, 10, 0.5, -0.5));
    private static final Claim CLAIM = Claim.improvement(0.025, Direction.INCREASE);

    /** 100,000 paths, four standard errors; the inflation of 80 % power is right there and nowhere else. */
    @ParameterizedTest
    @ValueSource(doubles = {1.5, 2.2, 2.8, 4.2})
    void powerIsThatOfCrossing(double effect) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(31);
        List<GroupSequentialBounds.Look> looks = BOUNDS.looks();
        int crossed = 0;
        for (int r = 0; r < 100_000; r++) {
            double score = 0;
            double before = 0;
            for (GroupSequentialBounds.Look look : looks) {
                double step = look.fraction() - before;
                before = look.fraction();
                score += effect * step + Math.sqrt(step) * random.nextGaussian();
                if (score / Math.sqrt(before) >= look.efficacy()) {
                    crossed++;
                    break;
                }
            }
        }
        SequentialProspect looked = new SequentialProspect(ONCE, BOUNDS);
        double seen = crossed / 100_000.0;
        double band = 4 * Math.sqrt(seen * (1 - seen) / 100_000);
        assertThat(looked.power(CLAIM, effect)).isCloseTo(seen, within(band));
        double inflated = ONCE.times(1 / BOUNDS.inflation(0.8)).power(CLAIM, effect);
        if (effect < 2 || effect > 4) {
            assertThat(inflated).isNotCloseTo(seen, within(band));
        }
    }

    @Test
    void whatIsDetectableHasThePower() {
        SequentialProspect looked = new SequentialProspect(ONCE, BOUNDS);
        double size = looked.detectable(CLAIM, 0.8).orElseThrow();
        assertThat(looked.power(CLAIM, size)).isCloseTo(0.8, within(1e-6));
        assertThat(size / ONCE.detectable(CLAIM, 0.8).orElseThrow())
                .isCloseTo(Math.sqrt(BOUNDS.inflation(0.8)), within(1e-4));
        double more = looked.required(CLAIM, 1.4, 0.9).orElseThrow();
        assertThat(looked.times(more).power(CLAIM, 1.4)).isCloseTo(0.9, within(1e-6));
        assertThat(looked.power(CLAIM, 40)).isEqualTo(1);
        assertThat(looked.power(CLAIM, -40)).isEqualTo(0);
        assertThat(looked.standardError()).isEqualTo(1);
        assertThat(looked.baseline()).isEqualTo(10);
    }
}
