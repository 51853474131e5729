package covey.assign.flagd;

import covey.assign.rule.Attributes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rule sees: the caller's attributes, and flagd's own under {@code $flagd}. */
record Frame(String flagKey, long timestamp, Attributes attributes) {
    /** The frame of a rule over one item: a variable is a field of it, the empty name the item itself. */
    Frame over(@Nullable Object item) {
        return new Frame(flagKey, timestamp, name -> name.isEmpty() ? item : field(item, name));
    }

    private static @Nullable Object field(@Nullable Object outer, String name) {
        if (outer instanceof List<?> list) {
            boolean index = name.matches("[0-9]{1,9}") && Integer.parseInt(name) < list.size();
            return index ? list.get(Integer.parseInt(name)) : null;
        }
        return outer instanceof Map<?, ?> map ? map.get(name) : null;
    }

    /** A variable by its dotted path, or null. */
    @Nullable
    Object variable(String path) {
        if (path.equals("$flagd.flagKey")) {
            return flagKey;
        }
        if (path.equals("$flagd.timestamp")) {
            return timestamp;
        }
        Object found = attributes.attribute(path);
        for (int dot = path.indexOf('.'); found == null && dot > 0; dot = path.indexOf('.', dot + 1)) {
            Object outer = attributes.attribute(path.substring(0, dot));
            found = outer == null ? null : within(outer, path.substring(dot + 1));
        }
        return found;
    }

    private static @Nullable Object within(Object outer, String path) {
        Object found = outer;
        for (String step : path.split("\\.", -1)) {
            found = field(found, step);
        }
        return found;
    }
}
