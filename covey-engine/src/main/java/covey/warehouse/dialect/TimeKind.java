package covey.warehouse.dialect;

import java.util.Optional;

/** What a time column means. */
public enum TimeKind {
    /** A calendar date: midnight in its zone. */
    DATE,
    /** A wall clock in its zone. */
    NAIVE,
    /** An instant. */
    ZONED;

    /** The meaning of a column of the given kind; empty when it is no time. */
    public static Optional<TimeKind> of(ColumnKind kind) {
        return switch (kind) {
            case DATE -> Optional.of(DATE);
            case NAIVE_TIMESTAMP -> Optional.of(NAIVE);
            case ZONED_TIMESTAMP -> Optional.of(ZONED);
            case NUMBER, BOOLEAN, TEXT, OTHER -> Optional.empty();
        };
    }
}
