package covey.project.grammar;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a value of a file may look like. */
public sealed interface Shape {
    /** What is expected, for a message: {@code a list of names}. */
    String expected();

    /**
     * A scalar.
     *
     * @param type its type
     * @param allowed allowed texts; empty for any
     */
    record Scalar(ScalarType type, List<String> allowed) implements Shape {
        public Scalar {
            allowed = List.copyOf(allowed);
        }

        @Override
        public String expected() {
            return allowed.isEmpty() ? type.expected() : "one of " + String.join(", ", allowed);
        }
    }

    /**
     * A list.
     *
     * @param item shape of each item
     */
    record Sequence(Shape item) implements Shape {
        @Override
        public String expected() {
            return "a list, each item " + item.expected();
        }
    }

    /**
     * A map with known keys.
     *
     * @param title what it is, such as {@code study}
     * @param keys its keys
     */
    record Keys(String title, List<Key> keys) implements Shape {
        public Keys {
            keys = List.copyOf(keys);
        }

        @Override
        public String expected() {
            return "a map of " + title;
        }
    }

    /**
     * A map whose keys are names chosen by the user.
     *
     * @param title what its keys name, such as {@code arm}
     * @param item shape of each value
     */
    record Named(String title, Shape item) implements Shape {
        @Override
        public String expected() {
            return "a map from " + title + " to its value";
        }
    }

    /**
     * One of several shapes, told apart by being a scalar, a list or a map.
     *
     * @param options the shapes, at most one of each
     */
    record Choice(List<Shape> options) implements Shape {
        public Choice {
            options = List.copyOf(options);
        }

        @Override
        public String expected() {
            return String.join(" or ", options.stream().map(Shape::expected).toList());
        }
    }

    /**
     * A map whose keys depend on the value of one of them.
     *
     * @param title what it is, such as {@code metric}
     * @param key the deciding key
     * @param variants keys by value
     * @param later values that the language has but this version does not
     */
    record Variants(String title, String key, Map<String, Keys> variants, List<String> later) implements Shape {
        public Variants {
            variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
            later = List.copyOf(later);
        }

        @Override
        public String expected() {
            return "a map of " + title;
        }
    }

    /** Any value. */
    record Anything() implements Shape {
        @Override
        public String expected() {
            return "any value";
        }
    }

    /** A scalar of a type. */
    static Shape of(ScalarType type) {
        return new Scalar(type, List.of());
    }

    /** One of some words. */
    static Shape word(String... allowed) {
        return new Scalar(ScalarType.TEXT, List.of(allowed));
    }

    /** A list of a scalar type. */
    static Shape listOf(ScalarType type) {
        return new Sequence(of(type));
    }
}
