package covey.stats;

/**
 * Data from which the quantity asked for cannot be estimated. It stands in place of NaN: a method either returns a
 * finite number or throws this with a {@link Reason} and a sentence a reader can act on.
 */
public final class DegenerateDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Creates the exception from its reason and a plain sentence that carries the offending value. */
    public DegenerateDataException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns the reason, for callers that translate it into advice. */
    public Reason reason() {
        return reason;
    }

    /** The kinds of data that give no estimate. */
    public enum Reason {
        /** An arm or stratum has fewer units than its variance needs. */
        TOO_FEW_UNITS,
        /** Fewer than two arms have a positive expected share. */
        TOO_FEW_ARMS,
        /** The quantity does not vary, so it has no sampling error to test against. */
        ZERO_VARIANCE,
        /** The mean of a ratio's denominator is zero. */
        ZERO_DENOMINATOR,
        /** The mean of a ratio's denominator is too close to zero for the delta method. */
        WEAK_DENOMINATOR,
        /** The control value is zero, so a relative effect has no meaning. */
        ZERO_BASELINE
    }
}
