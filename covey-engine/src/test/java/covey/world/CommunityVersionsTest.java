package covey.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.world.truth.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planted in the versions of a clustering, counted again from their rows. */
class CommunityVersionsTest {
    private static final WorldSize USERS = new WorldSize("users", 8_000, 0.125, 4.2, 0);

    private final Map<String, List<List<Object>>> tables = new HashMap<>();

    private Truth.Experiment play(long seed) {
        try (NetworkTables open = new NetworkTables(
                (table, columns) -> new RowKeeper(tables.computeIfAbsent(table, name -> new ArrayList<>())))) {
            World.Cast cast = World.Cast.of(USERS, seed);
            OfflineRankers rankers = new OfflineRankers(cast, open);
            rankers.play();
            return new CommunityVersions(cast, open, rankers.week()).play();
        }
    }

    private static Truth.Effect effect(Truth.Experiment truth, String metric) {
        return truth.effect(metric, Truth.Scale.ABSOLUTE).orElseThrow();
    }

    private Map<Object, Map<Object, Object>> versions() {
        Map<Object, Map<Object, Object>> clusters = new TreeMap<>();
        tables.get("memberships")
                .forEach(row -> clusters.computeIfAbsent(row.get(1), _ -> new TreeMap<>())
                        .put(row.get(0), row.get(2)));
        return clusters;
    }

    /** Expectations within four standard errors of a share, five seeds; a version that moves a tenth always foretells more. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aTenthMovesAndMoreIsForetold(long seed) {
        Truth.Experiment truth = play(seed);
        long users = truth.arms().getFirst().units();
        double error = Math.sqrt(0.1 * 0.9 / users);
        for (String metric : List.of(CommunityVersions.MOVED, CommunityVersions.PURITY)) {
            Truth.Effect effect = effect(truth, metric);
            assertThat(effect.value()).isCloseTo(0.1, within(1e-12));
            assertThat(effect.populationValue()).isCloseTo(0.1, within(4 * error));
        }
        assertThat(effect(truth, CommunityVersions.RECALL).value()).isPositive();
        Map<Object, Map<Object, Object>> versions = versions();
        assertThat(versions.get("v1")).hasSize((int) users).hasSameSizeAs(versions.get("v2"));
        // cluster n of either version is that of the same community
        long moved = versions.get("v1").entrySet().stream()
                .filter(e ->
                        !number(e.getValue()).equals(number(versions.get("v2").get(e.getKey()))))
                .count();
        assertThat((double) moved / users)
                .isEqualTo(effect(truth, CommunityVersions.MOVED).populationValue());
    }

    private static String number(Object cluster) {
        String name = (String) cluster;
        return name.substring(name.indexOf('c'));
    }

    /** Lists written out and sorted, ties sharing what is left. */
    @Test
    void recallIsThatOfListsWrittenOut() {
        Truth.Experiment truth = play(6);
        Map<Object, Set<Object>> known = new TreeMap<>();
        Map<Object, Set<Object>> later = new TreeMap<>();
        tables.get("engagements")
                .forEach(row -> ((Long) row.get(2) < CommunityVersions.AFTER ? known : later)
                        .computeIfAbsent(row.get(0), _ -> new HashSet<>())
                        .add(row.get(1)));
        double gain =
                recall(versions().get("v2"), known, later) - recall(versions().get("v1"), known, later);
        assertThat(effect(truth, CommunityVersions.RECALL).populationValue()).isCloseTo(gain, within(1e-12));
    }

    private static double recall(
            Map<Object, Object> cluster, Map<Object, Set<Object>> known, Map<Object, Set<Object>> later) {
        Map<Object, Map<Object, Integer>> popular = new HashMap<>();
        known.forEach((user, items) -> items.forEach(item ->
                popular.computeIfAbsent(cluster.get(user), _ -> new HashMap<>()).merge(item, 1, Integer::sum)));
        double sum = 0;
        for (Map.Entry<Object, Set<Object>> user : later.entrySet()) {
            Set<Object> own = known.getOrDefault(user.getKey(), Set.of());
            Map<Object, Integer> of = popular.get(cluster.get(user.getKey()));
            int[] others = of.entrySet().stream()
                    .filter(e -> !own.contains(e.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .sorted()
                    .toArray();
            int last = others[Math.max(0, others.length - 50)];
            int better = 0;
            int tied = 0;
            for (int times : others) {
                better += times > last ? 1 : 0;
                tied += times == last ? 1 : 0;
            }
            double found = 0;
            for (Object item : user.getValue()) {
                int times = of.getOrDefault(item, 0);
                found += times > last ? 1 : times == last ? Math.min(1, (50.0 - better) / tied) : 0;
            }
            sum += found / user.getValue().size();
        }
        return sum / later.size();
    }
}
