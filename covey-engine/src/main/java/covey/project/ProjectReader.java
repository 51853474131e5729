package covey.project;

import covey.method.Descriptor;
import covey.metric.Location;
import covey.metric.Metric;
import covey.metric.Model;
import covey.metric.Schema;
import covey.project.grammar.Grammar;
import covey.project.grammar.GrammarCheck;
import covey.project.grammar.Shape;
import covey.project.source.Faults;
import covey.project.source.MapView;
import covey.project.source.SourceFile;
import covey.project.source.Value;
import covey.project.source.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a project folder. Whatever is wrong in it becomes a fault with file and line, all of them in one reading; what
 * is sound is in the project all the same. Files are only read, nothing in them is executed.
 */
public final class ProjectReader {
    /** The file that makes a folder a project. */
    public static final String PROJECT_FILE = "covey.yml";

    private final Path root;
    private final Grammar grammar;
    private final Faults faults = new Faults();
    private final GrammarCheck check = new GrammarCheck(faults);
    private final YamlReader yaml = new YamlReader(faults);

    private ProjectReader(Path root, Grammar grammar) {
        this.root = root;
        this.grammar = grammar;
    }

    /**
     * A reader of the given folder, for one reading.
     *
     * @param folder the folder that holds {@code covey.yml}
     * @param kinds methods there are; their settings are the keys of a study's free-form parts
     */
    public static ProjectReader at(Path folder, List<Descriptor> kinds) {
        return new ProjectReader(folder.toAbsolutePath().normalize(), Grammar.of(kinds));
    }

    /** The project, as far as it can be understood, with every fault. Never throws for what a user wrote. */
    public Reading read() {
        ProjectConfig config = config();
        Register<Model> models = new Register<>("model", faults);
        LinkReader links = new LinkReader(faults, check, models);
        DimensionReader dimensions = new DimensionReader(faults, check, models, links);
        readModels(models, links, dimensions);
        Schema schema = new Schema(
                config.zone(),
                config.weekStart(),
                models.all(),
                links.links(),
                dimensions.dimensions(),
                config.files());

        Register<Metric> metrics = new Register<>("metric", faults);
        List<SourceFile> metricFiles = files("metrics", grammar.metrics());
        MetricReader metricReader = new MetricReader(faults, check, models, metrics);
        each(metricFiles, "metrics", metricReader::read);
        TestReader tests = new TestReader(root, faults, check, metrics);
        each(metricFiles, "tests", (view, file) -> tests.read(view));

        StudyReader.Library library =
                new StudyReader.Library(config, schema, models, metrics, links, dimensions, grammar.languages());
        StudyReader studies = new StudyReader(faults, check, library);
        readStudies(studies);
        List<Metric> all =
                metrics.all().stream().map(m -> UnitText.fill(m, "unit")).toList();
        return new Reading(new Project(root, config, schema, all, tests.tests(), studies.studies()), faults.sorted());
    }

    private ProjectConfig config() {
        Path file = root.resolve(PROJECT_FILE);
        Path folder = root.getFileName();
        String name = folder == null ? "project" : folder.toString();
        if (!Files.isRegularFile(file)) {
            faults.add(
                    new Location(PROJECT_FILE, 0),
                    "there is no " + PROJECT_FILE + " in " + root,
                    "change to the project's folder, or make one with covey init");
            return new ConfigReader(faults).read(name, Optional.empty());
        }
        SourceFile source = yaml.read(file, PROJECT_FILE);
        single(source, grammar.project());
        Optional<MapView> view = source.documents().stream()
                .findFirst()
                .flatMap(d -> d instanceof Value.Mapping m ? Optional.of(new MapView(m)) : Optional.empty());
        return new ConfigReader(faults).read(name, view);
    }

    private void readModels(Register<Model> models, LinkReader links, DimensionReader dimensions) {
        List<SourceFile> files = files("models", grammar.models());
        ModelReader reader = new ModelReader(faults, check, models);
        each(files, "models", (view, file) -> reader.read(view));
        each(files, "links", (view, file) -> links.read(view));
        each(files, "models", (view, file) -> dimensions.columns(view));
        each(files, "dimensions", (view, file) -> dimensions.read(view));
    }

    private void readStudies(StudyReader reader) {
        for (SourceFile file : sources("studies")) {
            for (Value document : file.documents()) {
                if (empty(document)) {
                    continue;
                }
                int before = faults.count();
                check.document(document, grammar.studies());
                if (document instanceof Value.Mapping m) {
                    reader.read(new MapView(m), file, faults.since(before));
                }
            }
        }
    }

    /** What is done with an item of a list. */
    private interface Item {
        void read(MapView view, SourceFile file);
    }

    private static void each(List<SourceFile> files, String list, Item item) {
        for (SourceFile file : files) {
            for (Value document : file.documents()) {
                if (document instanceof Value.Mapping m) {
                    new MapView(m).maps(list).forEach(view -> item.read(view, file));
                }
            }
        }
    }

    private List<SourceFile> files(String folder, Shape shape) {
        List<SourceFile> files = sources(folder);
        files.forEach(f -> single(f, shape));
        return files;
    }

    private void single(SourceFile file, Shape shape) {
        for (Value document : file.documents()) {
            if (!empty(document)) {
                check.document(document, shape);
            }
        }
        if (file.documents().size() > 1) {
            faults.add(
                    file.documents().get(1).location(),
                    "a second document ('---') in " + file.name(),
                    "only studies may hold several; move it to its own file");
        }
    }

    private static boolean empty(Value document) {
        return document instanceof Value.Scalar s && s.kind() == Value.Kind.EMPTY;
    }

    private List<SourceFile> sources(String folder) {
        Path start = root.resolve(folder);
        List<SourceFile> sources = new ArrayList<>();
        if (!Files.isDirectory(start)) {
            return sources;
        }
        try (Stream<Path> walk = Files.walk(start)) {
            List<Path> paths = walk.filter(p -> wanted(start, p)).sorted().toList();
            for (Path path : paths) {
                sources.add(yaml.read(path, name(path)));
            }
        } catch (IOException | UncheckedIOException e) {
            faults.add(
                    new Location(folder, 0), "the folder cannot be read: " + e.getMessage(), "check its permissions");
        }
        return sources;
    }

    private static boolean wanted(Path start, Path path) {
        for (Path part : start.relativize(path)) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        String name = path.toString();
        return (name.endsWith(".yml") || name.endsWith(".yaml")) && Files.isRegularFile(path);
    }

    private String name(Path path) {
        return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
