package covey.stats.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the cases of one topic from {@code golden/<topic>}; an empty or absent folder is an error. */
final class GoldenFolder {

    private GoldenFolder() {}

    static Stream<GoldenCase> cases(String topic) {
        List<GoldenCase> cases = new ArrayList<>();
        for (Path file : files(topic)) {
            JsonNode node = JsonMapper.shared().readTree(file.toFile());
            if (node.isArray()) {
                node.forEach(item -> cases.add(new GoldenCase(item)));
            } else {
                cases.add(new GoldenCase(node));
            }
        }
        if (cases.isEmpty()) {
            throw new IllegalStateException("no golden cases for " + topic);
        }
        return cases.stream();
    }

    private static List<Path> files(String topic) {
        URL folder = GoldenFolder.class.getResource("/golden/" + topic);
        if (folder == null) {
            throw new IllegalStateException("no folder golden/" + topic);
        }
        try (Stream<Path> listing = Files.list(Path.of(folder.toURI()))) {
            return listing.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
