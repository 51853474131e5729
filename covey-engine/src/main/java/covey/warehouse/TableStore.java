package covey.warehouse;

import java.util.List;

/**
 * A new database file of several tables. It is written under a temporary name beside its final one and renamed by
 * {@link #commit()}, so that a killed writer leaves the old file, or none.
 *
 * <pre>{@code
 * try (TableStore store = TableSinks.duckDb(file)) {
 *     try (TableSink users = store.table("users", columns)) {
 *         users.appendLong(1);
 *         users.endRow();
 *         users.commit();
 *     }
 *     store.commit();
 * }
 * }</pre>
 */
public interface TableStore extends AutoCloseable {
    /** Starts a new table. Several may be open at once; each must be committed before the store is. */
    TableSink table(String name, List<TableSink.Column> columns);

    /** Runs one statement on the tables committed so far, such as a sorted copy. Not for reading. */
    void execute(String sql);

    /** Finishes the file and gives it its name, replacing an older one. Nothing can be added afterwards. */
    void commit();

    /** Releases everything; without a commit before it, what was written is thrown away. */
    @Override
    void close();
}
