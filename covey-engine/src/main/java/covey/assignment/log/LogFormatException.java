package covey.assignment.log;

import java.io.Serial;

/** A file that is no log, or lacks a column: what, and what to do. */
public final class LogFormatException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String advice;

    /**
     * @param message what is wrong, with the value
     * @param advice what to do
     */
    public LogFormatException(String message, String advice) {
        super(message);
        this.advice = advice;
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
