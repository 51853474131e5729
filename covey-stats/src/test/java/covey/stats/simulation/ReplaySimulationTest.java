package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.stats.compare.Contrast;
import covey.stats.compare.MeanDifference;
import covey.stats.compare.RatioDifference;
import covey.stats.moment.MomentAccumulator;
import covey.stats.power.ReplayCheck;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** A/A replays on one fixed history: the right test passes, events taken as independent rows do not. */
class ReplaySimulationTest {

    private static final int REPLAYS = 500;
    private static final int UNITS = 1000;

    private final int[] events = new int[UNITS];
    private final int[] clicks = new int[UNITS];

    ReplaySimulationTest() {
        RandomGenerator past = RandomGeneratorFactory.of("L64X128MixRandom").create(101);
        for (int i = 0; i < UNITS; i++) {
            events[i] = Draw.events(past, 9);
            clicks[i] = (int) Draw.successes(past, events[i], past.nextDouble());
        }
    }

    private enum Rows {
        UNITS,
        EVENTS
    }

    private ReplayCheck replay(Rows rows) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(102);
        double[] p = new double[REPLAYS];
        int covered = 0;
        for (int r = 0; r < REPLAYS; r++) {
            MomentAccumulator[] arms = {accumulator(rows), accumulator(rows)};
            for (int i = 0; i < UNITS; i++) {
                add(arms[random.nextInt(2)], rows, i);
            }
            Contrast contrast = rows == Rows.UNITS
                    ? RatioDifference.contrast(arms[0].moments(), arms[1].moments(), 0, 1)
                    : MeanDifference.contrast(arms[0].moments(), arms[1].moments(), 0);
            p[r] = contrast.pValue();
            covered += contrast.interval(0.95).contains(0) ? 1 : 0;
        }
        return ReplayCheck.of(p, covered, 0.95);
    }

    private static MomentAccumulator accumulator(Rows rows) {
        return new MomentAccumulator(rows == Rows.UNITS ? 2 : 1);
    }

    private void add(MomentAccumulator arm, Rows rows, int unit) {
        if (rows == Rows.UNITS) {
            arm.add(clicks[unit], events[unit]);
            return;
        }
        for (int e = 0; e < events[unit]; e++) {
            arm.add(e < clicks[unit] ? 1 : 0);
        }
    }

    @Test
    void theRatioOfUnitTotalsPassesAndEventRowsFail() {
        ReplayCheck right = replay(Rows.UNITS);
        assertThat(right.passes()).as("%s", right).isTrue();
        assertThat(right.coverage()).isBetween(0.91, 0.98);
        ReplayCheck naive = replay(Rows.EVENTS);
        assertThat(naive.passes()).isFalse();
        assertThat(naive.uniformity().pValue()).isLessThan(1e-6);
        assertThat(naive.falseAlarms()).isGreaterThan(0.2);
        assertThat(naive.coveredBand().contains(naive.covered())).isFalse();
    }

    @Test
    void aFairTestPassesInNearlyAllReplaysOfTheCheck() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(103);
        int failed = 0;
        for (int r = 0; r < 500; r++) {
            double[] p = random.doubles(200).toArray();
            int covered = 0;
            for (double x : p) {
                covered += x >= 0.05 ? 1 : 0;
            }
            failed += ReplayCheck.of(p, covered, 0.95).passes() ? 0 : 1;
        }
        assertThat(failed).isLessThanOrEqualTo(5);
    }

    @Test
    void moreHitsThanReplaysAreRefused() {
        assertThatThrownBy(() -> ReplayCheck.of(new double[] {0.5}, 2, 0.95)).hasMessageContaining("2 intervals");
    }
}
