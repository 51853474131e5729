package covey.world.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlantedEffectsTest {
    private static final double LARGEST_CLICK_PROBABILITY = 0.35;
    private static final List<Member> MEMBERS = Stream.of(
                    "football", "music", "cooking", "gaming", "travel", "science", "politics", "fashion")
            .flatMap(community ->
                    Stream.of("android", "ios", "web").map(platform -> new Member(1, community, "BR", platform)))
            .toList();

    @Test
    void everyEffectOfThePackageIsListed() throws IOException {
        Path sources = Path.of("src/main/java/covey/world/planted");
        try (Stream<Path> files = Files.list(sources)) {
            List<String> effects = files.filter(file -> contains(file, "implements PlantedEffect"))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .toList();
            assertThat(PlantedEffects.ALL.stream().map(e -> e.getClass().getSimpleName()))
                    .containsExactlyInAnyOrderElementsOf(effects);
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void namesDiffer() {
        assertThat(PlantedEffects.ALL.stream().map(e -> e.design().name()).collect(Collectors.toSet()))
                .hasSameSizeAs(PlantedEffects.ALL);
    }

    @Test
    void effectsTogetherLeaveClickProbabilitiesBelowOne() {
        double largest = 1;
        for (PlantedEffect effect : PlantedEffects.ALL) {
            if (effect.levers().contains(Lever.CLICK)) {
                largest *= MEMBERS.stream()
                        .mapToDouble(member -> effect.multiplier(Lever.CLICK, member, 0))
                        .max()
                        .orElseThrow();
            }
        }
        assertThat(LARGEST_CLICK_PROBABILITY * largest).isLessThan(1);
    }

    @Test
    void noveltyFades() {
        FreshLook look = new FreshLook();
        Member member = MEMBERS.getFirst();
        assertThat(look.multiplier(Lever.CLICK, member, 0)).isEqualTo(1.6);
        assertThat(look.multiplier(Lever.CLICK, member, 13)).isBetween(1.0, 1.001);
    }
}
