package covey.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorldSeedTest {
    private static final WorldSize TINY = new WorldSize("tiny", 800, 0.125, 4.2, 6);

    @Test
    void sameSeedGivesTheSameRows() {
        assertThat(ChecksumSink.of(TINY, 7)).isEqualTo(ChecksumSink.of(TINY, 7)).hasSize(20);
    }

    @Test
    void anotherSeedGivesOtherRowsInEveryDrawnTable() {
        Map<String, Long> one = ChecksumSink.of(TINY, 7);
        Map<String, Long> other = ChecksumSink.of(TINY, 8);
        one.forEach((table, sum) -> {
            if (!table.equals("topics")) {
                assertThat(other.get(table)).as(table).isNotEqualTo(sum);
            }
        });
    }

    @Test
    void progressRisesFromZero() {
        List<Double> heard = new ArrayList<>();
        World.write(TINY, 7, (table, columns) -> new ChecksumSink(columns), (share, message) -> heard.add(share));
        assertThat(heard).isSorted().hasSizeGreaterThan(50).first().isEqualTo(0.0);
    }

    @Test
    void sizesAreFoundByName() {
        assertThat(WorldSize.of("Medium")).isEqualTo(WorldSize.MEDIUM);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorldSize.of("huge"))
                .withMessageContaining("'huge'")
                .withMessageContaining("small, medium and large");
        assertThatIllegalArgumentException().isThrownBy(() -> new WorldSize("nobody", 10, 0.1, 4, 5));
    }
}
