package covey.warehouse;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Something the warehouse refused or could not do. The message says what happened; the advice says what to do. */
public final class WarehouseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        NO_SUCH_TABLE,
        NO_SUCH_COLUMN,
        /** Another process holds the database file. */
        LOCKED,
        /** A file that is missing or may not be read or written. */
        UNREADABLE,
        EMPTY_FILE,
        CORRUPT_FILE,
        CONNECTION,
        /** The engine refused the SQL or failed on a value. */
        QUERY,
        CANCELLED,
        DISK_FULL
    }

    private final Kind kind;
    private final String advice;

    /**
     * A fault of the warehouse.
     *
     * @param kind what went wrong
     * @param message what happened, with values; never a password
     * @param advice what to do
     * @param cause the engine's own error, if any
     */
    public WarehouseException(Kind kind, String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.advice = advice;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** What to do about it. */
    public String advice() {
        return advice;
    }

    /** What happened; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
