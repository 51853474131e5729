package covey.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.distribution.Normal;
import covey.stats.interval.StratifiedShare.Part;
import covey.stats.moment.Moments;
import covey.stats.moment.RatioMoments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class StratifiedShareTest {
    private static final double Z = Normal.quantile(0.975);

    /** A value of a unit in a stratum. */
    private record Value(int stratum, double x) {}

    private static Moments indicators(int below, int above) {
        double[] b = new double[below + above];
        Arrays.fill(b, 0, below, 1);
        double[] d = new double[b.length];
        Arrays.fill(d, 1);
        return Moments.ofColumns(b, d);
    }

    /** Over units: F = .25 · .4 + .75 · .2, V = .25² · .4 · .6/4 + .75² · .2 · .8/9. */
    @Test
    void weighsStrataAndCountsWhatVariesInsideThem() {
        StratifiedShare share =
                StratifiedShare.of(List.of(new Part(1, indicators(2, 3)), new Part(3, indicators(2, 8))));
        assertThat(share.value()).isCloseTo(0.25, within(1e-12));
        assertThat(share.standardError()).isCloseTo(Math.sqrt(0.0625 * 0.24 / 4 + 0.5625 * 0.16 / 9), within(1e-12));
    }

    @Test
    void oneStratumIsTheRatioOverUnits() {
        Moments block = Moments.ofColumns(new double[] {0, 2, 1, 3, 0, 4}, new double[] {1, 3, 4, 5, 2, 4});
        StratifiedShare share = StratifiedShare.of(List.of(new Part(7, block)));
        RatioMoments ratio = RatioMoments.of(block, 0, 1);
        assertThat(share.value()).isCloseTo(ratio.value(), within(1e-12));
        assertThat(share.standardError()).isCloseTo(ratio.standardError(), within(1e-12));
    }

    @Test
    void refusesAStratumOfOneUnitAndNoValues() {
        Moments one = Moments.ofColumns(new double[] {1}, new double[] {1});
        assertThatThrownBy(() -> StratifiedShare.of(List.of(new Part(1, one))))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("1 units");
        Moments none = Moments.ofColumns(new double[] {0, 0}, new double[] {0, 0});
        assertThatThrownBy(() -> StratifiedShare.of(List.of(new Part(1, none))))
                .hasMessageContaining("no unit of any stratum has a value");
    }

    /** Three strata of different levels, of which the arms have .2, .5 and .8: no effect on the median. */
    @Test
    void aDifferenceOfWeightedMediansHoldsTheTruthAndThatOfPlainOnesDoesNot() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(44);
        int runs = 2_000;
        int held = 0;
        int plain = 0;
        for (int run = 0; run < runs; run++) {
            List<List<Value>> arms = List.of(new ArrayList<>(), new ArrayList<>());
            long[] everybody = new long[3];
            for (int i = 0; i < 300; i++) {
                int stratum = i % 3;
                int arm = random.nextDouble() < 0.2 + 0.3 * stratum ? 1 : 0;
                everybody[stratum]++;
                arms.get(arm).add(new Value(stratum, Math.exp(0.6 * stratum + 0.5 * random.nextGaussian())));
            }
            held += holds(estimate(arms.get(0), everybody), estimate(arms.get(1), everybody)) ? 1 : 0;
            plain += holds(estimate(alone(arms.get(0)), 1), estimate(alone(arms.get(1)), 1)) ? 1 : 0;
        }
        // the 99.9 % band of 2,000
        assertThat(held / (double) runs).isBetween(0.934, 0.966);
        assertThat(plain / (double) runs).isLessThan(0.5);
    }

    private static boolean holds(double[] one, double[] other) {
        return Math.abs(one[0] - other[0]) <= Z * Math.hypot(one[1], other[1]);
    }

    private static List<Value> alone(List<Value> values) {
        return values.stream().map(v -> new Value(0, v.x)).toList();
    }

    /** Median of the mix of strata and its standard error, by the values z standard errors of the share away. */
    private static double[] estimate(List<Value> arm, long... everybody) {
        List<Value> sorted =
                arm.stream().sorted(Comparator.comparingDouble(Value::x)).toList();
        long[] own = new long[everybody.length];
        sorted.forEach(v -> own[v.stratum]++);
        double median = at(sorted, own, everybody, 0.5);
        List<Part> parts = new ArrayList<>();
        for (int h = 0; h < everybody.length; h++) {
            int stratum = h;
            int below = (int) sorted.stream()
                    .filter(v -> v.stratum == stratum && v.x <= median)
                    .count();
            parts.add(new Part(everybody[h], indicators(below, (int) own[h] - below)));
        }
        double half = Z * StratifiedShare.of(parts).standardError();
        double width = at(sorted, own, everybody, 0.5 + half) - at(sorted, own, everybody, 0.5 - half);
        return new double[] {median, width / (2 * Z)};
    }

    private static double at(List<Value> sorted, long[] own, long[] everybody, double share) {
        double total = 0;
        for (int h = 0; h < own.length; h++) {
            total += everybody[h];
        }
        double reached = 0;
        for (Value value : sorted) {
            reached += (double) everybody[value.stratum] / own[value.stratum];
            if (reached >= share * total * (1 - 1e-9)) {
                return value.x;
            }
        }
        return sorted.getLast().x;
    }
}
