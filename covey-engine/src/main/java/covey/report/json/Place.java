package covey.report.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A node with its path, so that every fault names where it is.
 *
 * @param node the node
 * @param path its path, such as {@code $.outcomes[3].estimand}
 */
record Place(JsonNode node, String path) {

    boolean has(String name) {
        return node.has(name);
    }

    Collection<String> names() {
        return node.propertyNames();
    }

    Place object(String name) {
        Place child = child(name);
        return child.expect(child.node.isObject(), "an object");
    }

    Optional<Place> optional(String name) {
        return child(name).node.isNull() ? Optional.empty() : Optional.of(object(name));
    }

    String text(String name) {
        return child(name).text();
    }

    String text() {
        return expect(node.isString(), "a text").node.stringValue();
    }

    boolean truth(String name) {
        Place child = child(name);
        return child.expect(child.node.isBoolean(), "true or false").node.booleanValue();
    }

    int integer(String name) {
        Place child = child(name);
        boolean fits = child.node.isIntegralNumber() && child.node.canConvertToInt();
        return child.expect(fits, "an integer").node.intValue();
    }

    long count(String name) {
        Place child = child(name);
        boolean fits = child.node.isIntegralNumber() && child.node.canConvertToLong();
        return child.expect(fits, "an integer").node.longValue();
    }

    double number(String name) {
        Place child = child(name);
        String text = child.node.isString() ? child.node.stringValue() : "";
        return switch (text) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> child.expect(child.node.isNumber(), "a number").node.doubleValue();
        };
    }

    OptionalDouble optionalNumber(String name) {
        return child(name).node.isNull() ? OptionalDouble.empty() : OptionalDouble.of(number(name));
    }

    <E extends Enum<E>> E code(String name, Class<E> type) {
        String text = text(name);
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return value;
            }
        }
        throw new UnreadableResultException(path + "." + name + " is '" + text + "', which is no "
                + type.getSimpleName().toLowerCase(Locale.ROOT) + " this Covey knows");
    }

    <T> List<T> list(String name, Function<Place, T> each) {
        Place child = child(name);
        child.expect(child.node.isArray(), "a list");
        List<T> items = new ArrayList<>();
        for (int i = 0; i < child.node.size(); i++) {
            items.add(each.apply(new Place(child.node.get(i), child.path + "[" + i + "]")));
        }
        return items;
    }

    Map<String, String> texts(String name) {
        Place child = object(name);
        Map<String, String> map = new TreeMap<>();
        child.names().forEach(key -> map.put(key, child.text(key)));
        return map;
    }

    private Place child(String name) {
        @Nullable JsonNode child = node.get(name);
        if (child == null) {
            throw new UnreadableResultException(
                    path + " lacks '" + name + "': this is no result of Covey, or it was cut");
        }
        return new Place(child, path + "." + name);
    }

    private Place expect(boolean fits, String wanted) {
        if (!fits) {
            String found = node.toString();
            String shown = found.length() > 40 ? found.substring(0, 40) + "…" : found;
            throw new UnreadableResultException(path + " must be " + wanted + ", not " + shown);
        }
        return this;
    }
}
