package covey.ranking.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.data.column.Ints;
import covey.ranking.metric.exposure.CatalogueCoverage;
import covey.ranking.metric.exposure.Exposure;
import covey.ranking.metric.exposure.ExposureMetric;
import covey.ranking.metric.exposure.GiniIndex;
import covey.ranking.metric.exposure.GroupGap;
import covey.ranking.metric.exposure.Personalization;
import covey.ranking.metric.exposure.ProviderDisparity;
import covey.ranking.metric.exposure.ProviderEntropy;
import covey.ranking.metric.exposure.ProviderGini;
import covey.ranking.metric.exposure.ShannonEntropy;
import covey.ranking.metric.list.RankedItems;
import covey.stats.DegenerateDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics of all lists together against published values, a count of all pairs and lists taken out again. */
class ExposureMetricTest {
    private static final int MANY = 1_000;
    private static final List<ExposureMetric> ALL = List.of(
            new CatalogueCoverage(MANY),
            new GiniIndex(MANY),
            new ShannonEntropy(MANY),
            new Personalization(MANY),
            new ProviderGini(MANY),
            new ProviderEntropy(MANY),
            new ProviderDisparity(MANY));

    private static Exposure of(int items, int[]... lists) {
        Exposure exposure = new Exposure(
                items, items, Ints.over(IntStream.range(0, items).map(_ -> -1).toArray()), 0);
        for (int[] list : lists) {
            exposure.add(RankedItems.of(list), MANY);
        }
        return exposure;
    }

    /** Lists of one item that show the items so many times. */
    private static Exposure times(int... shown) {
        List<int[]> lists = new ArrayList<>();
        for (int i = 0; i < shown.length; i++) {
            for (int t = 0; t < shown[i]; t++) {
                lists.add(new int[] {i});
            }
        }
        return of(shown.length, lists.toArray(int[][]::new));
    }

    /** Evidently a4aa4c2: test_personalisation (1e-7), test_popularity_bias with a catalogue of 3 (1e-9). */
    @Test
    void evidently() {
        Exposure lists = of(6, new int[] {1, 2, 3, 4}, new int[] {1, 2, 3, 4}, new int[] {1, 3, 2, 5});
        assertThat(new Personalization(4).of(lists)).isCloseTo(1.0 / 6, within(1e-7));
        assertThat(new CatalogueCoverage(1).of(of(3, new int[] {0}, new int[] {0}, new int[] {0})))
                .isCloseTo(1.0 / 3, within(1e-9));
    }

    /** Microsoft Recommenders: catalog_coverage .8 of items 1 to 5, distributional_coverage 1.9183; printed digits. */
    @Test
    void microsoftRecommenders() {
        Exposure lists = of(5, new int[] {2, 4}, new int[] {1, 4}, new int[] {0, 1});
        assertThat(new CatalogueCoverage(10).of(lists)).isCloseTo(0.8, within(1e-9));
        assertThat(new ShannonEntropy(10).of(lists)).isCloseTo(1.9183, within(5e-5));
    }

    /** The formulas in numpy 1.24: Gini with items never shown, entropy in bits; 1e-12. */
    @Test
    void longTail() {
        int[] shown = {100, 50, 25, 12, 6, 3, 2, 1, 1, 0};
        assertThat(new GiniIndex(1).of(times(shown))).isCloseTo(0.698, within(1e-12));
        assertThat(new ShannonEntropy(1).of(times(shown))).isCloseTo(2.004060961146119, within(1e-12));
        assertThat(new GiniIndex(1).of(times(0, 0, 0, 20))).isCloseTo(0.75, within(1e-12));
        assertThat(new ShannonEntropy(1).of(times(0, 1, 2, 3, 14))).isCloseTo(1.319035274338866, within(1e-12));
    }

    /**
     * Providers 0 0 1 2 and none; 3 is outside the catalogue. Lists (0, 2) and (2, 4): exposure 1, 1/log2(3) + 1, 0 with
     * w = 1/log2(3) = .6309: shares .3801, .6199, 0 against .5, .25, .25 of the catalogue.
     */
    @Test
    void providers() {
        Exposure exposure = new Exposure(6, 5, Ints.over(0, 0, 1, 2, -1, 3), 4);
        exposure.add(RankedItems.of(0, 2), MANY);
        exposure.add(RankedItems.of(2, 4), MANY);
        double w = Math.log(2) / Math.log(3);
        double share = 1 / (2 + w);
        assertThat(exposure.provider(1)).isCloseTo(1 + w, within(1e-12));
        assertThat(new ProviderDisparity(9).of(exposure)).isCloseTo(0.75 - share, within(1e-12));
        assertThat(new ProviderGini(9).of(exposure)).isCloseTo(2 * (1 - share) / 3, within(1e-12));
        assertThat(new ProviderEntropy(9).of(exposure))
                .isCloseTo(-(share * Math.log(share) + (1 - share) * Math.log1p(-share)) / Math.log(2), within(1e-12));
    }

    private static int[] list(RandomGenerator random, int items) {
        int[] all = IntStream.range(0, items).toArray();
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            int j = i + random.nextInt(items - i);
            int held = all[i];
            all[i] = all[j];
            all[j] = held;
        }
        return Arrays.copyOf(all, length);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void personalizationIsThatOfAllPairs(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int[][] lists = IntStream.range(0, 40).mapToObj(_ -> list(random, 15)).toArray(int[][]::new);
        double sum = 0;
        for (int a = 1; a < lists.length; a++) {
            for (int b = 0; b < a; b++) {
                Set<Integer> both =
                        new HashSet<>(Arrays.stream(lists[a]).boxed().toList());
                both.retainAll(Arrays.stream(lists[b]).boxed().toList());
                sum += both.size() / Math.sqrt((double) lists[a].length * lists[b].length);
            }
        }
        assertThat(new Personalization(MANY).of(of(15, lists))).isCloseTo(1 - sum / (40 * 39 / 2.0), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void aListTakenOutLeavesNothing(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Ints provider =
                Ints.over(IntStream.range(0, 20).map(_ -> random.nextInt(5) - 1).toArray());
        Exposure plain = new Exposure(20, 18, provider, 4);
        Exposure changed = new Exposure(20, 18, provider, 4);
        for (int l = 0; l < 30; l++) {
            RankedItems kept = RankedItems.of(list(random, 20));
            RankedItems passing = RankedItems.of(list(random, 20));
            plain.add(kept, MANY);
            changed.add(passing, 3);
            changed.add(kept, MANY);
            changed.remove(passing, 3);
        }
        for (ExposureMetric metric : ALL) {
            assertThat(metric.of(changed)).as(metric.name()).isCloseTo(metric.of(plain), within(1e-12));
        }
    }

    @Test
    void nothingShownIsRefused() {
        Exposure outside = new Exposure(2, 1, Ints.over(-1, -1), 0);
        outside.add(RankedItems.of(1), MANY);
        assertThat(new CatalogueCoverage(1).of(outside)).isZero();
        assertThatThrownBy(() -> new GiniIndex(1).of(outside)).isInstanceOf(DegenerateDataException.class);
    }

    /** Means .5, .25 and a group left out. */
    @Test
    void gapOfGroups() {
        assertThat(GroupGap.gap(new double[] {5, 10, 9}, new int[] {10, 40, 0})).isEqualTo(0.25);
    }
}
