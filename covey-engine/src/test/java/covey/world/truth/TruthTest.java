package covey.world.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTest {
    @TempDir
    Path folder;

    private static Truth example() {
        Truth.Effect whole = new Truth.Effect(
                "clicks",
                Truth.Scale.RELATIVE,
                0.15,
                -1e-9,
                OptionalDouble.of(3e-12),
                Optional.empty(),
                OptionalInt.empty());
        Truth.Effect part = new Truth.Effect(
                "clicks",
                Truth.Scale.ABSOLUTE,
                2,
                3,
                OptionalDouble.empty(),
                Optional.of("no: \"way\"\n\\"),
                OptionalInt.of(3));
        Truth.Experiment experiment = new Truth.Experiment(
                "new_ranker",
                "a win: 15 # percent",
                List.of(new Truth.Arm("no", 0.5, 3), new Truth.Arm("1", 0.5, 4)),
                List.of(whole, part),
                List.of(new Truth.Defect("late_rows", 3, "it's late")));
        return new Truth(
                Truth.VERSION,
                "small",
                Long.MIN_VALUE,
                List.of("read: me"),
                Map.of("users", 20_000_000_000L),
                List.of(),
                List.of(experiment));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("truth.yml");
        example().write(file);
        assertThat(Truth.read(file)).isEqualTo(example());
    }

    @Test
    void theWholeEffectIsFoundAmongTheParts() {
        Truth.Experiment experiment = example().experiment("new_ranker").orElseThrow();
        assertThat(experiment.effect("clicks", Truth.Scale.RELATIVE))
                .get()
                .extracting(Truth.Effect::value)
                .isEqualTo(0.15);
        assertThat(experiment.effect("clicks", Truth.Scale.ABSOLUTE)).isEmpty();
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        Path file = folder.resolve("truth.yml");
        Files.writeString(file, "version: 99\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Truth.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("99")
                .withMessageContaining("make the network again");
    }

    @Test
    void aWrongTypeIsNamed() throws IOException {
        Path file = folder.resolve("truth.yml");
        example().write(file);
        Files.writeString(file, Files.readString(file).replace("units: 3", "units: three"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Truth.read(file))
                .withMessageContaining("units must be a whole number, not three");
    }
}
