package covey.project;

import covey.method.Descriptor;
import covey.method.SettingDoc;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Projects for tests. */
final class Projects {
    /** A method with the settings that the examples use. */
    static final Descriptor EXPERIMENT = new Descriptor(
            "experiment",
            List.of("user_randomized"),
            "Experiment",
            "Compares arms.",
            List.of(
                    setting("design", "type", "text", "user_randomized"),
                    setting("design", "randomize.unit", "text"),
                    setting("analysis", "adjustment", "text", "lin", "cuped", "none"),
                    setting("analysis", "covariates", "list"),
                    setting("analysis", "relative", "text", "fieller", "delta"),
                    setting("analysis", "gates", "map"),
                    setting("monitoring", "method", "text", "fixed", "group_sequential"),
                    setting("monitoring", "spending", "text", "obrien_fleming", "pocock"),
                    setting("monitoring", "looks", "text"),
                    setting("monitoring", "applies_to", "list", "primary", "guardrails", "secondary"),
                    setting("multiplicity", "primary", "text", "none", "holm", "benjamini_hochberg"),
                    setting("multiplicity", "secondary", "text", "none", "holm", "benjamini_hochberg"),
                    setting("multiplicity", "slices", "text", "none", "holm", "benjamini_hochberg")),
            List.of());

    static final List<Descriptor> KINDS = List.of(EXPERIMENT);

    private Projects() {}

    private static SettingDoc setting(String part, String key, String type, String... allowed) {
        return new SettingDoc(part, key, type, List.of(allowed), "", "");
    }

    static Reading read(Path folder) {
        return ProjectReader.at(folder, KINDS).read();
    }

    /** Copies the contract's examples. */
    static Path contract(Path folder) throws IOException {
        Path from = resource("contract");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        return folder;
    }

    /** The contract's examples without what is not built yet: result metrics and slices from artifacts. */
    static Path soundContract(Path folder) throws IOException {
        contract(folder);
        edit(folder, "metrics/engagement.yml", "  - {name: feed_ndcg10", "  # - {name: feed_ndcg10");
        edit(folder, "studies/new_ranker.yml", "slices: [country, community]", "slices: [country, tenure]");
        return folder;
    }

    static void edit(Path folder, String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        if (!text.contains(from)) {
            throw new IllegalArgumentException(file + " has no '" + from + "'");
        }
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }

    private static Path resource(String name) {
        try {
            return Path.of(Projects.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
