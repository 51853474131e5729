package covey.world;

import static org.assertj.core.api.Assertions.assertThat;

import covey.world.planted.PlantedEffects;
import covey.world.truth.MeasuredMetric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class DemoProjectTest {
    @TempDir
    Path folder;

    private Map<?, ?> yaml(String name) throws IOException {
        return (Map<?, ?>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(folder.resolve(name)));
    }

    @Test
    void everyResourceIsLaidDown() throws IOException {
        DemoProject.files(folder);
        Path resources = Path.of("src/main/resources/covey/world/demo");
        try (Stream<Path> files = Files.walk(resources)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> resources.relativize(f).toString()))
                    .containsExactlyInAnyOrderElementsOf(DemoProject.FILES);
        }
        assertThat(DemoProject.FILES)
                .allSatisfy(name -> assertThat(folder.resolve(name)).isNotEmptyFile());
    }

    @Test
    void metricsOfTheProjectAreTheMetricsOfTheTruth() throws IOException {
        DemoProject.files(folder);
        List<String> names = DemoProject.FILES.stream()
                .filter(name -> name.startsWith("metrics/"))
                .flatMap(name -> metricNames(name))
                .toList();
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                MeasuredMetric.ALL.stream().map(MeasuredMetric::name),
                                MeasuredMetric.UNMOVED.stream(),
                                Stream.of(PushPacing.METRIC, LearningRanker.METRIC))
                        .flatMap(part -> part)
                        .toList());
    }

    private Stream<String> metricNames(String file) {
        try {
            return ((List<?>) at(yaml(file), "metrics")).stream().map(metric ->
                    (String) at((Map<?, ?>) metric, "name"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object at(Map<?, ?> map, String... keys) {
        Object value = map;
        for (String key : keys) {
            value = Objects.requireNonNull(((Map<?, ?>) value).get(key), key);
        }
        return value;
    }

    @Test
    void everyExperimentHasItsStudy() throws IOException {
        DemoProject.files(folder);
        assertThat(PlantedEffects.ALL).allSatisfy(effect -> {
            Map<?, ?> study = yaml("studies/" + effect.design().name() + ".yml");
            assertThat(study.get("name")).isEqualTo(effect.design().name());
            assertThat(at(study, "period").toString()).contains("2026-03-01").contains("2026-03-15");
            Map<?, ?> arms = (Map<?, ?>) at(study, "treatment", "arms");
            assertThat(arms.keySet().stream().map(String::valueOf))
                    .containsExactly(effect.design().control(), effect.design().treatment());
        });
        try (Stream<Path> studies = Files.list(folder.resolve("studies"))) {
            assertThat(studies.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    PlantedEffects.ALL.stream()
                                            .map(e -> e.design().name()),
                                    Stream.of(
                                            PushPacing.NAME,
                                            "explorer_shared",
                                            "explorer_diverted",
                                            OfflineRankers.NAME,
                                            CommunityVersions.NAME,
                                            InterestLabels.NAME))
                            .map(name -> name + ".yml")
                            .toList());
        }
    }

    @Test
    void tablesOfTheProjectAreTheTablesOfTheNetwork() throws IOException {
        DemoProject.files(folder);
        assertThat(((Map<?, ?>) at(yaml("covey.yml"), "files"))
                        .keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrderElementsOf(NetworkTables.SCHEMA.keySet());
    }

    @Test
    void anEditedFileStays() throws IOException {
        Files.writeString(folder.resolve("covey.yml"), "name: mine\n");
        DemoProject.files(folder);
        assertThat(folder.resolve("covey.yml")).hasContent("name: mine");
    }
}
