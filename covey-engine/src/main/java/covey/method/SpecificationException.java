package covey.method;

import covey.metric.Location;

/** A study that a method cannot run as declared: what is wrong, where, and what to do. */
public final class SpecificationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Location location;
    private final String advice;

    /**
     * @param location where it was declared
     * @param message what is wrong, with the value
     * @param advice what to do; may be empty
     */
    public SpecificationException(Location location, String message, String advice) {
        super(message);
        this.location = location;
        this.advice = advice;
    }

    /** Where it was declared. */
    public Location location() {
        return location;
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
