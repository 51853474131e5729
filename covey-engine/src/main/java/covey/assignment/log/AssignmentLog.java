package covey.assignment.log;

/** A log of assignments that is read from its first row to its last. */
public interface AssignmentLog {
    /**
     * Tells the visitor every line.
     *
     * @throws java.io.UncheckedIOException when the log cannot be read
     * @throws LogFormatException when it lacks a column or is no log
     */
    void read(LogVisitor visitor);

    /** Where a row that was read stands, for a reader. */
    default String place(long number) {
        return "row " + number;
    }
}
