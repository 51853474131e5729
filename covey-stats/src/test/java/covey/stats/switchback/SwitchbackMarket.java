package covey.stats.switchback;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Six regions of their own level and size, hours of their own level and traffic, and noise of a window that remembers the
 * window before: the market in which switchbacks are planned and run.
 */
final class SwitchbackMarket {
    static final int REGIONS = 6;
    static final int CYCLE = 6;

    private final double memory;
    private final double[] level = new double[REGIONS];
    private final double[] size = new double[REGIONS];

    SwitchbackMarket(double memory) {
        this.memory = memory;
        RandomGenerator random = random(71);
        for (int r = 0; r < REGIONS; r++) {
            level[r] = 0.3 + 0.05 * random.nextGaussian();
            size[r] = 70 * Math.exp(0.3 * random.nextGaussian());
        }
    }

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** So many windows, an eager one adding to itself and to the next. */
    List<SwitchbackCell> cells(RandomGenerator random, int windows, double direct, double carry) {
        List<SwitchbackCell> cells = new ArrayList<>();
        for (int r = 0; r < REGIONS; r++) {
            double noise = 0.02 / Math.sqrt(1 - memory * memory) * random.nextGaussian();
            int before = 0;
            for (int t = 0; t < windows; t++) {
                int arm = random.nextBoolean() ? 1 : 0;
                noise = memory * noise + 0.02 * random.nextGaussian();
                double phase = 2 * Math.PI * (t % CYCLE) / CYCLE;
                double weight = Math.rint(size[r] * (1 + 0.4 * Math.cos(phase)));
                double mean = level[r] + 0.05 * Math.sin(phase) + noise + direct * arm + carry * before;
                double value = mean + Math.sqrt(0.21 / weight) * random.nextGaussian();
                cells.add(new SwitchbackCell(r, t, arm, value, weight));
                before = arm;
            }
        }
        return cells;
    }
}
