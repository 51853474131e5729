package covey.stats.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.compare.Contrast;
import covey.stats.distribution.StudentT;
import covey.stats.regression.AbsorbedRegression;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Coverage under noise that lasts from window to window, by 20,000 studies of 14 days of six windows each. The jackknife over
 * region × block, which stands for blocks that know nothing of each other, is the naive method.
 */
@Tag("slow")
class SwitchbackCoverageTest {
    private static final int STUDIES = 20_000;
    private static final int CYCLE = 6;
    private static final int WINDOWS = 84;
    private static final double EFFECT = 0.4;

    /** Nominal .95 covers .943 to .957: three Monte-Carlo errors, .0046, and a bias of .0024 that few stable windows may have. */
    private static final double BAND = 0.007;

    /** Autocorrelation of a region's noise, windows that effects last, regions, share of windows treated. */
    @ParameterizedTest
    @CsvSource({
        "0.0, 0, 10, 0.5", "0.5, 0, 10, 0.5", "0.8, 0, 10, 0.5",
        "0.0, 1, 10, 0.5", "0.5, 1, 10, 0.5", "0.8, 1, 10, 0.5",
        "0.0, 2, 10, 0.5", "0.5, 2, 10, 0.5", "0.8, 2, 10, 0.5",
        "0.8, 1, 6, 0.5", "0.8, 1, 10, 0.3"
    })
    void intervalsCoverWhateverTheNoiseRemembers(double memory, int order, int regions, double share) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260311);
        int stable = 0;
        int lags = 0;
        int blocks = 0;
        double sum = 0;
        for (int s = 0; s < STUDIES; s++) {
            List<SwitchbackCell> cells = cells(random, memory, order, regions, share);
            Contrast contrast = new SwitchbackContrast(cells, CYCLE, 0, 1).of(order);
            DistributedLag lag = DistributedLag.fit(cells, CYCLE, 0, 1, order);
            sum += contrast.difference() / STUDIES;
            stable += contrast.interval(0.95).contains(EFFECT) ? 1 : 0;
            lags += Math.abs(lag.total() - EFFECT) < StudentT.quantile(0.975, lag.df()) * lag.totalStandardError()
                    ? 1
                    : 0;
            blocks += byBlocks(cells, order) ? 1 : 0;
        }
        assertThat(sum).isCloseTo(EFFECT, within(0.01));
        assertThat(stable / (double) STUDIES).as("stable windows").isCloseTo(0.95, within(BAND));
        assertThat(lags / (double) STUDIES).as("distributed lag").isCloseTo(0.95, within(BAND));
        if (memory == 0.8 && order > 0) {
            assertThat(blocks / (double) STUDIES).as("blocks alone").isLessThan(0.95 - BAND);
        }
    }

    /** Regions of their own size and level, times of their own level and traffic; half the effect comes a window late. */
    private static List<SwitchbackCell> cells(
            RandomGenerator random, double memory, int order, int regions, double share) {
        List<SwitchbackCell> cells = new ArrayList<>();
        for (int r = 0; r < regions; r++) {
            double noise = random.nextGaussian();
            double size = 1 + 0.5 * (r % 3);
            int before = 0;
            for (int t = 0; t < WINDOWS; t++) {
                int arm = random.nextDouble() < share ? 1 : 0;
                noise = t == 0 ? noise : memory * noise + Math.sqrt(1 - memory * memory) * random.nextGaussian();
                double late = order == 0 ? EFFECT * arm : EFFECT / 2 * (arm + before);
                double weight = size * (1 + 0.4 * Math.cos(2 * Math.PI * (t % CYCLE) / CYCLE));
                cells.add(new SwitchbackCell(r, t, arm, 3 * r + 2 * (t % CYCLE) + noise + late, weight));
                before = arm;
            }
        }
        return cells;
    }

    private static boolean byBlocks(List<SwitchbackCell> cells, int order) {
        SwitchbackPanel panel = new SwitchbackPanel(cells, CYCLE);
        int[] arms = panel.arms();
        int[] chosen = IntStream.range(0, panel.size())
                .filter(i -> panel.stable(arms, i, order))
                .toArray();
        double[] treated = IntStream.of(chosen).mapToDouble(i -> arms[i]).toArray();
        AbsorbedRegression fit = AbsorbedRegression.fit(panel.rows(chosen, order), treated);
        double critical = StudentT.quantile(0.975, fit.effectiveClusters(1) - 1);
        return Math.abs(fit.coefficient(0) - EFFECT) < critical * Math.sqrt(fit.variance(1));
    }
}
