package covey.clustering.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ClusteringData.Engagement;
import covey.data.column.Bytes;
import covey.data.column.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recall against lists that are written out and sorted, ties broken in every order that a shuffle finds. */
class ClusterRecallTest {
    private static final int ENTITIES = 24;
    private static final int ITEMS = 15;
    private static final int K = 4;

    private final List<Set<Integer>> known = new ArrayList<>();
    private final List<Set<Integer>> held = new ArrayList<>();

    private Engagements engagements(RandomGenerator random) {
        List<int[]> rows = new ArrayList<>();
        for (int e = 0; e < ENTITIES; e++) {
            known.add(new HashSet<>());
            held.add(new HashSet<>());
            for (int i = 0; i < ITEMS; i++) {
                double at = random.nextDouble();
                if (at < 0.35 || (e == 0 && i == 0)) {
                    boolean later = at < 0.12 || (e == 0 && i == 0);
                    (later ? held : known).get(e).add(i);
                    rows.add(new int[] {e, i, later ? 1 : 0});
                }
            }
        }
        byte[] later = new byte[rows.size()];
        for (int r = 0; r < later.length; r++) {
            later[r] = (byte) rows.get(r)[2];
        }
        return Engagements.of(
                ENTITIES,
                new Engagement(
                        ITEMS,
                        Ints.over(rows.stream().mapToInt(r -> r[0]).toArray()),
                        Ints.over(rows.stream().mapToInt(r -> r[1]).toArray()),
                        Bytes.over(later)));
    }

    /** Clusters of each entity; several where they overlap, none for every ninth. */
    private static Assignment assignment(RandomGenerator random, int most) {
        int[] from = new int[ENTITIES + 1];
        List<Integer> clusters = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int e = 0; e < ENTITIES; e++) {
            Set<Integer> of = new HashSet<>();
            int wanted = e % 9 == 8 ? 0 : 1 + random.nextInt(most);
            while (of.size() < wanted) {
                of.add(random.nextInt(4));
            }
            for (int c : of) {
                clusters.add(c);
                weights.add(most == 1 ? 1 : 0.25 * (1 + random.nextInt(3)));
            }
            from[e + 1] = clusters.size();
        }
        return new Assignment(
                from,
                clusters.stream().mapToInt(Integer::intValue).toArray(),
                weights.stream().mapToDouble(Double::doubleValue).toArray(),
                4);
    }

    private double[] scores(Assignment assignment, int user) {
        double[] scores = new double[ITEMS];
        for (int r = assignment.from()[user]; r < assignment.from()[user + 1]; r++) {
            for (int v = 0; v < ENTITIES; v++) {
                for (int q = assignment.from()[v]; q < assignment.from()[v + 1]; q++) {
                    if (assignment.clusters()[q] == assignment.clusters()[r]) {
                        for (int i : known.get(v)) {
                            scores[i] += assignment.weights()[r] * assignment.weights()[q];
                        }
                    }
                }
            }
        }
        return scores;
    }

    private double expected(Assignment assignment, int user, Random random) {
        double[] scores = scores(assignment, user);
        List<Integer> items = new ArrayList<>(IntStream.range(0, ITEMS)
                .filter(i -> scores[i] > 0 && !known.get(user).contains(i))
                .boxed()
                .toList());
        double found = 0;
        int shuffles = 4_000;
        for (int s = 0; s < shuffles; s++) {
            Collections.shuffle(items, random);
            found += items.stream()
                    .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                    .limit(K)
                    .filter(held.get(user)::contains)
                    .count();
        }
        return found / shuffles / held.get(user).size();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void agreesWithListsWrittenOut(int most) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(21 + most);
        Engagements engagements = engagements(random);
        Assignment assignment = assignment(random, most);
        int[] users =
                IntStream.range(0, ENTITIES).filter(e -> !held.get(e).isEmpty()).toArray();
        double[] recall = ClusterRecall.of(engagements, assignment, K, users);
        Random shuffles = new Random(3);
        for (int u = 0; u < users.length; u++) {
            // 4,000 shuffles of a share: four standard errors are at most .032
            assertThat(recall[u])
                    .as("user %d", users[u])
                    .isCloseTo(expected(assignment, users[u], shuffles), within(0.032));
        }
        assertThat(Arrays.stream(recall).sum()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void withoutTiesTheListIsExact(int most) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5 + most);
        Engagements engagements = engagements(random);
        Assignment plain = assignment(random, most);
        double[] uneven = IntStream.range(0, plain.weights().length)
                .mapToDouble(r -> plain.weights()[r] * (1 + 1e-3 * random.nextDouble()))
                .toArray();
        Assignment assignment = new Assignment(plain.from(), plain.clusters(), uneven, plain.count());
        int told = 0;
        for (int u = 0; u < ENTITIES; u++) {
            int user = u;
            double[] scores = scores(assignment, user);
            double[] open = IntStream.range(0, ITEMS)
                    .filter(i -> scores[i] > 0 && !known.get(user).contains(i))
                    .mapToDouble(i -> scores[i])
                    .sorted()
                    .toArray();
            // items that the same entities know tie whatever the weights
            boolean tied = IntStream.range(1, open.length).anyMatch(i -> open[i] - open[i - 1] < 1e-9);
            if (tied || held.get(u).isEmpty()) {
                continue;
            }
            told++;
            long found = IntStream.range(0, ITEMS)
                    .filter(i -> scores[i] > 0 && !known.get(user).contains(i))
                    .boxed()
                    .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                    .limit(K)
                    .filter(held.get(user)::contains)
                    .count();
            assertThat(ClusterRecall.of(engagements, assignment, K, user)[0])
                    .isCloseTo((double) found / held.get(user).size(), within(1e-12));
        }
        assertThat(told).isGreaterThan(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void clustersGivenToOthersKeepTheirSizes(int most) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(8 + most);
        Assignment assignment = assignment(random, most);
        int[] source = IntStream.range(0, ENTITIES).map(e -> (e + 5) % ENTITIES).toArray();
        Assignment permuted = assignment.permuted(source);
        int[] before = assignment.clusters().clone();
        int[] after = permuted.clusters().clone();
        Arrays.sort(before);
        Arrays.sort(after);
        assertThat(after).isEqualTo(before);
        assertThat(permuted.of(3)).isEqualTo(assignment.of(8));
    }
}
