package covey.warehouse;

import org.jspecify.annotations.Nullable;

/**
 * Writes one table, row by row: one {@code append} per column in column order, then {@link #endRow()}. Holds a bounded
 * number of rows in memory.
 *
 * <p>Nothing is visible under the final name before {@link #commit()} of the sink (a file sink) or of its
 * {@link TableStore} (a table in a database file); closing without commit leaves nothing behind. Not safe for use by
 * several threads. A wrong number or type of columns throws {@link IllegalStateException}; a full disk or an unwritable
 * path throws {@link WarehouseException}.
 */
public interface TableSink extends AutoCloseable {
    /** Type of a column. */
    enum Type {
        /** Unicode text without NUL. */
        TEXT,
        /** 64-bit integer. */
        LONG,
        /** 32-bit integer. */
        INT,
        /** Double; NaN and infinities are kept as such. */
        DOUBLE,
        /** True or false. */
        BOOLEAN,
        /** Naive UTC timestamp, microseconds since 1970. */
        TIMESTAMP,
        /** Calendar date, days since 1970. */
        DATE
    }

    /**
     * A column to write; every column may hold NULL.
     *
     * @param name name
     * @param type type
     */
    record Column(String name, Type type) {}

    /** Appends to a TEXT column; null is NULL. */
    void appendText(@Nullable String value);

    /** Appends to a LONG column. */
    void appendLong(long value);

    /** Appends to an INT column. */
    void appendInt(int value);

    /** Appends to a DOUBLE column. */
    void appendDouble(double value);

    /** Appends to a BOOLEAN column. */
    void appendBoolean(boolean value);

    /** Appends to a TIMESTAMP column: microseconds since 1970-01-01T00:00:00Z. */
    void appendTimestamp(long epochMicros);

    /** Appends to a DATE column: days since 1970-01-01. */
    void appendDate(int epochDay);

    /** Appends NULL to a column of any type. */
    void appendNull();

    /** Ends the row. */
    void endRow();

    /** Rows ended so far. */
    long rows();

    /** Makes the rows final: a file appears under its name, whole. A table of a store waits for the store's commit. */
    void commit();

    /** Releases everything; without a commit before it, what was written is thrown away. */
    @Override
    void close();
}
