package covey.project.source;

import covey.metric.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A mapping that passed the grammar, read by type. A value of another type counts as absent: the grammar has already
 * said so.
 *
 * @param mapping the mapping
 */
public record MapView(Value.Mapping mapping) {
    /** Where the mapping begins. */
    public Location location() {
        return mapping.location();
    }

    /** Where a key stands. */
    public Location at(String key) {
        return mapping.at(key);
    }

    /** Whether the key has a value. */
    public boolean has(String key) {
        return mapping.get(key) != null;
    }

    /** A scalar as text. */
    public Optional<String> text(String key) {
        return mapping.get(key) instanceof Value.Scalar s ? Optional.of(s.text()) : Optional.empty();
    }

    /** A scalar as text, or the default. */
    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /** A number. */
    public OptionalDouble number(String key) {
        return mapping.get(key) instanceof Value.Scalar s && s.number().isPresent()
                ? OptionalDouble.of(s.number().get().doubleValue())
                : OptionalDouble.empty();
    }

    /** A whole number that fits 32 bits. */
    public OptionalInt count(String key) {
        OptionalDouble number = number(key);
        return number.isPresent() ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
    }

    /** A duration. */
    public Optional<Duration> duration(String key) {
        return text(key).flatMap(Times::duration);
    }

    /** A nested mapping. */
    public Optional<MapView> map(String key) {
        return mapping.get(key) instanceof Value.Mapping m ? Optional.of(new MapView(m)) : Optional.empty();
    }

    /** Items of a list, in order. */
    public List<Value> items(String key) {
        return mapping.get(key) instanceof Value.Sequence s ? s.items() : List.of();
    }

    /** The mappings of a list. */
    public List<MapView> maps(String key) {
        List<MapView> maps = new ArrayList<>();
        for (Value item : items(key)) {
            if (item instanceof Value.Mapping m) {
                maps.add(new MapView(m));
            }
        }
        return maps;
    }

    /** The scalars of a list, as text. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Value item : items(key)) {
            if (item instanceof Value.Scalar s) {
                texts.add(s.text());
            }
        }
        return texts;
    }

    /** Keys with their values, in order. */
    public List<Value.Entry> entries() {
        return mapping.entries();
    }
}
