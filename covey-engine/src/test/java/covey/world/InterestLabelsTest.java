package covey.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.world.truth.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planted in the interests, their labels and their judge, counted again from the rows. */
class InterestLabelsTest {
    private static final WorldSize USERS = new WorldSize("users", 8_000, 0.125, 4.2, 0);

    private final Map<String, List<List<Object>>> tables = new HashMap<>();

    private Truth.Experiment play(long seed) {
        try (NetworkTables open = new NetworkTables(
                (table, columns) -> new RowKeeper(tables.computeIfAbsent(table, name -> new ArrayList<>())))) {
            return new InterestLabels(World.Cast.of(USERS, seed), open).play();
        }
    }

    /** Shares within four standard errors of what is planted: of all interests, and of the labelled ones. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sharesAreThosePlantedAndTheJudgeSaysTooMuch(long seed) {
        Truth.Experiment truth = play(seed);
        int interests = tables.get("interests").size();
        for (Truth.Effect effect : truth.effects()) {
            double n = effect.segment().isPresent() ? interests / 3.0 : interests;
            double p = effect.value();
            assertThat(effect.populationValue()).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / n)));
        }
        Map<String, Integer> votes = new HashMap<>();
        tables.get("interest_ratings")
                .forEach(row -> votes.merge((String) row.get(0), (Integer) row.get(2), Integer::sum));
        assertThat(votes).hasSize((int) truth.arms().getFirst().units()).hasSize(3 * InterestLabels.SAMPLE);
        for (String source : InterestLabels.SOURCES) {
            double p = truth.effects().stream()
                    .filter(e -> e.segment().orElse("").equals(source))
                    .findFirst()
                    .orElseThrow()
                    .value();
            List<Integer> of = votes.entrySet().stream()
                    .filter(e -> e.getKey().endsWith(source))
                    .map(Map.Entry::getValue)
                    .toList();
            assertThat(of).hasSize(InterestLabels.SAMPLE);
            double share = of.stream().filter(v -> v >= 2).count() / (double) of.size();
            assertThat(share).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / of.size())));
        }
        double judge = tables.get("interest_judgements").stream()
                .mapToInt(row -> (Integer) row.get(1))
                .average()
                .orElseThrow();
        assertThat(judge).isGreaterThan(truth.effects().getFirst().value() + 0.03);
    }
}
