package covey.report.json;

/** A text that is no result, or a result of another version of the shape. */
public final class UnreadableResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, where in the text, and what to do. */
    public UnreadableResultException(String message) {
        super(message);
    }

    /** The same with what caused it. */
    public UnreadableResultException(String message, Throwable cause) {
        super(message, cause);
    }
}
