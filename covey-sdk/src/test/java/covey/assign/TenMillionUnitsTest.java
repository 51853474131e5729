package covey.assign;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import covey.assign.rule.Attributes;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ramps, layers and shares over many units; the whole proof is tagged slow, a twentieth of it runs by default. */
class TenMillionUnitsTest {
    private static final double[] STAGES = {0.01, 0.05, 0.5, 1};
    private static final Attributes NOTHING = Attributes.of(Map.of());
    private static final List<Arm> ARMS =
            List.of(new Arm("control", 0.5, "c"), new Arm("a", 0.3, "a"), new Arm("b", 0.2, "b"));

    private static Configuration layered(double stage) {
        Layer feed = new Layer("feed", "feed layer", "targetingKey");
        Experiment one = Experiment.of("one", ARMS).in(new Slot("feed", 0, 0.3)).ramped(Ramp.at(stage));
        Experiment two = Experiment.of("two", ARMS).in(new Slot("feed", 0.3, 1)).ramped(Ramp.at(stage));
        Holdout holdout = new Holdout("all", "hold out", "targetingKey", 0.05, Set.of());
        return Configuration.of(List.of(feed), holdout, List.of(one, two));
    }

    @Test
    void halfAMillionUnitsStayInTheirArmsWhileTheRampGrows() {
        prove(500_000);
    }

    @Test
    @Tag("slow")
    void tenMillionUnitsStayInTheirArmsWhileTheRampGrows() {
        prove(10_000_000);
    }

    private static void prove(int units) {
        Configuration[] stages = IntStream.range(0, STAGES.length)
                .mapToObj(i -> layered(STAGES[i]))
                .toArray(Configuration[]::new);
        LongAdder[] counts = IntStream.range(0, 2 * ARMS.size())
                .mapToObj(i -> new LongAdder())
                .toArray(LongAdder[]::new);
        LongAdder[] entered =
                IntStream.range(0, STAGES.length).mapToObj(i -> new LongAdder()).toArray(LongAdder[]::new);
        LongAdder faults = new LongAdder();
        IntStream.range(0, units).parallel().forEach(i -> {
            String unit = Integer.toString(i);
            String before = null;
            for (int stage = 0; stage < stages.length; stage++) {
                String one = arm(stages[stage], "one", unit);
                String two = arm(stages[stage], "two", unit);
                String now = one != null ? "one." + one : two != null ? "two." + two : null;
                if ((one != null && two != null) || (before != null && !before.equals(now))) {
                    faults.increment();
                }
                if (now != null) {
                    entered[stage].increment();
                }
                before = now;
            }
            for (int arm = 0; before != null && arm < ARMS.size(); arm++) {
                counts[arm].add(before.equals("one." + ARMS.get(arm).name()) ? 1 : 0);
                counts[arm + ARMS.size()].add(
                        before.equals("two." + ARMS.get(arm).name()) ? 1 : 0);
            }
        });
        assertThat(faults.sum())
                .as("units that moved, fell out or were in two experiments")
                .isZero();
        for (int arm = 0; arm < ARMS.size(); arm++) {
            near(counts[arm].sum(), units, 0.95 * 0.3 * ARMS.get(arm).share());
            near(
                    counts[arm + ARMS.size()].sum(),
                    units,
                    0.95 * 0.7 * ARMS.get(arm).share());
        }
        for (int stage = 0; stage < STAGES.length; stage++) {
            near(entered[stage].sum(), units, 0.95 * STAGES[stage]);
        }
    }

    private static String arm(Configuration configuration, String experiment, String unit) {
        return Objects.requireNonNull(configuration.evaluate(experiment, unit, NOTHING))
                .arm();
    }

    /** Within 4.5 binomial standard errors: ten shares fail a true split once in 15,000 salts. */
    private static void near(long count, int units, double share) {
        double error = 4.5 * Math.sqrt(units * share * (1 - share));
        assertThat((double) count).isBetween(units * share - error, units * share + error);
    }

    @Test
    void evaluationAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Configuration configuration = layered(0.5);
        String[] units = IntStream.range(0, 1_000).mapToObj(i -> "üser-" + i).toArray(String[]::new);
        evaluateAll(configuration, units);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < 100; round++) {
            evaluateAll(configuration, units);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes in 200,000 evaluations").isLessThan(10_000);
    }

    private static void evaluateAll(Configuration configuration, String[] units) {
        for (String unit : units) {
            configuration.evaluate("one", unit, NOTHING);
            configuration.evaluate("two", unit, NOTHING);
        }
    }
}
