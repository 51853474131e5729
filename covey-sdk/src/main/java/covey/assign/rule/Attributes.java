package covey.assign.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known about the caller: unit ids and anything that targeting asks for, by name. */
public interface Attributes {
    /** The attribute's value (text, a number, a truth value), or null when it is not known. */
    @Nullable
    Object attribute(String name);

    /** Attributes from a map, which must not change meanwhile. */
    static Attributes of(Map<String, ?> values) {
        return values::get;
    }
}
