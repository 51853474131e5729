package covey.experiment.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.method.Study;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DealTest {
    private static final List<Study.Arm> ARMS =
            List.of(new Study.Arm("a", "", 0.5, true), new Study.Arm("b", "", 0.2, false));

    private static List<String> things(int n) {
        return IntStream.range(0, n).mapToObj(i -> "t" + i).toList();
    }

    private static Map<String, Integer> counts(Map<String, String> dealt) {
        Map<String, Integer> counts = new HashMap<>();
        dealt.values().forEach(arm -> counts.merge(arm, 1, Integer::sum));
        return counts;
    }

    @Test
    void everyArmHasItsShareUpToOneThingAndOnAverageExactly() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        double[] sums = new double[3];
        int deals = 20_000;
        for (int r = 0; r < deals; r++) {
            Map<String, String> dealt = Deal.asPlanned(ARMS).among(things(7), random);
            Map<String, Integer> counts = counts(dealt);
            assertThat(counts.getOrDefault("a", 0)).isBetween(3, 4);
            assertThat(counts.getOrDefault("b", 0)).isBetween(1, 2);
            sums[0] += counts.getOrDefault("a", 0);
            sums[1] += counts.getOrDefault("b", 0);
            sums[2] += "a".equals(dealt.get("t3")) ? 1 : 0;
        }
        assertThat(sums[0] / deals).isCloseTo(3.5, within(0.015));
        assertThat(sums[1] / deals).isCloseTo(1.4, within(0.015));
        assertThat(sums[2] / deals).isCloseTo(0.5, within(0.012));
    }

    @Test
    void ofAllLeavesNothingOver() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(12);
        for (int n = 0; n < 60; n++) {
            assertThat(Deal.ofAll(ARMS).among(things(n), random)).hasSize(n);
        }
    }
}
