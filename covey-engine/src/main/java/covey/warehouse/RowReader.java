package covey.warehouse;

/** Turns a row of a result into a value. */
@FunctionalInterface
public interface RowReader<T> {
    /** Reads the row; it is valid only during the call. */
    T read(Row row);
}
