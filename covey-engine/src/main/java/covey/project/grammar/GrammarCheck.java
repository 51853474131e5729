package covey.project.grammar;

import covey.metric.Location;
import covey.project.source.Faults;
import covey.project.source.Names;
import covey.project.source.Times;
import covey.project.source.Value;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks values against their shape; every difference becomes a fault with its place and the nearest right word. */
public final class GrammarCheck {
    private final Faults faults;
    private final Set<Value> passed = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Faults go to the given collection. */
    public GrammarCheck(Faults faults) {
        this.faults = faults;
    }

    /** Checks a document. */
    public void document(Value value, Shape shape) {
        check(value, shape, "the document");
    }

    /** Whether the value was checked, and neither it nor anything in it had a fault. */
    public boolean sound(Value value) {
        return passed.contains(value);
    }

    private boolean check(Value value, Shape shape, String what) {
        boolean sound = checked(value, shape, what);
        if (sound) {
            passed.add(value);
        }
        return sound;
    }

    private boolean checked(Value value, Shape shape, String what) {
        if (value instanceof Value.Scalar s && s.kind() == Value.Kind.EMPTY) {
            return fault(
                    value.location(), what + " has no value", "give it " + shape.expected() + ", or remove the key");
        }
        return switch (shape) {
            case Shape.Anything any -> true;
            case Shape.Scalar scalar ->
                value instanceof Value.Scalar s ? scalar(s, scalar, what) : mismatch(value, shape, what);
            case Shape.Sequence sequence ->
                value instanceof Value.Sequence s ? items(s, sequence, what) : mismatch(value, shape, what);
            case Shape.Keys keys -> value instanceof Value.Mapping m ? keys(m, keys) : mismatch(value, shape, what);
            case Shape.Named named -> value instanceof Value.Mapping m ? named(m, named) : mismatch(value, shape, what);
            case Shape.Variants variants ->
                value instanceof Value.Mapping m ? variants(m, variants) : mismatch(value, shape, what);
            case Shape.Choice choice -> {
                Shape chosen = choose(value, choice);
                yield chosen == null ? mismatch(value, shape, what) : check(value, chosen, what);
            }
        };
    }

    private static @Nullable Shape choose(Value value, Shape.Choice choice) {
        for (Shape option : choice.options()) {
            boolean fits = switch (option) {
                case Shape.Scalar s -> value instanceof Value.Scalar;
                case Shape.Sequence s -> value instanceof Value.Sequence;
                case Shape.Keys k -> value instanceof Value.Mapping;
                case Shape.Named n -> value instanceof Value.Mapping;
                case Shape.Variants v -> value instanceof Value.Mapping;
                case Shape.Choice c -> false;
                case Shape.Anything a -> true;
            };
            if (fits) {
                return option;
            }
        }
        return null;
    }

    private boolean scalar(Value.Scalar value, Shape.Scalar shape, String what) {
        if (!shape.type().accepts(value)) {
            return fault(
                    value.location(),
                    what + " must be " + shape.expected() + ", not "
                            + shape.type().found(value),
                    shape.type().cure(value));
        }
        if (shape.type() == ScalarType.MOMENT
                && Times.instant(value.text(), ZoneOffset.UTC).isEmpty()) {
            return fault(value.location(), what + ": there is no date " + value.text(), "");
        }
        if (!shape.allowed().isEmpty() && !shape.allowed().contains(value.text())) {
            return fault(
                    value.location(),
                    what + " must be " + shape.expected() + ", not " + value.description(),
                    Synonyms.ofValue(value.text(), shape.allowed())
                            .orElseGet(() -> Names.nearest(value.text(), shape.allowed())
                                    .map(n -> "did you mean '" + n + "'?")
                                    .orElse("")));
        }
        return true;
    }

    private boolean items(Value.Sequence value, Shape.Sequence shape, String what) {
        boolean sound = true;
        for (Value item : value.items()) {
            sound &= check(item, shape.item(), "an item of " + what);
        }
        return sound;
    }

    private boolean named(Value.Mapping value, Shape.Named shape) {
        boolean sound = true;
        for (Value.Entry entry : value.entries()) {
            if (entry.key().isBlank()) {
                sound = fault(entry.location(), "a " + shape.title() + " needs a name", "");
            }
            sound &= check(entry.value(), shape.item(), shape.title() + " '" + entry.key() + "'");
        }
        return sound;
    }

    private boolean keys(Value.Mapping value, Shape.Keys shape) {
        boolean sound = true;
        for (Value.Entry entry : value.entries()) {
            Optional<Key> key = shape.keys().stream()
                    .filter(k -> k.name().equals(entry.key()))
                    .findFirst();
            sound &= key.isEmpty() ? unknown(entry, shape) : known(entry, key.get(), shape.title());
        }
        for (Key key : shape.keys()) {
            boolean absent = value.entries().stream().noneMatch(e -> e.key().equals(key.name()));
            if (key.use() == Key.Use.REQUIRED && absent) {
                sound = fault(
                        value.location(),
                        shape.title() + " has no '" + key.name() + "'",
                        "add '" + key.name() + "': " + key.shape().expected());
            }
        }
        return sound;
    }

    private boolean known(Value.Entry entry, Key key, String title) {
        if (key.use() == Key.Use.LATER) {
            return fault(entry.location(), "'" + key.name() + "' in " + title + " is not built yet", key.description());
        }
        return check(entry.value(), key.shape(), "'" + key.name() + "'");
    }

    private boolean unknown(Value.Entry entry, Shape.Keys shape) {
        List<String> known = shape.keys().stream()
                .filter(k -> k.use() != Key.Use.LATER)
                .map(Key::name)
                .toList();
        String cure = Synonyms.ofKey(entry.key(), shape.title(), known)
                .orElseGet(() -> known.isEmpty()
                        ? "no setting of '" + shape.title() + "' is built for this kind"
                        : Names.suggestion(entry.key(), known));
        return fault(entry.location(), "unknown key '" + entry.key() + "' in " + shape.title(), cure);
    }

    private boolean variants(Value.Mapping value, Shape.Variants shape) {
        List<String> there = List.copyOf(shape.variants().keySet());
        String word = shape.key();
        Value tag = value.get(word);
        if (tag == null) {
            return fault(
                    value.location(), shape.title() + " has no '" + word + "'", "add one of " + Names.listing(there));
        }
        String text = tag instanceof Value.Scalar s ? s.text() : "";
        Shape.Keys keys = shape.variants().get(text);
        if (keys != null) {
            return keys(value, keys);
        }
        if (shape.later().contains(text)) {
            return fault(
                    tag.location(),
                    word + " '" + text + "' of " + shape.title() + " is not built yet",
                    "there is " + Names.listing(there));
        }
        String message = "unknown " + word + " " + tag.description() + " of " + shape.title();
        String cure = Synonyms.ofValue(text, there).orElseGet(() -> Names.suggestion(text, there));
        return fault(tag.location(), message, cure);
    }

    private boolean mismatch(Value value, Shape shape, String what) {
        return fault(value.location(), what + " must be " + shape.expected() + ", not " + value.description(), "");
    }

    private boolean fault(Location where, String message, String cure) {
        faults.add(where, message, cure);
        return false;
    }
}
