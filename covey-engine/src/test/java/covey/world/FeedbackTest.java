package covey.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.world.LearningRanker.Training;
import covey.world.truth.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where units or windows influence each other, the plain comparison is wrong in the planted way. */
class FeedbackTest {
    private static final WorldSize USERS = new WorldSize("users", 8_000, 0.125, 4.2, 0);

    private static final Map<String, List<List<Object>>> ROWS = new HashMap<>();

    private static NetworkTables tables() {
        ROWS.clear();
        return new NetworkTables(
                (table, columns) -> new RowKeeper(ROWS.computeIfAbsent(table, name -> new ArrayList<>())));
    }

    private record Difference(double value, double standardError) {}

    private static Difference ranker(String name, Training training, int parity, long seed, double[] truth) {
        try (NetworkTables tables = tables()) {
            Truth.Experiment experiment =
                    new LearningRanker(name, training, parity, World.Cast.of(USERS, seed)).play(tables);
            truth[0] = experiment
                    .effect(LearningRanker.METRIC, Truth.Scale.ABSOLUTE)
                    .orElseThrow()
                    .value();
            Map<Object, double[]> units = new HashMap<>();
            for (List<Object> row : ROWS.getOrDefault("exposures", List.of())) {
                units.put(row.get(1), new double[] {row.get(2).equals("treatment") ? 1 : 0, 0});
            }
            for (List<Object> row : ROWS.getOrDefault("recommendations", List.of())) {
                units.get(row.get(0))[1] += (Boolean) row.get(2) ? 1 : 0;
            }
            double[] n = new double[2];
            double[] sum = new double[2];
            double[] squares = new double[2];
            units.values().forEach(u -> {
                int arm = (int) u[0];
                n[arm]++;
                sum[arm] += u[1];
                squares[arm] += u[1] * u[1];
            });
            double variance = 0;
            for (int a = 0; a < 2; a++) {
                double mean = sum[a] / n[a];
                variance += (squares[a] / n[a] - mean * mean) / n[a];
            }
            return new Difference(sum[1] / n[1] - sum[0] / n[0], Math.sqrt(variance));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void onlyDivertedTrainingTellsWhatTheExploringRankerIsWorth(long seed) {
        double[] truth = new double[1];
        Difference shared = ranker("explorer_shared", Training.SHARED, 0, seed, truth);
        assertThat(truth[0]).isGreaterThan(1);
        assertThat(shared.value() + 3 * shared.standardError()).isLessThan(truth[0] / 3);
        assertThat(shared.value()).isNegative();
        Difference diverted = ranker("explorer_diverted", Training.DIVERTED, 1, seed, truth);
        assertThat(diverted.value()).isCloseTo(truth[0], within(3.3 * diverted.standardError()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void windowsComparedPlainlyHaveTheWrongSign(long seed) {
        try (NetworkTables tables = tables()) {
            Truth.Experiment experiment = new PushPacing(new Streams(seed), tables).play();
            double truth = experiment
                    .effect(PushPacing.METRIC, Truth.Scale.ABSOLUTE)
                    .orElseThrow()
                    .value();
            Map<String, Boolean> eager = new HashMap<>();
            for (List<Object> row : ROWS.getOrDefault("push_schedule", List.of())) {
                eager.put(row.get(1) + "@" + row.get(3), row.get(2).equals("eager"));
            }
            double[][] now = new double[2][2];
            double[][] twice = new double[2][2];
            for (List<Object> row : ROWS.getOrDefault("pushes", List.of())) {
                long window = (Long) row.get(3) / PushPacing.WINDOW * PushPacing.WINDOW;
                Boolean arm = eager.get(row.get(1) + "@" + window);
                if (arm == null) {
                    // the weeks before the experiment
                    continue;
                }
                double opened = (Boolean) row.get(2) ? 1 : 0;
                add(now[arm ? 1 : 0], opened);
                Boolean before = eager.get(row.get(1) + "@" + (window - PushPacing.WINDOW));
                if (before != null && before.equals(arm)) {
                    add(twice[arm ? 1 : 0], opened);
                }
            }
            assertThat(truth).isEqualTo(PushPacing.DIRECT + PushPacing.CARRY_OVER);
            assertThat(rate(now[1]) - rate(now[0])).isBetween(0.02, 0.10);
            assertThat(rate(twice[1]) - rate(twice[0])).isCloseTo(truth, within(0.035));
        }
    }

    private static void add(double[] count, double opened) {
        count[0] += opened;
        count[1]++;
    }

    private static double rate(double[] count) {
        return count[0] / count[1];
    }
}
