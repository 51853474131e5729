package covey.assign;

/** A configuration that cannot be used: what happened, where, and what to do. */
public final class AssignmentException extends IllegalArgumentException {
    private final String location;
    private final String advice;

    /** At a place in the configuration, as in {@code experiments.new_ranker.arms}. */
    public AssignmentException(String location, String message, String advice) {
        super(location + ": " + message + ". " + advice);
        this.location = location;
        this.advice = advice;
    }

    /** Where. */
    public String location() {
        return location;
    }

    /** What to do. */
    public String advice() {
        return advice;
    }
}
