package covey.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a hand or an editor does to a good project, reading it gives faults or a project, never an exception. */
class MutationTest {
    private static final List<String> FILES = List.of(
            "covey.yml", "models/core.yml", "models/more.yml", "metrics/engagement.yml", "studies/new_ranker.yml");
    private static final String NOISE = "{}[]:,-#&*!|>'\"%@` \t\n~0x1e9.$\\\u0000\u00e9";

    @TempDir
    Path folder;

    @Test
    void theReaderNeverThrows() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260301);
        Projects.soundContract(folder);
        int faulty = 0;
        for (int i = 0; i < 300; i++) {
            Path file = folder.resolve(FILES.get(random.nextInt(FILES.size())));
            String good = Files.readString(file);
            Files.writeString(file, mutant(good, random));
            Reading reading = Projects.read(folder);
            faulty += reading.sound() ? 0 : 1;
            for (StudyFile study : reading.project().studies()) {
                assertThat(study.declared().isPresent())
                        .as("mutation %d of %s", i, file)
                        .isEqualTo(study.faults().isEmpty());
                study.declared().ifPresent(s -> study.study(Instant.EPOCH));
            }
            Files.writeString(file, good);
        }
        assertThat(faulty).isBetween(150, 299);
    }

    private static String mutant(String text, RandomGenerator random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            switch (random.nextInt(6)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, line);
                case 2 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
                case 3 -> lines.set(at, "  " + line);
                case 4 -> lines.set(at, lines.get(random.nextInt(lines.size())));
                default -> {
                    int place = random.nextInt(line.length() + 1);
                    char noise = NOISE.charAt(random.nextInt(NOISE.length()));
                    lines.set(
                            at, line.substring(0, place) + noise + line.substring(Math.min(place + 1, line.length())));
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
