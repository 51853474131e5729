package covey.assign.flagd;

import covey.assign.Assignment;
import covey.assign.AssignmentException;
import covey.assign.FlagSource;
import covey.assign.Reason;
import covey.assign.json.JsonFault;
import covey.assign.json.JsonReader;
import covey.assign.rule.Attributes;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Flags in flagd's format (schema v0), evaluated as flagd does. Everything is checked when the text is read: JSON, known
 * operators, references to {@code $evaluators}, default variants. A disabled flag, or one whose rule chooses nothing while
 * {@code defaultVariant} is null, leaves the value to the caller.
 */
public final class FlagdFlags implements FlagSource {
    private record Flag(
            Map<String, Object> variants,
            @Nullable String defaultVariant,
            @Nullable Object targeting,
            boolean enabled,
            Map<String, Object> metadata) {}

    private final Map<String, Flag> flags = new LinkedHashMap<>();
    private final InstantSource clock;

    private FlagdFlags(InstantSource clock) {
        this.clock = clock;
    }

    /** Reads a file's text; the clock serves {@code $flagd.timestamp}. @throws AssignmentException at the first fault */
    public static FlagdFlags read(String text, InstantSource clock) {
        Object root;
        IdentityHashMap<Object, Integer> lines = new IdentityHashMap<>();
        try {
            root = JsonReader.read(text, lines);
        } catch (JsonFault fault) {
            throw new AssignmentException("flags", "is not JSON: " + fault.getMessage(), "Correct it there.");
        }
        if (!(root instanceof Map<?, ?> map) || !(map.get("flags") instanceof Map<?, ?> declared)) {
            throw new AssignmentException(
                    "flags", "unknown flag format: there is no object \"flags\"", "Give a file in flagd's format.");
        }
        FlagdFlags read = new FlagdFlags(clock);
        Rules rules = new Rules(map.get("$evaluators"), lines);
        for (Map.Entry<?, ?> entry : declared.entrySet()) {
            String key = String.valueOf(entry.getKey());
            read.flags.put(key, flag("flags." + key, entry.getValue(), rules));
        }
        return read;
    }

    private static Flag flag(String at, @Nullable Object declared, Rules rules) {
        if (!(declared instanceof Map<?, ?> map) || !(map.get("variants") instanceof Map<?, ?> variants)) {
            throw new AssignmentException(at, "unknown flag format: it has no variants", "Declare them as an object.");
        }
        Object state = map.get("state");
        if (!"ENABLED".equals(state) && !"DISABLED".equals(state)) {
            throw new AssignmentException(at + ".state", "is " + state, "Write ENABLED or DISABLED.");
        }
        Object preset = map.get("defaultVariant");
        if (preset != null && !(preset instanceof String && variants.containsKey(preset))) {
            throw new AssignmentException(
                    at + ".defaultVariant", preset + " is none of " + variants.keySet(), "Name one, or leave it out.");
        }
        Object targeting = map.get("targeting");
        boolean ruled = targeting instanceof Map<?, ?> rule && !rule.isEmpty();
        return new Flag(
                properties(at + ".variants", variants),
                (String) preset,
                ruled ? rules.resolved(at + ".targeting", targeting) : null,
                "ENABLED".equals(state),
                map.get("metadata") instanceof Map<?, ?> given ? properties(at + ".metadata", given) : Map.of());
    }

    private static Map<String, Object> properties(String at, Map<?, ?> given) {
        Map<String, Object> properties = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            if (value == null) {
                throw new AssignmentException(at + "." + key, "is null", "Give it a value or leave it out.");
            }
            properties.put(String.valueOf(key), value);
        });
        return Collections.unmodifiableMap(properties);
    }

    @Override
    public @Nullable Assignment evaluate(String key, Attributes attributes) {
        Flag flag = flags.get(key);
        if (flag == null) {
            return null;
        }
        if (!flag.enabled) {
            return new Assignment(key, null, null, Reason.DISABLED, null, flag.metadata);
        }
        if (flag.targeting == null) {
            return preset(key, flag, Reason.STATIC);
        }
        Frame frame = new Frame(key, clock.instant().getEpochSecond(), attributes);
        Object chosen = new JsonLogic(frame).evaluate(flag.targeting);
        if (chosen == null) {
            return preset(key, flag, Reason.DEFAULT);
        }
        String variant = Operands.text(chosen);
        Object value = flag.variants.get(variant);
        if (value == null) {
            throw new AssignmentException(
                    "flags." + key + ".targeting",
                    "chose '" + variant + "', which is none of " + flag.variants.keySet(),
                    "Let the rule give one of them or null.");
        }
        return new Assignment(key, variant, value, Reason.TARGETED, null, flag.metadata);
    }

    private static Assignment preset(String key, Flag flag, Reason reason) {
        String variant = flag.defaultVariant;
        return variant == null
                ? new Assignment(key, null, null, Reason.DEFAULT, null, flag.metadata)
                : new Assignment(key, variant, flag.variants.get(variant), reason, null, flag.metadata);
    }

    @Override
    public Set<String> keys() {
        return Collections.unmodifiableSet(flags.keySet());
    }

    /** Names of a flag's variants, in order; empty when there is no such flag. */
    public List<String> variants(String key) {
        Flag flag = flags.get(key);
        return flag == null ? List.of() : List.copyOf(flag.variants.keySet());
    }
}
