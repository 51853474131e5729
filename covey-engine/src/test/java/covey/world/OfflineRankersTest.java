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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planted in the offline rankers, counted again from their rows. */
class OfflineRankersTest {
    private static final WorldSize USERS = new WorldSize("users", 8_000, 0.125, 4.2, 0);

    private static final class Rows {
        private final Map<String, List<List<Object>>> tables = new HashMap<>();

        private Truth.Experiment play(long seed) {
            try (NetworkTables open = new NetworkTables(
                    (table, columns) -> new RowKeeper(tables.computeIfAbsent(table, name -> new ArrayList<>())))) {
                return new OfflineRankers(World.Cast.of(USERS, seed), open).play();
            }
        }

        private List<List<Object>> of(String table) {
            return tables.getOrDefault(table, List.of());
        }
    }

    private static Truth.Effect effect(Truth.Experiment truth, String metric, String segment) {
        return truth.effects().stream()
                .filter(e -> e.metric().equals(metric)
                        && e.scale() == Truth.Scale.ABSOLUTE
                        && e.segment().orElse("").equals(segment))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void betterOnTheWholeWorseForOneCommunityAndAtTheCatalogueSExpense(long seed) {
        Truth.Experiment truth = new Rows().play(seed);
        assertThat(effect(truth, OfflineHits.PRECISION, "").value()).isPositive();
        for (String community : Population.COMMUNITIES) {
            double value = effect(truth, OfflineHits.PRECISION, community).value();
            assertThat(value < 0).as(community + " " + value).isEqualTo(community.equals(OfflineRankers.WEAK));
        }
        assertThat(truth.effect(OfflineHits.COVERAGE, Truth.Scale.RELATIVE)
                        .orElseThrow()
                        .value())
                .isLessThan(-0.1);
    }

    /** The expectation against the mean of many weeks' worth of users: three standard errors of the drawn difference. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsDrawnIsWhatIsWritten(long seed) {
        Rows rows = new Rows();
        Truth.Effect truth = effect(rows.play(seed), OfflineHits.PRECISION, "");
        Map<Object, Set<Object>> engaged = new HashMap<>();
        rows.of("engagements")
                .forEach(row -> engaged.computeIfAbsent(row.get(0), _ -> new HashSet<>())
                        .add(row.get(1)));
        Map<Object, Integer> differences = new HashMap<>();
        engaged.keySet().forEach(user -> differences.put(user, 0));
        count(rows.of("lists_candidate"), engaged, differences, 1);
        count(rows.of("lists_current"), engaged, differences, -1);
        double n = differences.size();
        double mean = differences.values().stream().mapToDouble(d -> d / 10.0).sum() / n;
        double square =
                differences.values().stream().mapToDouble(d -> d * d / 100.0).sum() / n;
        assertThat(mean).isCloseTo(truth.populationValue(), within(1e-12));
        assertThat(mean).isCloseTo(truth.value(), within(3 * Math.sqrt((square - mean * mean) / n)));
    }

    private static void count(
            List<List<Object>> lists, Map<Object, Set<Object>> engaged, Map<Object, Integer> differences, int sign) {
        for (List<Object> row : lists) {
            Set<Object> items = engaged.get(row.get(0));
            if (items != null && (Integer) row.get(2) <= 10 && items.contains(row.get(1))) {
                differences.merge(row.get(0), sign, Integer::sum);
            }
        }
    }
}
