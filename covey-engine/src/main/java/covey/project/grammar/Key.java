package covey.project.grammar;

/**
 * A key of a map.
 *
 * @param name key
 * @param shape what its value may look like
 * @param use whether it must, may or cannot yet be given
 * @param description one sentence; for a key that is not built yet, what to do instead
 */
public record Key(String name, Shape shape, Use use, String description) {
    /** Whether a key must be given. */
    public enum Use {
        REQUIRED,
        OPTIONAL,
        /** The language has it, this version does not. */
        LATER
    }

    static Key required(String name, Shape shape, String description) {
        return new Key(name, shape, Use.REQUIRED, description);
    }

    static Key required(String name, ScalarType type, String description) {
        return required(name, Shape.of(type), description);
    }

    static Key optional(String name, Shape shape, String description) {
        return new Key(name, shape, Use.OPTIONAL, description);
    }

    static Key optional(String name, ScalarType type, String description) {
        return optional(name, Shape.of(type), description);
    }

    static Key later(String name, String instead) {
        return new Key(name, new Shape.Anything(), Use.LATER, instead);
    }
}
