package covey.assign;

import covey.assign.rule.Attributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where evaluations come from: Covey's configuration or a file in flagd's format. */
public interface FlagSource {
    /** What the caller gets, or null when no flag has this key. */
    @Nullable
    Assignment evaluate(String key, Attributes attributes);

    /** Keys, in order. */
    Set<String> keys();
}
