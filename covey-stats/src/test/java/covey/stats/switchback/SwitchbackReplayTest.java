package covey.stats.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.compare.NonInferiority.Scale;
import covey.stats.power.Claim;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchbackReplayTest {
    private static final Claim CLAIM = Claim.difference(0.05);

    private static List<SwitchbackCell> history(int windows) {
        return new SwitchbackMarket(0.3).cells(SwitchbackMarket.random(3), windows, 0, 0);
    }

    private static SwitchbackReplay replay(List<SwitchbackCell> history, int windows, int order) {
        SwitchbackSchedule schedule = new SwitchbackSchedule(windows, SwitchbackMarket.CYCLE, order, 0.5, 0.5);
        return SwitchbackReplay.of(history, schedule, 400, SwitchbackMarket.random(5));
    }

    @Test
    void theDetectableEffectHasThePowerAskedForAndItsMirrorTheSame() {
        SwitchbackReplay replay = replay(history(168), 84, 1);
        double size = replay.detectable(CLAIM, 0.8).orElseThrow();
        assertThat(replay.power(CLAIM, size)).isCloseTo(0.8, within(2.0 / 400));
        assertThat(replay.power(CLAIM, -size)).isCloseTo(0.8, within(2.0 / 400));
        // (1.96 + .84) standard errors, each known within three errors of 1/√800
        assertThat(size / replay.standardError()).isBetween(2.5, 3.1);
        double information = replay.required(CLAIM, size / 2, 0.8).orElseThrow();
        assertThat(information).isBetween(3.5, 4.3);
        assertThat(replay.times(4).standardError()).isCloseTo(replay.standardError() / 2, within(1e-12));
    }

    @Test
    void aHistoryShorterThanThePlanIsScaledToIt() {
        SwitchbackReplay whole = replay(history(168), 168, 1);
        SwitchbackReplay half =
                replay(history(168).stream().filter(c -> c.window() < 84).toList(), 168, 1);
        // two histories, one half of the other: four relative standard errors of a replay and of a history
        assertThat(half.standardError() / whole.standardError()).isBetween(0.8, 1.25);
    }

    @Test
    void moreCarryOverCostsMore() {
        List<SwitchbackCell> history = history(168);
        double none = replay(history, 84, 0).standardError();
        double one = replay(history, 84, 1).standardError();
        double two = replay(history, 84, 2).standardError();
        assertThat(one).isGreaterThan(1.2 * none);
        assertThat(two).isGreaterThan(1.2 * one);
    }

    @Test
    void aMarginIsShownAsTheRunShowsIt() {
        SwitchbackReplay replay = replay(history(168), 84, 1);
        Claim claim = Claim.nonInferiority(0.025, 0.1, Scale.RELATIVE, Direction.INCREASE);
        double margin = replay.detectableMargin(claim, 0.8).orElseThrow();
        assertThat(margin * replay.baseline() / replay.standardError()).isBetween(2.5, 3.4);
        assertThat(replay.power(claim.within(margin), 0)).isCloseTo(0.8, within(2.0 / 400));
        assertThat(replay.power(claim, -2 * margin * replay.baseline())).isLessThan(0.5);
    }

    @Test
    void theTestErrsAsOftenAsItSays() {
        SwitchbackReplay replay = replay(history(336), 84, 1);
        // 99.9 % binomial band of 400 draws at .05
        assertThat(replay.falseAlarms(0.05)).isBetween(0.014, 0.086);
        assertThat(replay.smallestPValue()).isLessThan(1e-9);
        assertThat(replay.refused()).isZero();
    }

    @Test
    void aScheduleThatCanShowNothingIsRefusedBeforeItRuns() {
        List<SwitchbackCell> two =
                history(6).stream().filter(c -> c.region() < 2).toList();
        assertThatThrownBy(() -> replay(two, 3, 0))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("no outcome could have a randomisation p below");
        assertThatThrownBy(() -> replay(List.of(), 3, 0)).isInstanceOf(DegenerateDataException.class);
    }
}
