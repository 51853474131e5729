package covey.stats.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Regions switched every four hours for two weeks; what an eager window does lasts one window more. */
class SwitchbackTest {
    private static final int REGIONS = 6;
    private static final int WINDOWS = 84;
    private static final int CYCLE = 6;
    private static final double DIRECT = 0.06;
    private static final double CARRY_OVER = -0.12;
    private static final double TOTAL = DIRECT + CARRY_OVER;
    private static final int REPLICATES = 2_000;
    // 99.9 % binomial band of 2,000 replicates at .95; above it one point is allowed: few stable windows err to the
    // wide side
    private static final double BAND = 3.29 * Math.sqrt(0.95 * 0.05 / REPLICATES);

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** A world: noise of a window with some memory, regions and hours of their own level, weights that differ. */
    private static List<SwitchbackCell> world(RandomGenerator random, double direct, double carry) {
        List<SwitchbackCell> cells = new ArrayList<>();
        for (int r = 0; r < REGIONS; r++) {
            double level = 0.3 + 0.05 * random.nextGaussian();
            double size = 70 * Math.exp(0.3 * random.nextGaussian());
            double noise = 0;
            int before = 0;
            for (int t = 0; t < WINDOWS; t++) {
                int arm = random.nextBoolean() ? 1 : 0;
                noise = 0.3 * noise + 0.02 * random.nextGaussian();
                double phase = 2 * Math.PI * (t % CYCLE) / CYCLE;
                double weight = Math.rint(size * (1 + 0.4 * Math.cos(phase)));
                double mean = level + 0.05 * Math.sin(phase) + noise + direct * arm + carry * before;
                double value = mean + Math.sqrt(0.21 / weight) * random.nextGaussian();
                cells.add(new SwitchbackCell(r, t, arm, value, weight));
                before = arm;
            }
        }
        return cells;
    }

    @Test
    void theTotalEffectIsCoveredAndThePlainComparisonOfWindowsMisses() {
        RandomGenerator random = random(11);
        int stable = 0;
        int plain = 0;
        int lag = 0;
        int decided = 0;
        double sum = 0;
        for (int rep = 0; rep < REPLICATES; rep++) {
            List<SwitchbackCell> cells = world(random, DIRECT, CARRY_OVER);
            SwitchbackContrast contrast = new SwitchbackContrast(cells, CYCLE, 0, 1);
            Contrast one = contrast.of(1);
            stable += one.interval(0.95).contains(TOTAL) ? 1 : 0;
            decided += one.pValue() < 0.05 ? 1 : 0;
            sum += one.difference();
            plain += contrast.of(0).interval(0.95).contains(TOTAL) ? 1 : 0;
            DistributedLag lags = DistributedLag.fit(cells, CYCLE, 0, 1, 1);
            double half = covey.stats.distribution.StudentT.quantile(0.975, lags.df()) * lags.totalStandardError();
            lag += Math.abs(lags.total() - TOTAL) <= half ? 1 : 0;
        }
        assertThat((double) stable / REPLICATES).as("stable windows").isBetween(0.95 - BAND, 0.95 + BAND + 0.01);
        assertThat((double) lag / REPLICATES).as("distributed lag").isBetween(0.95 - BAND, 0.95 + BAND + 0.01);
        assertThat((double) plain / REPLICATES).as("plain windows").isLessThan(0.01);
        assertThat(sum / REPLICATES).as("mean estimate").isCloseTo(TOTAL, within(0.002));
        assertThat((double) decided / REPLICATES).as("power").isGreaterThan(0.9);
    }

    /** A quarter of the windows is stable. */
    @Test
    void intervalsCoverWhenFewWindowsAreStable() {
        RandomGenerator random = random(13);
        int covered = 0;
        double variance = 0;
        double sum = 0;
        double squares = 0;
        double together = 0;
        double base = 0;
        double products = 0;
        for (int rep = 0; rep < REPLICATES; rep++) {
            Contrast contrast = new SwitchbackContrast(world(random, DIRECT, CARRY_OVER), CYCLE, 0, 1).of(2);
            together += contrast.covariance() / REPLICATES;
            base += contrast.baseline() / REPLICATES;
            products += contrast.difference() * contrast.baseline() / REPLICATES;
            covered += contrast.interval(0.95).contains(TOTAL) ? 1 : 0;
            variance += contrast.variance() / REPLICATES;
            sum += contrast.difference() / REPLICATES;
            squares += contrast.difference() * contrast.difference() / REPLICATES;
        }
        assertThat((double) covered / REPLICATES).isBetween(0.95 - BAND, 0.95 + BAND + 0.01);
        // five relative standard errors 1/√(2R) of a variance, both ways
        assertThat(variance / (squares - sum * sum)).isBetween(0.84, 1.16);
        // correlation −.4 with the level of control: a covariance of so many draws is known within √(1 + 1/ρ²)/√R = .06
        assertThat(together / (products - sum * base)).isBetween(0.76, 1.24);
    }

    @Test
    void blocksAreJudgedByWhatTheyTell() {
        List<SwitchbackCell> one =
                world(random(17), 0, 0).stream().filter(c -> c.region() == 0).toList();
        assertThatThrownBy(() -> new SwitchbackContrast(one, CYCLE, 0, 1).of(3))
                .isInstanceOf(DegenerateDataException.class);
    }

    @Test
    void lagsAreToldApart() {
        List<SwitchbackCell> cells = world(random(3), DIRECT, CARRY_OVER);
        DistributedLag lags = DistributedLag.fit(cells, CYCLE, 0, 1, 2);
        assertThat(lags.coefficients()[0]).isCloseTo(DIRECT, within(4 * lags.standardErrors()[0]));
        assertThat(lags.coefficients()[1]).isCloseTo(CARRY_OVER, within(4 * lags.standardErrors()[1]));
        assertThat(lags.coefficients()[2]).isCloseTo(0, within(4 * lags.standardErrors()[2]));
        assertThat(lags.pValue(1)).isLessThan(1e-6);
    }

    @Test
    void theRandomisationTestKeepsItsLevel() {
        RandomGenerator random = random(5);
        int rejected = 0;
        int replicates = 200;
        for (int rep = 0; rep < replicates; rep++) {
            List<SwitchbackCell> cells = world(random, 0, 0);
            rejected += SwitchbackRandomizationTest.test(cells, CYCLE, 1, 0.5, random)
                                    .pValue()
                            <= 0.05
                    ? 1
                    : 0;
        }
        // 99.9 % binomial band of 200 replicates at .05
        assertThat((double) rejected / replicates).isBetween(0.005, 0.105);
        assertThat(SwitchbackRandomizationTest.test(world(random, DIRECT, CARRY_OVER), CYCLE, 1, 0.5, random)
                        .pValue())
                .isLessThan(0.05);
    }

    @Test
    void swappingTheArmsFlipsTheSignAndOrderOfCellsDoesNotMatter() {
        List<SwitchbackCell> cells = world(random(7), DIRECT, CARRY_OVER);
        Contrast forth = new SwitchbackContrast(cells, CYCLE, 0, 1).of(1);
        Contrast back = new SwitchbackContrast(cells.reversed(), CYCLE, 1, 0).of(1);
        assertThat(back.difference()).isCloseTo(-forth.difference(), within(1e-10));
        assertThat(back.variance()).isCloseTo(forth.variance(), within(1e-12));
    }

    @Test
    void tooFewWindowsAreRefused() {
        List<SwitchbackCell> few = world(random(9), 0, 0).stream()
                .filter(c -> c.region() == 0 && c.window() < 12)
                .toList();
        assertThatThrownBy(() -> new SwitchbackContrast(few, CYCLE, 0, 1).of(1))
                .isInstanceOf(DegenerateDataException.class);
        List<SwitchbackCell> twice = List.of(few.getFirst(), few.getFirst());
        assertThatThrownBy(() -> new SwitchbackContrast(twice, CYCLE, 0, 1)).hasMessageContaining("twice");
    }
}
