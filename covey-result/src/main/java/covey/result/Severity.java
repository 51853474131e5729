package covey.result;

/** How much a diagnostic matters. */
public enum Severity {
    /** The check was made and found nothing. */
    PASS,
    /** Worth knowing. */
    NOTE,
    /** Read the result with care. */
    WARNING,
    /** The result must not be used: every verdict becomes "cannot conclude". */
    INVALIDATES
}
