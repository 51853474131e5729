package covey.warehouse.sql;

import covey.result.Reason;
import java.io.Serial;

/** A metric or study that cannot be put into SQL as declared: what is wrong, and what to do. */
public final class CompileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String advice;

    public CompileException(Reason reason, String message, String advice) {
        super(message);
        this.reason = reason;
        this.advice = advice;
    }

    /** Stable code of the missing number. */
    public Reason reason() {
        return reason;
    }

    /** What to do. */
    public String advice() {
        return advice;
    }

    /** What happened; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
