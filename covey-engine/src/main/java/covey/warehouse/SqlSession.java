package covey.warehouse;

import covey.warehouse.WarehouseException.Kind;
import covey.warehouse.dialect.Dialect;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An open connection to a warehouse. One query at a time, from one thread; {@link #cancel()} may come from any. Every fault
 * is a {@link WarehouseException}.
 */
public final class SqlSession implements AutoCloseable {
    private static final int FETCH_ROWS = 10_000;

    private final Engine engine;
    private final String label;
    private volatile @Nullable Statement running;
    private volatile @Nullable DoubleConsumer listener;

    private SqlSession(Engine engine, String label) {
        this.engine = engine;
        this.label = label;
    }

    /**
     * Connects. A DuckDB file is attached read-only, with up to two seconds of retries while another process holds it;
     * table files are checked and mounted.
     */
    public static SqlSession open(Target target) {
        Engine engine = Engine.open(target);
        try {
            return new SqlSession(engine, engine.label());
        } catch (SQLException e) {
            engine.close();
            throw engine.fault(e);
        }
    }

    /** How this engine writes SQL. */
    public Dialect dialect() {
        return engine.dialect();
    }

    /** Product and version, {@code DuckDB 2.0.0}. */
    public String engine() {
        return label;
    }

    /** Runs one query and reads all its rows. On a server it runs in a read-only transaction. */
    public <T> List<T> query(String sql, RowReader<T> reader) {
        return reading(sql, (statement, result) -> {
            ResultRow row = new ResultRow(result);
            List<T> values = new ArrayList<>();
            while (result.next()) {
                values.add(reader.read(row));
            }
            return values;
        });
    }

    /** Runs one query and hands over row by row, keeping none: for answers of many rows. */
    public void each(String sql, Consumer<Row> reader) {
        reading(sql, (statement, result) -> {
            ResultRow row = new ResultRow(result);
            while (result.next()) {
                reader.accept(row);
            }
            return sql;
        });
    }

    /** Runs one statement that gives no rows, such as the making of a temporary table. */
    public void execute(String sql) {
        // A statement is closed by its first error, so that each query has its own.
        try (Statement statement = engine.connection().createStatement();
                Progress _ = watch(statement)) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            throw engine.fault(e);
        } finally {
            running = null;
        }
    }

    /** Stops the running query, whose caller gets {@link Kind#CANCELLED}; without one nothing happens. */
    public void cancel() {
        Statement statement = running;
        if (statement == null) {
            return;
        }
        try {
            statement.cancel();
        } catch (SQLException e) {
            throw engine.fault(e);
        }
    }

    /** Columns of a table or view; empty if there is none of that name. */
    public List<TableColumn> columns(String table) {
        try {
            return describe("SELECT * FROM " + dialect().quoteTable(table));
        } catch (WarehouseException e) {
            if (e.kind() == Kind.NO_SUCH_TABLE) {
                return List.of();
            }
            throw e;
        }
    }

    /** Columns of a query, which is not run: the way to learn the kind of an expression. */
    public List<TableColumn> describe(String select) {
        return reading("SELECT * FROM (\n" + select + "\n) described LIMIT 0", (statement, result) -> {
            ResultSetMetaData meta = result.getMetaData();
            List<TableColumn> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                String type = meta.getColumnTypeName(i);
                columns.add(new TableColumn(meta.getColumnLabel(i), type, engine.kind(type, meta.getColumnType(i))));
            }
            return columns;
        });
    }

    /** Tables and views, as {@link #columns} takes their names, in order of name. */
    public List<String> tables() {
        return query(engine.tablesSql(), row -> row.text("name"));
    }

    /** From now on tells how far the running query is, 0 to 100, from another thread; only where the engine tells. */
    public void progress(DoubleConsumer percentListener) {
        this.listener = percentListener;
    }

    private <T> T reading(String sql, ResultReader<T> reader) {
        try {
            engine.beginReading();
            try (Statement statement = engine.connection().createStatement();
                    Progress _ = watch(statement)) {
                statement.setEscapeProcessing(false);
                statement.setFetchSize(FETCH_ROWS);
                try (ResultSet result = statement.executeQuery(sql)) {
                    return reader.read(statement, result);
                }
            } finally {
                running = null;
                engine.endReading();
            }
        } catch (SQLException e) {
            throw engine.fault(e);
        }
    }

    private Progress watch(Statement statement) {
        running = statement;
        DoubleConsumer current = listener;
        return current == null ? Progress.NONE : new Progress(() -> engine.percent(statement), current);
    }

    @FunctionalInterface
    private interface ResultReader<T> {
        T read(Statement statement, ResultSet result) throws SQLException;
    }

    /** Product and version. */
    @Override
    public String toString() {
        return label;
    }

    @Override
    public void close() {
        engine.close();
    }
}
