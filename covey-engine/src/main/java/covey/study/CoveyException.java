package covey.study;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Something a user can mend: what happened and where, what to do, and how the command ends. */
public final class CoveyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final String advice;

    /**
     * @param exit how the command ends
     * @param message what happened, with the value and the place
     * @param advice what to do; may be empty
     * @param cause underlying failure, if any
     */
    public CoveyException(Exit exit, String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.exit = exit;
        this.advice = advice;
    }

    /** How the command ends. */
    public Exit exit() {
        return exit;
    }

    /** What to do; may be empty. */
    public String advice() {
        return advice;
    }

    /** What happened; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
