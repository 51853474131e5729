package covey.ranking.metric;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.column.Ints;
import covey.ranking.metric.exposure.CatalogueCoverage;
import covey.ranking.metric.exposure.Exposure;
import covey.ranking.metric.exposure.ExposureMetric;
import covey.ranking.metric.exposure.GiniIndex;
import covey.ranking.metric.exposure.Personalization;
import covey.ranking.metric.exposure.ShannonEntropy;
import covey.ranking.metric.list.RankedItems;
import covey.stats.interval.Bounds;
import covey.stats.moment.MomentAccumulator;
import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.resample.Replicates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether intervals of metrics of all lists hold their expectation over samples of as many users. 200 users get ten of 500 items
 * each, chosen by Zipf weights; 400 studies, so that .95 must lie within .036 (99.9 % binomial band). The percentile bootstrap of
 * users is shown beside: a user drawn twice shows nothing new, so each draw is a study of fewer users.
 *
 * <p>Of catalogue coverage the jackknife's variance is too large (Efron and Stein 1981), so its interval may hold more often. With
 * p_i the chance that a list shows item i, n lists of k items, {@code F = Σ n p_i (1 − p_i)^(n−1)} items expected to be shown once
 * and {@code q_i = (1 − p_i)^n}, it estimates about {@code F − F²/(nk)} where the variance is about {@code Σ q_i (1 − q_i) − F²/(nk)};
 * here that is twice as much, and as much is found.
 */
class ExposureCoverageTest {
    private static final int ITEMS = 500;
    private static final int USERS = 200;
    private static final int STUDIES = 400;
    private static final double BAND = 3.29 * Math.sqrt(0.95 * 0.05 / STUDIES);
    private static final Ints NOBODY =
            Ints.over(IntStream.range(0, ITEMS).map(_ -> -1).toArray());
    private static final List<ExposureMetric> METRICS =
            List.of(new CatalogueCoverage(10), new GiniIndex(10), new ShannonEntropy(10), new Personalization(10));

    private static double[] zipf(double exponent) {
        double[] sums = new double[ITEMS];
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            sum += Math.pow(i + 1, -exponent);
            sums[i] = sum;
        }
        return sums;
    }

    private static List<RankedItems> lists(RandomGenerator random, double[] sums) {
        List<RankedItems> lists = new ArrayList<>();
        for (int u = 0; u < USERS; u++) {
            RankedItems list = new RankedItems();
            boolean[] taken = new boolean[ITEMS];
            while (list.within(10) < 10) {
                int at = Arrays.binarySearch(sums, random.nextDouble() * sums[ITEMS - 1]);
                int item = Math.min(ITEMS - 1, at < 0 ? -at - 1 : at);
                if (!taken[item]) {
                    taken[item] = true;
                    list.rank(item, 0);
                }
            }
            lists.add(list);
        }
        return lists;
    }

    private static Exposure exposure(List<RankedItems> lists) {
        Exposure exposure = new Exposure(ITEMS, ITEMS, NOBODY, 0);
        lists.forEach(l -> exposure.add(l, 10));
        return exposure;
    }

    private static double[] values(Exposure exposure) {
        return METRICS.stream().mapToDouble(m -> m.of(exposure)).toArray();
    }

    private static List<Replicates> replicates(DeleteGroupJackknife jackknife, List<RankedItems> lists) {
        Exposure exposure = exposure(lists);
        double[] all = values(exposure);
        List<double[]> without = new ArrayList<>();
        for (int g = 0; g < jackknife.groups(); g++) {
            for (int u = 0; u < USERS; u++) {
                if (jackknife.groupOf(u) == g) {
                    exposure.remove(lists.get(u), 10);
                }
            }
            without.add(values(exposure));
            for (int u = 0; u < USERS; u++) {
                if (jackknife.groupOf(u) == g) {
                    exposure.add(lists.get(u), 10);
                }
            }
        }
        return IntStream.range(0, all.length)
                .mapToObj(m ->
                        new Replicates(all[m], without.stream().map(w -> w[m]).toList()))
                .toList();
    }

    private static double[] truth(double[] sums) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        double[] means = new double[METRICS.size()];
        for (int r = 0; r < 2 * STUDIES; r++) {
            double[] values = values(exposure(lists(random, sums)));
            Arrays.setAll(means, m -> means[m] + values[m] / (2 * STUDIES));
        }
        return means;
    }

    @Test
    void theJackknifeHoldsTheLevel() {
        double[] sums = zipf(0.9);
        double[] truth = truth(sums);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(2);
        int[] held = new int[METRICS.size()];
        MomentAccumulator values = new MomentAccumulator(1);
        double variance = 0;
        double[] shown = new double[ITEMS];
        for (int r = 0; r < STUDIES; r++) {
            DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(USERS, random);
            List<RankedItems> lists = lists(random, sums);
            Exposure exposure = exposure(lists);
            Arrays.setAll(shown, i -> shown[i] + exposure.shown(i));
            List<Replicates> replicates = replicates(jackknife, lists);
            for (int m = 0; m < held.length; m++) {
                held[m] += jackknife.level(replicates.get(m)).interval(0.95).contains(truth[m]) ? 1 : 0;
            }
            values.add(ITEMS * replicates.getFirst().value());
            variance += ITEMS * ITEMS * jackknife.level(replicates.getFirst()).variance() / STUDIES;
        }
        assertHeld(held);
        assertCoverageErrorIsAsExpected(shown, variance, values.moments().variance(0));
    }

    /** A sample variance of 400 studies has a standard error of 7 %. */
    private static void assertCoverageErrorIsAsExpected(double[] shown, double jackknifed, double found) {
        double once = 0;
        double independent = 0;
        for (double times : shown) {
            double p = times / STUDIES / USERS;
            once += USERS * p * Math.pow(1 - p, USERS - 1.0);
            double never = Math.pow(1 - p, USERS);
            independent += never * (1 - never);
        }
        double shared = once * once / (10 * USERS);
        assertThat(jackknifed / (once - shared)).isBetween(0.9, 1.1);
        assertThat(found / (independent - shared)).isBetween(0.77, 1.23);
        assertThat((once - shared) / (independent - shared)).isBetween(1.9, 2.1);
    }

    /** The same users under two systems, the second less concentrated. */
    @Test
    @Tag("slow")
    void theJackknifeHoldsTheDifference() {
        double[] baseline = zipf(0.9);
        double[] candidate = zipf(0.7);
        double[] first = truth(baseline);
        double[] second = truth(candidate);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        int[] held = new int[METRICS.size()];
        for (int r = 0; r < STUDIES; r++) {
            DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(USERS, random);
            List<Replicates> a = replicates(jackknife, lists(random, baseline));
            List<Replicates> b = replicates(jackknife, lists(random, candidate));
            for (int m = 0; m < held.length; m++) {
                held[m] += jackknife.contrast(a.get(m), b.get(m)).interval(0.95).contains(second[m] - first[m]) ? 1 : 0;
            }
        }
        assertHeld(held);
    }

    private static void assertHeld(int[] held) {
        for (int m = 0; m < held.length; m++) {
            boolean conservative = METRICS.get(m) instanceof CatalogueCoverage;
            assertThat((double) held[m] / STUDIES)
                    .as(METRICS.get(m).name())
                    .isBetween(0.95 - BAND, conservative ? 1 : 0.95 + BAND);
        }
    }

    /** Coverage and Gini are never held; personalisation, a mean over pairs, is not moved by users drawn twice. */
    @Test
    void theBootstrapOfUsersDoesNot() {
        double[] sums = zipf(0.9);
        double[] truth = truth(sums);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
        int[] held = new int[METRICS.size()];
        for (int r = 0; r < 30; r++) {
            List<RankedItems> lists = lists(random, sums);
            double[][] draws = new double[METRICS.size()][120];
            for (int b = 0; b < 120; b++) {
                double[] values = values(exposure(IntStream.range(0, USERS)
                        .mapToObj(_ -> lists.get(random.nextInt(USERS)))
                        .toList()));
                for (int m = 0; m < values.length; m++) {
                    draws[m][b] = values[m];
                }
            }
            for (int m = 0; m < held.length; m++) {
                Arrays.sort(draws[m]);
                held[m] += new Bounds(draws[m][2], draws[m][117]).contains(truth[m]) ? 1 : 0;
            }
        }
        assertThat(held[0]).isZero();
        assertThat(held[1]).isZero();
        assertThat(held[2]).isLessThan(10);
    }
}
