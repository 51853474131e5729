package covey.assignment.log;

/** Told every line of a log exactly once. */
public interface LogVisitor {
    /** A whole row. */
    void row(LogRow row);

    /** A line that cannot be read, and why. */
    void unreadable(long number, String why);

    /** A last line, cut while it was written. */
    void torn(long number);

    /** A whole row of another study. */
    void other(long number);
}
