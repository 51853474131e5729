package covey.stats.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.compare.Contrast;
import covey.stats.power.Claim;
import covey.stats.power.Comparison;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The power that a replay of eight weeks promises against the share of 4,000 two-week studies in which the estimator finds
 * the effect. A promise is read off one history, so that it is averaged over twelve of them.
 */
@Tag("slow")
class SwitchbackPowerTest {
    private static final int STUDIES = 4_000;
    private static final int HISTORIES = 12;
    private static final int WINDOWS = 84;
    private static final Claim CLAIM = Claim.difference(0.05);

    /** Memory of the noise from window to window, windows that effects last, effect of being on all the time. */
    @ParameterizedTest
    @CsvSource({"0.0, 0, 0.016", "0.6, 0, 0.016", "0.0, 1, 0.024", "0.6, 1, 0.024", "0.6, 2, 0.035"})
    void thePromiseIsKept(double memory, int order, double effect) {
        SwitchbackMarket market = new SwitchbackMarket(memory);
        double[] promised = new double[HISTORIES];
        double naive = 0;
        for (int h = 0; h < HISTORIES; h++) {
            List<SwitchbackCell> history = market.cells(SwitchbackMarket.random(100 + h), 4 * WINDOWS, 0, 0);
            promised[h] = replay(history, order, 200 + h).power(CLAIM, effect);
            naive += alone(history).power(WINDOWS * SwitchbackMarket.REGIONS, effect) / HISTORIES;
        }
        double promise = mean(promised);
        double kept = found(market, order, effect) / (double) STUDIES;
        double error = Math.sqrt(kept * (1 - kept) / STUDIES + variance(promised) / HISTORIES);
        assertThat(promise).isCloseTo(kept, within(3 * error));
        if (order > 0) {
            // windows as units that stand alone, none lost to carry-over
            assertThat(naive).isGreaterThan(kept + 0.1);
        }
    }

    /** A promise that forgets that unstable windows are left out is not kept. */
    @ParameterizedTest
    @CsvSource({"1, 0.024", "2, 0.035"})
    void windowsLostToCarryOverCount(int order, double effect) {
        SwitchbackMarket market = new SwitchbackMarket(0.3);
        List<SwitchbackCell> history = market.cells(SwitchbackMarket.random(100), 4 * WINDOWS, 0, 0);
        double forgetful = replay(history, 0, 1).power(CLAIM, effect);
        assertThat(forgetful).isGreaterThan(found(market, order, effect) / (double) STUDIES + 0.1);
    }

    private static SwitchbackReplay replay(List<SwitchbackCell> history, int order, long seed) {
        SwitchbackSchedule schedule = new SwitchbackSchedule(WINDOWS, SwitchbackMarket.CYCLE, order, 0.5, 0.5);
        return SwitchbackReplay.of(history, schedule, 1_000, SwitchbackMarket.random(seed));
    }

    private static Comparison alone(List<SwitchbackCell> history) {
        double mean =
                history.stream().mapToDouble(SwitchbackCell::value).average().orElseThrow();
        double variance = 0;
        for (SwitchbackCell cell : history) {
            double level = history.stream()
                    .filter(c -> c.region() == cell.region()
                            && c.window() % SwitchbackMarket.CYCLE == cell.window() % SwitchbackMarket.CYCLE)
                    .mapToDouble(SwitchbackCell::value)
                    .average()
                    .orElseThrow();
            variance += Math.pow(cell.value() - level, 2) / history.size();
        }
        return new Comparison(Outcome.ofMean(mean, variance), Split.even(), CLAIM);
    }

    /** Studies that find an effect of which half is left to the windows after. */
    private static int found(SwitchbackMarket market, int order, double effect) {
        RandomGenerator random = SwitchbackMarket.random(7);
        int found = 0;
        for (int s = 0; s < STUDIES; s++) {
            List<SwitchbackCell> cells = order == 0
                    ? market.cells(random, WINDOWS, effect, 0)
                    : market.cells(random, WINDOWS, effect / 2, effect / 2);
            Contrast contrast = new SwitchbackContrast(cells, SwitchbackMarket.CYCLE, 0, 1).of(order);
            found += contrast.difference() > 0 && contrast.pValue() < 0.05 ? 1 : 0;
        }
        return found;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }
}
