package covey.assign;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation gives.
 *
 * @param value null when the flag leaves it to the caller
 * @param arm null when the unit is not in the experiment; {@code value} is the experiment's default then
 * @param unit the attribute by which the experiment splits, or null for a flag that splits by none in particular
 * @param metadata the experiment's, never null
 */
public record Assignment(
        String experiment,
        @Nullable String arm,
        @Nullable Object value,
        Reason reason,
        @Nullable String unit,
        Map<String, Object> metadata) {}
