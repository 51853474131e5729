package covey.assign;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation gives.
 *
 * @param arm null when the unit is not in the experiment; {@code value} is the experiment's default then
 * @param metadata the experiment's, never null
 */
public record Assignment(
        String experiment, @Nullable String arm, Object value, Reason reason, Map<String, Object> metadata) {}
