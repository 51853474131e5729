package covey.warehouse;

import covey.warehouse.dialect.Dialect;
import covey.warehouse.dialect.Dialects;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Writes tables of a new DuckDB file. */
final class DuckDbWriter implements TableStore {
    private final PendingFile file;
    private final DuckDBConnection connection;
    private final Map<String, DuckDbSink> tables = new HashMap<>();
    private boolean finished;

    DuckDbWriter(PendingFile file) {
        this.file = file;
        Properties properties = new Properties();
        // Rows leave memory as they come; only the sorting of a whole table may want more.
        properties.setProperty("memory_limit", "2GB");
        properties.setProperty("temp_directory", file.beside("spill").toString());
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        try {
            connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file.path(), properties);
        } catch (SQLException e) {
            file.close();
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public TableSink table(String name, List<TableSink.Column> columns) {
        RowShape shape = new RowShape(columns);
        if (tables.containsKey(name)) {
            throw new IllegalStateException("the table " + name + " is there already");
        }
        Dialect dialect = Dialects.named("duckdb");
        execute(shape.columns().stream()
                .map(c -> dialect.quote(c.name()) + " " + type(c.type()))
                .collect(Collectors.joining(", ", "CREATE TABLE " + dialect.quote(name) + " (", ")")));
        try {
            // A connection each: an appender belongs to one transaction, and several tables grow at once.
            DuckDBConnection own = connection.duplicate();
            // One transaction, so that nobody sees half a table.
            own.setAutoCommit(false);
            DuckDbSink sink = new DuckDbSink(own, own.createAppender("main", name), shape);
            tables.put(name, sink);
            return sink;
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    private static String type(TableSink.Type type) {
        return switch (type) {
            case TEXT -> "VARCHAR";
            case LONG -> "BIGINT";
            case INT -> "INTEGER";
            case DOUBLE -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case TIMESTAMP -> "TIMESTAMP";
            case DATE -> "DATE";
        };
    }

    @Override
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public void commit() {
        requireCommitted();
        execute("CHECKPOINT");
        disconnect(connection);
        file.publish();
        finished = true;
    }

    /** Refuses to go on while rows of a table are not final. */
    void requireCommitted() {
        tables.forEach((name, sink) -> {
            if (!sink.isCommitted()) {
                throw new IllegalStateException("the table " + name + " was not committed");
            }
        });
    }

    private static void disconnect(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public void close() {
        try {
            tables.values().forEach(DuckDbSink::close);
            if (!finished) {
                disconnect(connection);
            }
        } finally {
            file.close();
        }
    }
}
