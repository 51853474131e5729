package covey.stats.rankcorrelation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every pair of lists and of orders, and pairs counted one by one. */
class RankCorrelationPropertiesTest {

    private static int[] list(Random random, int pool, int length) {
        List<Integer> items = new ArrayList<>(IntStream.range(0, pool).boxed().toList());
        Collections.shuffle(items, random);
        return items.subList(0, length).stream().mapToInt(i -> i).toArray();
    }

    private static double[] scores(Random random, int n, int levels) {
        return random.ints(n, 0, levels).asDoubleStream().toArray();
    }

    /** Scores whose fractions keep them apart. */
    private static double[] distinct(Random random, int n) {
        return Arrays.stream(list(random, n, n)).mapToDouble(i -> i + 0.25).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void overlapIsSymmetricAndItsBoundsHoldWhateverFollows(int seed) {
        Random random = new Random(seed);
        for (int r = 0; r < 50; r++) {
            int pool = 5 + random.nextInt(20);
            int[] first = list(random, pool, pool);
            int[] second = list(random, pool, pool);
            int s = 1 + random.nextInt(pool);
            int l = 1 + random.nextInt(pool);
            double p = 0.3 + 0.6 * random.nextDouble();
            RankBiasedOverlap seen = RankBiasedOverlap.of(Arrays.copyOf(first, s), Arrays.copyOf(second, l), p);
            RankBiasedOverlap turned = RankBiasedOverlap.of(Arrays.copyOf(second, l), Arrays.copyOf(first, s), p);
            assertThat(turned).isEqualTo(seen);
            assertThat(seen.extrapolated()).isBetween(seen.minimum() - 1e-12, seen.maximum() + 1e-12);
            assertThat(seen.base()).isLessThanOrEqualTo(seen.minimum() + 1e-12);
            // both lists to their ends: what is then known lies within what could be known before
            RankBiasedOverlap whole = RankBiasedOverlap.of(first, second, p);
            assertThat(whole.minimum()).isGreaterThanOrEqualTo(seen.minimum() - 1e-12);
            assertThat(whole.maximum()).isLessThanOrEqualTo(seen.maximum() + 1e-12);
        }
    }

    @Test
    void equalListsOverlapFullyAndDisjointOnesNotAtAll() {
        int[] list = {4, 9, 1};
        assertThat(RankBiasedOverlap.of(list, list, 0.9).extrapolated()).isCloseTo(1, within(1e-15));
        RankBiasedOverlap disjoint = RankBiasedOverlap.of(list, new int[] {2, 3}, 0.9);
        assertThat(disjoint.extrapolated()).isZero();
        assertThat(disjoint.minimum()).isZero();
        assertThat(disjoint.maximum()).isPositive();
    }

    @Test
    void listsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> RankBiasedOverlap.of(new int[0], new int[] {1}, 0.9))
                .isInstanceOf(DegenerateDataException.class);
        assertThatThrownBy(() -> RankBiasedOverlap.of(new int[] {1, 2, 1}, new int[] {1}, 0.9))
                .hasMessageContaining("item 1 stands twice in a list, at ranks 1 and 3");
        assertThatThrownBy(() -> RankBiasedOverlap.of(new int[] {1}, new int[] {1}, 1))
                .hasMessageContaining("persistence");
    }

    @Test
    void commonItemsAreFoundByItem() {
        CommonItems common = CommonItems.of(new int[] {-7, 3, 0, 12}, new int[] {12, 5, -7, 3});
        assertThat(IntStream.range(0, common.size()).map(common::first)).containsExactly(1, 2, 4);
        assertThat(IntStream.range(0, common.size()).map(common::second)).containsExactly(3, 4, 1);
        assertThat(common.within(3)).isEqualTo(1);
        assertThat(common.within(4, 1)).isEqualTo(1);
        assertThat(common.within(2, 4)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void kendallCountsAllPairs(int seed) {
        Random random = new Random(seed);
        for (int r = 0; r < 50; r++) {
            int n = 5 + random.nextInt(30);
            double[] x = scores(random, n, 2 + random.nextInt(40));
            double[] y = scores(random, n, 2 + random.nextInt(40));
            x[0] = -1;
            y[1] = -1;
            double difference = 0;
            double first = 0;
            double second = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    difference += Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]);
                    first += x[i] == x[j] ? 0 : 1;
                    second += y[i] == y[j] ? 0 : 1;
                }
            }
            assertThat(KendallTau.b(x, y)).isCloseTo(difference / Math.sqrt(first * second), within(1e-13));
        }
    }

    /** Every order of the tied things of an estimated order, by τ_AP without ties. */
    @Test
    void accuracyIsTheMeanOverAllOrdersOfTiedThings() {
        Random random = new Random(3);
        for (int r = 0; r < 20; r++) {
            double[] truth = distinct(random, 6);
            double[] estimated = scores(random, 6, 3);
            double sum = 0;
            int orders = 0;
            for (int[] permutation : permutations(6)) {
                double[] apart = new double[6];
                for (int i = 0; i < 6; i++) {
                    apart[i] = estimated[i] + permutation[i] / 10.0;
                }
                sum += ApCorrelation.of(truth, apart);
                orders++;
            }
            assertThat(ApCorrelation.a(truth, estimated)).isCloseTo(sum / orders, within(1e-12));
        }
    }

    private static List<int[]> permutations(int n) {
        List<int[]> all = new ArrayList<>(List.of(new int[0]));
        for (int k = 0; k < n; k++) {
            List<int[]> longer = new ArrayList<>();
            for (int[] one : all) {
                for (int at = 0; at <= one.length; at++) {
                    int[] next = new int[one.length + 1];
                    System.arraycopy(one, 0, next, 0, at);
                    next[at] = k;
                    System.arraycopy(one, at, next, at + 1, one.length - at);
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all;
    }

    @Test
    void withoutTiesTheVariantsMeet() {
        Random random = new Random(9);
        for (int r = 0; r < 50; r++) {
            double[] x = distinct(random, 25);
            double[] y = distinct(random, 25);
            assertThat(ApCorrelation.a(x, y)).isEqualTo(ApCorrelation.of(x, y));
            assertThat(ApCorrelation.b(x, y))
                    .isCloseTo((ApCorrelation.of(x, y) + ApCorrelation.of(y, x)) / 2, within(1e-14));
            assertThat(ApCorrelation.b(y, x)).isCloseTo(ApCorrelation.b(x, y), within(1e-14));
            assertThat(ApCorrelation.of(x, x)).isEqualTo(1);
            double[] reverse = Arrays.stream(x).map(v -> -v).toArray();
            assertThat(ApCorrelation.of(x, reverse)).isEqualTo(-1);
            assertThat(KendallTau.b(x, reverse)).isCloseTo(-1, within(1e-15));
        }
    }

    /** A fault at the top weighs more than the same at the bottom; Kendall's tau does not tell them apart. */
    @Test
    void faultsAtTheTopWeighMore() {
        double[] truth = {8, 7, 6, 5, 4, 3, 2, 1};
        double[] top = {7, 8, 6, 5, 4, 3, 2, 1};
        double[] bottom = {8, 7, 6, 5, 4, 3, 1, 2};
        assertThat(ApCorrelation.of(truth, top)).isLessThan(ApCorrelation.of(truth, bottom) - 0.2);
        assertThat(KendallTau.b(truth, top)).isEqualTo(KendallTau.b(truth, bottom));
    }

    @Test
    void whatHasNoOrderIsRefused() {
        double[] tied = {1, 1, 2};
        double[] order = {1, 2, 3};
        assertThatThrownBy(() -> ApCorrelation.of(order, tied))
                .hasMessageContaining("estimated order has ties at score 1");
        assertThatThrownBy(() -> ApCorrelation.a(tied, order)).hasMessageContaining("tau_AP,b");
        assertThatThrownBy(() -> ApCorrelation.b(order, new double[] {4, 4, 4})).hasMessageContaining("one score");
        assertThatThrownBy(() -> KendallTau.b(order, new double[] {4, 4, 4}))
                .isInstanceOf(DegenerateDataException.class);
        assertThatThrownBy(() -> KendallTau.b(new double[] {1}, new double[] {1}))
                .isInstanceOf(DegenerateDataException.class);
        assertThatThrownBy(() -> KendallTau.b(order, new double[] {1, Double.NaN, 2}))
                .hasMessageContaining("not both finite");
        assertThatThrownBy(() -> KendallTau.b(order, new double[2])).hasMessageContaining("3 things against 2");
    }
}
