package covey.warehouse;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A row of a result, columns by name. An unknown column, a NULL where a value is asked for, and a value that is no number
 * throw {@link IllegalStateException}: the query and its reader disagree.
 */
public interface Row {
    /** Names of the columns. */
    List<String> columns();

    /** Text of a value that is not NULL. */
    String text(String column);

    /** Text of a value, or null. */
    @Nullable
    String textOrNull(String column);

    /** Number that is not NULL; NaN and infinities come through; true is 1. */
    double number(String column);

    /** Number, empty for NULL. */
    OptionalDouble maybeNumber(String column);

    /** Whole number that is not NULL; one that does not fit a long, or has a fraction, throws. */
    long count(String column);

    /** Whether the value is NULL. */
    boolean isNull(String column);
}
