package covey.assign.file;

import covey.assign.AssignmentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of the file: each field once, of its type, and none that is not known. */
final class Fields {
    private final String at;
    private final Map<?, ?> map;
    private final Set<Object> left;

    Fields(String at, Map<?, ?> map) {
        this.at = at;
        this.map = map;
        this.left = new LinkedHashSet<>(map.keySet());
    }

    static Fields of(String at, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(at, map);
        }
        throw new AssignmentException(at, "is " + value + ", not an object", "Write one.");
    }

    String place(String key) {
        return at.isEmpty() ? key : at + "." + key;
    }

    void skip(String... keys) {
        left.removeAll(List.of(keys));
    }

    boolean has(String key) {
        left.remove(key);
        return map.get(key) != null;
    }

    Object value(String key) {
        left.remove(key);
        Object value = map.get(key);
        if (value == null) {
            throw new AssignmentException(place(key), "is missing", "Write it, as covey schema assignment has it.");
        }
        return value;
    }

    String text(String key) {
        if (value(key) instanceof String text) {
            return text;
        }
        throw wrong(key, "text");
    }

    double number(String key) {
        if (value(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(key, "a number");
    }

    int whole(String key) {
        if (value(key) instanceof Long whole && whole == whole.intValue()) {
            return whole.intValue();
        }
        throw wrong(key, "a whole number");
    }

    Fields object(String key) {
        return Fields.of(place(key), value(key));
    }

    List<?> list(String key) {
        if (value(key) instanceof List<?> list) {
            return list;
        }
        throw wrong(key, "a list");
    }

    /** Objects of a list; none when it is absent. */
    List<Fields> objects(String key) {
        List<Fields> objects = new ArrayList<>();
        if (has(key)) {
            for (Object item : list(key)) {
                objects.add(Fields.of(place(key) + "[" + objects.size() + "]", item));
            }
        }
        return objects;
    }

    /** Texts by name; none when it is absent. */
    Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (has(key)) {
            Fields object = object(key);
            object.map.keySet().forEach(name -> texts.put(String.valueOf(name), object.text(String.valueOf(name))));
        }
        return texts;
    }

    /** Everything by name; none when it is absent. */
    Map<String, Object> values(String key) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (has(key)) {
            Fields object = object(key);
            object.map.keySet().forEach(name -> values.put(String.valueOf(name), object.value(String.valueOf(name))));
        }
        return values;
    }

    private AssignmentException wrong(String key, String expected) {
        return new AssignmentException(
                place(key), "is " + map.get(key) + ", not " + expected, "Write " + expected + ".");
    }

    /** Refuses what nobody asked for. */
    void end() {
        if (!left.isEmpty()) {
            throw new AssignmentException(
                    place(String.valueOf(left.iterator().next())),
                    "is not known",
                    "It may belong to a later version: this reader must not skip it.");
        }
    }
}
