package covey.method;

import covey.metric.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One free-form part of a study, such as {@code analysis}: keys with the value as declared and the place it was
 * declared at.
 *
 * @param part name of the part
 * @param values declared keys in order; nested keys are dotted, lists keep their order
 */
public record Options(String part, Map<String, Option> values) {
    /** A part that was not declared. */
    public static Options none(String part) {
        return new Options(part, Map.of());
    }

    public Options {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * A declared value.
     *
     * @param value text, number, truth value, list or map of such
     * @param location where it stands
     */
    public record Option(Object value, Location location) {}

    /** Whether the key was declared. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** The value as text, or the default. */
    public String text(String key, String otherwise) {
        Option option = values.get(key);
        return option == null ? otherwise : String.valueOf(option.value());
    }

    /** The value as number, or the default. */
    public double number(String key, double otherwise) {
        Option option = values.get(key);
        if (option == null) {
            return otherwise;
        }
        if (option.value() instanceof Number number) {
            return number.doubleValue();
        }
        throw new SpecificationException(
                option.location(), part + "." + key + " must be a number, not '" + option.value() + "'", "");
    }

    /** The value as list, a single value as a list of one, or the default. */
    public List<Object> list(String key, List<Object> otherwise) {
        Option option = values.get(key);
        if (option == null) {
            return otherwise;
        }
        return option.value() instanceof List<?> list ? new ArrayList<>(list) : List.of(option.value());
    }

    /** Where the key was declared, or {@code default}. */
    public String origin(String key) {
        Option option = values.get(key);
        return option == null ? "default" : option.location().toString();
    }

    /** Place of a key for an error message. */
    public Location location(String key) {
        Option option = values.get(key);
        return option == null ? Location.NONE : option.location();
    }
}
