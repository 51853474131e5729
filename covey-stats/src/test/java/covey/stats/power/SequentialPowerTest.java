package covey.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.Alternative;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.SpendingFunction.LanDeMetsPocock;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialPowerTest {

    private static final SequentialPower POWER = new SequentialPower(
            new Comparison(Outcome.ofMean(10, 4), Split.even(), Claim.improvement(0.025, Direction.INCREASE)),
            GroupSequentialDesign.of(0.025, Alternative.GREATER, new LanDeMetsPocock())
                    .bounds(0.5, 1));

    @Test
    void effectsOfAnySizeAndSignHaveAPower() {
        assertThat(POWER.power(1e6, 5)).isEqualTo(1);
        assertThat(POWER.expectedUnits(List.of(5e5, 1e6), 5)).isCloseTo(5e5, within(1e-3));
        assertThat(POWER.power(1e6, -5)).isEqualTo(0);
        assertThat(POWER.expectedUnits(List.of(5e5, 1e6), -5)).isCloseTo(1e6, within(1e-3));
        assertThat(POWER.power(1e6, 0)).isCloseTo(0.025, within(1e-9));
    }

    @Test
    void theSizeGivesThePower() {
        double units = POWER.units(0.3, 0.9).orElseThrow();
        assertThat(POWER.power(units, 0.3)).isCloseTo(0.9, within(1e-3));
    }
}
