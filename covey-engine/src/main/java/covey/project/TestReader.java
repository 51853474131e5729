package covey.project;

import covey.metric.Aggregate;
import covey.metric.Metric;
import covey.project.grammar.GrammarCheck;
import covey.project.source.Faults;
import covey.project.source.MapView;
import covey.project.source.Names;
import covey.project.source.Value;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code tests:} of {@code metrics/*.yml}. Fixtures must lie in the project folder. */
final class TestReader {
    private final Path root;
    private final Faults faults;
    private final GrammarCheck check;
    private final Register<Metric> metrics;
    private final List<MetricTest> tests = new ArrayList<>();

    TestReader(Path root, Faults faults, GrammarCheck check, Register<Metric> metrics) {
        this.root = root;
        this.faults = faults;
        this.check = check;
        this.metrics = metrics;
    }

    List<MetricTest> tests() {
        return tests;
    }

    /** Reads one test. */
    void read(MapView view) {
        if (!check.sound(view.mapping())) {
            return;
        }
        int before = faults.count();
        String name = view.text("metric", "");
        Optional<Metric> metric = metrics.resolve(name, view.at("metric"));
        MapView expect = view.map("expect").orElseThrow();
        if (!expect.has("value") && !expect.has("std_error")) {
            faults.add(view.at("expect"), "the test of '" + name + "' expects nothing", "give value or std_error");
        }
        Map<String, Path> given = metric.map(m -> given(view, m)).orElse(Map.of());
        if (metric.isPresent() && faults.count() == before) {
            MetricTest.Expected expected = new MetricTest.Expected(
                    expect.number("value"),
                    expect.number("std_error"),
                    expect.number("tolerance").orElse(MetricTest.DEFAULT_TOLERANCE));
            tests.add(new MetricTest(name, given, expected, view.location()));
        }
    }

    private Map<String, Path> given(MapView view, Metric metric) {
        List<String> models = metric.measure().aggregates().stream()
                .map(Aggregate::model)
                .distinct()
                .toList();
        Map<String, Path> given = new LinkedHashMap<>();
        Optional<MapView> map = view.map("given");
        if (map.isEmpty() && models.size() > 1) {
            faults.add(
                    view.at("given"),
                    "metric '" + metric.name() + "' reads several models: " + String.join(", ", models),
                    "write given: {model: file, ...}");
        } else if (map.isEmpty()) {
            fixture(view.text("given", ""), view).ifPresent(p -> given.put(models.getFirst(), p));
        } else {
            for (Value.Entry entry : map.get().entries()) {
                if (models.contains(entry.key())) {
                    fixture(map.get().text(entry.key(), ""), view).ifPresent(p -> given.put(entry.key(), p));
                } else {
                    faults.add(
                            entry.location(),
                            "metric '" + metric.name() + "' does not read model '" + entry.key() + "'",
                            Names.suggestion(entry.key(), models));
                }
            }
            models.stream()
                    .filter(m -> map.get().mapping().get(m) == null)
                    .forEach(m -> faults.add(
                            view.at("given"),
                            "the test of '" + metric.name() + "' gives no rows for model '" + m + "'",
                            ""));
        }
        return given;
    }

    private Optional<Path> fixture(String text, MapView view) {
        try {
            Path path = root.resolve(text).normalize();
            if (!path.startsWith(root)) {
                faults.add(
                        view.at("given"), "the fixture '" + text + "' lies outside the project folder", "move it in");
                return Optional.empty();
            }
            if (!Files.isRegularFile(path)) {
                faults.add(view.at("given"), "there is no file '" + text + "'", "paths start at the project folder");
                return Optional.empty();
            }
            return Optional.of(path);
        } catch (InvalidPathException e) {
            faults.add(view.at("given"), "'" + text.replace('\0', '?') + "' is not a path", "");
            return Optional.empty();
        }
    }
}
