package covey.project;

import covey.method.Options;
import covey.metric.Location;
import covey.project.source.MapView;
import covey.project.source.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns a free-form part into {@link Options}: nested keys dotted, each with its place. */
final class OptionsReader {
    private static final Set<String> COMMON = Set.of(
            "kind",
            "name",
            "label",
            "owner",
            "tags",
            "question",
            "hypothesis",
            "unit",
            "population",
            "period",
            "treatment",
            "metrics",
            "design",
            "analysis",
            "monitoring",
            "multiplicity",
            "slices",
            "exclusions",
            "decision");

    private OptionsReader() {}

    static Options read(String part, Optional<MapView> view) {
        Map<String, Options.Option> values = new LinkedHashMap<>();
        view.ifPresent(v -> collect("", v, values));
        return new Options(part, values);
    }

    /** The keys of a study that only its kind has. */
    static Options data(MapView study) {
        Map<String, Options.Option> values = new LinkedHashMap<>();
        for (Value.Entry entry : study.entries()) {
            if (!COMMON.contains(entry.key())) {
                collect(entry, "", values);
            }
        }
        return new Options("data", values);
    }

    private static void collect(String prefix, MapView view, Map<String, Options.Option> values) {
        for (Value.Entry entry : view.entries()) {
            collect(entry, prefix, values);
        }
    }

    private static void collect(Value.Entry entry, String prefix, Map<String, Options.Option> values) {
        String key = prefix + entry.key();
        Location at = entry.location();
        switch (entry.value()) {
            case Value.Mapping m -> collect(key + ".", new MapView(m), values);
            case Value.Scalar s -> values.put(key, new Options.Option(s.plain(), at));
            case Value.Sequence s -> values.put(key, new Options.Option(s.plain(), at));
        }
    }
}
