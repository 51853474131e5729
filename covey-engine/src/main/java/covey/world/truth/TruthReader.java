package covey.world.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a truth file. */
final class TruthReader {
    private final Path file;

    private TruthReader(Path file) {
        this.file = file;
    }

    static Truth read(Path file) throws IOException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setCodePointLimit(50_000_000)
                .build();
        String text = Files.readString(file);
        try {
            return new TruthReader(file).truth(new Load(settings).loadFromString(text));
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + " is not a truth file: " + e.getMessage(), e);
        }
    }

    private Truth truth(@Nullable Object document) {
        Map<?, ?> root = map(document, "document");
        long version = integer(root, "version");
        if (version != Truth.VERSION) {
            throw fault("version", "version " + Truth.VERSION + "; make the network again", version);
        }
        Map<String, Long> tables = new LinkedHashMap<>();
        Map<?, ?> counts = map(root.get("tables"), "tables");
        counts.keySet().forEach(name -> tables.put(String.valueOf(name), integer(counts, String.valueOf(name))));
        List<String> notes = list(root, "notes").stream().map(String::valueOf).toList();
        List<Truth.Experiment> experiments = new ArrayList<>();
        list(root, "experiments").forEach(item -> experiments.add(experiment(map(item, "experiments"))));
        return new Truth(
                (int) version, text(root, "size"), integer(root, "seed"), notes, tables, defects(root), experiments);
    }

    private Truth.Experiment experiment(Map<?, ?> node) {
        List<Truth.Arm> arms = new ArrayList<>();
        for (Object item : list(node, "arms")) {
            Map<?, ?> arm = map(item, "arms");
            arms.add(new Truth.Arm(text(arm, "name"), number(arm, "share"), integer(arm, "units")));
        }
        List<Truth.Effect> effects = new ArrayList<>();
        list(node, "effects").forEach(item -> effects.add(effect(map(item, "effects"))));
        return new Truth.Experiment(text(node, "name"), text(node, "summary"), arms, effects, defects(node));
    }

    private Truth.Effect effect(Map<?, ?> node) {
        return new Truth.Effect(
                text(node, "metric"),
                Truth.Scale.valueOf(text(node, "scale").toUpperCase(Locale.ROOT)),
                number(node, "value"),
                number(node, "population_value"),
                node.containsKey("standard_error")
                        ? OptionalDouble.of(number(node, "standard_error"))
                        : OptionalDouble.empty(),
                node.containsKey("segment") ? Optional.of(text(node, "segment")) : Optional.empty(),
                node.containsKey("day") ? OptionalInt.of((int) integer(node, "day")) : OptionalInt.empty());
    }

    private List<Truth.Defect> defects(Map<?, ?> node) {
        List<Truth.Defect> defects = new ArrayList<>();
        for (Object item : list(node, "defects")) {
            Map<?, ?> defect = map(item, "defects");
            defects.add(new Truth.Defect(text(defect, "kind"), integer(defect, "count"), text(defect, "detail")));
        }
        return defects;
    }

    private Map<?, ?> map(@Nullable Object value, String key) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw fault(key, "keys and values", value);
    }

    private List<?> list(Map<?, ?> node, String key) {
        if (node.get(key) instanceof List<?> list) {
            return list;
        }
        throw fault(key, "a list", node.get(key));
    }

    private String text(Map<?, ?> node, String key) {
        if (node.get(key) instanceof String string) {
            return string;
        }
        throw fault(key, "text", node.get(key));
    }

    private long integer(Map<?, ?> node, String key) {
        Object value = node.get(key);
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw fault(key, "a whole number", value);
    }

    private double number(Map<?, ?> node, String key) {
        if (node.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw fault(key, "a number", node.get(key));
    }

    private IllegalArgumentException fault(String key, String wanted, @Nullable Object found) {
        return new IllegalArgumentException(
                file + " is not a truth file: " + key + " must be " + wanted + ", not " + found);
    }
}
