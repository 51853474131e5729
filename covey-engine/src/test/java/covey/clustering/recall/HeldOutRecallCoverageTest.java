package covey.clustering.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ClusteringData.Engagement;
import covey.data.column.Bytes;
import covey.data.column.Ints;
import covey.stats.compare.Contrast;
import covey.stats.compare.PairedDifference;
import covey.stats.moment.MomentAccumulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Difference of held-back recall of two versions. Of a fixed world of 3,000 users in five interests 150 are drawn and come to items
 * anew, 1,000 times: 95 % intervals clustered by user must cover the mean within the 99.9 % binomial band, those that take held-back
 * items for independent must not.
 */
@Tag("slow")
class HeldOutRecallCoverageTest {
    private static final int STUDIES = 1_000;
    private static final double BAND = 3.29 * Math.sqrt(0.95 * 0.05 / STUDIES);
    private static final int INTERESTS = 5;
    private static final int ITEMS = 30;
    private static final int EACH = 6;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(77);

    private record Shown(double value, Contrast contrast) {}

    private static double coverage(List<Shown> intervals) {
        double truth = intervals.stream().mapToDouble(Shown::value).average().orElseThrow();
        return intervals.stream()
                        .filter(i -> {
                            var b = i.contrast().interval(0.95);
                            return b.lower() <= truth && truth <= b.upper();
                        })
                        .count()
                / (double) intervals.size();
    }

    private int item(int interest) {
        int topic = random.nextDouble() < 0.9 ? interest : random.nextInt(INTERESTS);
        double at = random.nextDouble();
        return topic * ITEMS + (int) (ITEMS * at * at);
    }

    /** Users with what they know, and what some of them come to. */
    private final class World {
        private final int[] interest;
        private final boolean[][] known;

        World(int users) {
            this.interest = IntStream.range(0, users)
                    .map(_ -> random.nextInt(INTERESTS))
                    .toArray();
            this.known = new boolean[users][INTERESTS * ITEMS];
            for (int u = 0; u < users; u++) {
                for (int n = 0; n < EACH; n++) {
                    known[u][item(interest[u])] = true;
                }
            }
        }

        Engagements engagements(int... later) {
            boolean[][] held = new boolean[interest.length][];
            for (int u : later) {
                held[u] = new boolean[INTERESTS * ITEMS];
                for (int n = 0; n < EACH; n++) {
                    held[u][item(interest[u])] = true;
                }
            }
            List<int[]> rows = new ArrayList<>();
            for (int u = 0; u < interest.length; u++) {
                for (int i = 0; i < known[u].length; i++) {
                    if (known[u][i] || (held[u] != null && held[u][i])) {
                        rows.add(new int[] {u, i, known[u][i] ? 0 : 1});
                    }
                }
            }
            byte[] sides = new byte[rows.size()];
            for (int r = 0; r < sides.length; r++) {
                sides[r] = (byte) rows.get(r)[2];
            }
            return Engagements.of(
                    interest.length,
                    new Engagement(
                            INTERESTS * ITEMS,
                            Ints.over(rows.stream().mapToInt(r -> r[0]).toArray()),
                            Ints.over(rows.stream().mapToInt(r -> r[1]).toArray()),
                            Bytes.over(sides)));
        }

        Assignment blurred(double share) {
            int[] labels = Arrays.stream(interest)
                    .map(l -> random.nextDouble() < share ? random.nextInt(INTERESTS) : l)
                    .toArray();
            Assignment all = Assignment.everybody(labels.length);
            return new Assignment(all.from(), labels, all.weights(), INTERESTS);
        }
    }

    private int[] drawn(int of, int size) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, of).boxed().toList());
        Collections.shuffle(order, Random.from(random));
        return order.stream().limit(size).mapToInt(Integer::intValue).sorted().toArray();
    }

    private record Pair(Shown byUser, Shown byItem) {
        static Pair of(Engagements engagements, Assignment baseline, Assignment candidate, int... later) {
            int[] users =
                    Arrays.stream(later).filter(u -> engagements.held(u) > 0).toArray();
            double[] before = ClusterRecall.of(engagements, baseline, 10, users);
            double[] now = ClusterRecall.of(engagements, candidate, 10, users);
            MomentAccumulator clustered = new MomentAccumulator(3);
            MomentAccumulator items = new MomentAccumulator(3);
            for (int i = 0; i < users.length; i++) {
                clustered.add(before[i], now[i] - before[i], 1);
                double held = engagements.held(users[i]);
                for (int h = 0; h < held; h++) {
                    double foundBefore = Math.clamp(before[i] * held - h, 0, 1);
                    items.add(foundBefore, Math.clamp(now[i] * held - h, 0, 1) - foundBefore, 1);
                }
            }
            return new Pair(shown(clustered), shown(items));
        }
    }

    @Test
    void usersAreTheClusters() {
        World world = new World(3_000);
        Assignment baseline = world.blurred(0.4);
        Assignment candidate = world.blurred(0.2);
        List<Pair> pairs = new ArrayList<>();
        for (int s = 0; s < STUDIES; s++) {
            int[] later = drawn(3_000, 150);
            pairs.add(Pair.of(world.engagements(later), baseline, candidate, later));
        }
        assertThat(coverage(pairs.stream().map(Pair::byUser).toList())).isCloseTo(0.95, within(BAND));
        assertThat(coverage(pairs.stream().map(Pair::byItem).toList())).isLessThan(0.85);
    }

    /** What popularity would be with other users is not in the interval: with sixty users a cluster it would matter. */
    @Test
    void popularityInSmallClustersVariesBesides() {
        List<Pair> pairs = new ArrayList<>();
        for (int s = 0; s < STUDIES; s++) {
            World world = new World(300);
            int[] all = IntStream.range(0, 300).toArray();
            pairs.add(Pair.of(world.engagements(all), world.blurred(0.4), world.blurred(0.2), all));
        }
        assertThat(coverage(pairs.stream().map(Pair::byUser).toList())).isBetween(0.84, 0.93);
    }

    private static Shown shown(MomentAccumulator moments) {
        Contrast contrast = PairedDifference.contrast(moments.moments());
        return new Shown(contrast.difference(), contrast);
    }
}
