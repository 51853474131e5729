package covey.warehouse;

import covey.warehouse.WarehouseException.Kind;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.dialect.Dialects;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBPreparedStatement;

/**
 * DuckDB inside this process: an instance in memory for each session, with the user's file attached read-only and table
 * files mounted as views. Once those are known nothing else on disk can be reached and no setting changed.
 */
final class DuckDbEngine implements Engine {
    private static final int[] LOCK_WAITS_MILLIS = {100, 200, 400, 600, 700};

    private final Connection connection;
    private final ScratchFolder scratch;

    private DuckDbEngine(Connection connection, ScratchFolder scratch) {
        this.connection = connection;
        this.scratch = scratch;
    }

    static DuckDbEngine open(Target target) {
        ScratchFolder scratch = ScratchFolder.create(target.baseDir());
        DuckDbEngine engine = null;
        boolean opened = false;
        try {
            engine = new DuckDbEngine(DriverManager.getConnection("jdbc:duckdb:", settings(target, scratch)), scratch);
            engine.run("SET TimeZone = 'UTC'");
            engine.attach(target);
            engine.mount(target);
            engine.lockDown(target);
            opened = true;
            return engine;
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        } finally {
            if (!opened) {
                if (engine == null) {
                    scratch.close();
                } else {
                    engine.close();
                }
            }
        }
    }

    private static Properties settings(Target target, ScratchFolder scratch) {
        Properties properties = new Properties();
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("allow_persistent_secrets", "false");
        properties.setProperty("temp_directory", scratch.folder().toString());
        properties.setProperty("custom_user_agent", "covey");
        if (target.reproducible()) {
            properties.setProperty("threads", "1");
        }
        return properties;
    }

    private void attach(Target target) throws SQLException {
        if (target.path().isEmpty()) {
            return;
        }
        Path file = target.baseDir().resolve(target.path().get());
        TableFiles.checkDatabase(file);
        String alias = dialect().quote(alias(file));
        String sql = "ATTACH " + dialect().literal(file.toString()) + " AS " + alias + " (READ_ONLY)";
        int attempt = 0;
        while (!attached(sql, file, attempt)) {
            pause(LOCK_WAITS_MILLIS[attempt]);
            attempt++;
        }
        run("USE " + alias);
    }

    /** False when another process holds the file and it is worth to try again. */
    private boolean attached(String sql, Path file, int attempt) throws SQLException {
        try {
            run(sql);
            return true;
        } catch (SQLException e) {
            boolean locked = DuckDbFaults.of(e).kind() == Kind.LOCKED;
            if (locked && attempt < LOCK_WAITS_MILLIS.length) {
                return false;
            }
            throw DuckDbFaults.ofFile(e, file);
        }
    }

    /** The name DuckDB itself would give, so that {@code shop.main.users} means the same here and in its shell. */
    private static String alias(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return switch (stem.toLowerCase(Locale.ROOT)) {
            case "memory", "temp", "system", "main" -> stem + "_db";
            default -> stem;
        };
    }

    private void mount(Target target) throws SQLException {
        for (Map.Entry<String, String> file : new TreeMap<>(target.files()).entrySet()) {
            TableFiles files = TableFiles.find(file.getKey(), target.baseDir(), file.getValue());
            // Temporary, for such a view needs no database that can be written.
            String sql = "CREATE TEMP VIEW " + dialect().quote(files.table()) + " AS SELECT * FROM "
                    + files.reader(dialect());
            try {
                run(sql);
            } catch (SQLException e) {
                throw DuckDbFaults.ofFile(e, files.paths().getFirst());
            }
        }
    }

    private void lockDown(Target target) throws SQLException {
        String paths = target.files().values().stream()
                .sorted()
                .flatMap(f -> TableFiles.readable(target.baseDir(), f).stream())
                .map(p -> dialect().literal(p))
                .collect(Collectors.joining(", "));
        run("SET enable_progress_bar = true");
        run("SET enable_progress_bar_print = false");
        run("SET allowed_paths = [" + paths + "]");
        run("SET enable_external_access = false");
        run("SET lock_configuration = true");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WarehouseException(Kind.CANCELLED, "stopped while waiting for a lock", "run it again", e);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialects.named("duckdb");
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public String label() throws SQLException {
        String version = connection.getMetaData().getDatabaseProductVersion();
        return "DuckDB " + (version.startsWith("v") ? version.substring(1) : version);
    }

    @Override
    public String tablesSql() {
        return """
            SELECT CASE
              WHEN table_catalog = 'temp' OR table_schema = 'main' THEN tab ELSE sch || '.' || tab END AS name
            FROM (
              SELECT table_catalog, table_schema,
                CASE WHEN contains(table_name, '.') THEN '"' || table_name || '"' ELSE table_name END AS tab,
                CASE WHEN contains(table_schema, '.') THEN '"' || table_schema || '"' ELSE table_schema END AS sch
              FROM information_schema.tables
              WHERE table_type IN ('BASE TABLE', 'VIEW') OR table_catalog = 'temp'
            )
            ORDER BY 1\
            """;
    }

    @Override
    public ColumnKind kind(String engineType, int jdbcType) {
        return dialect().kind(engineType);
    }

    @Override
    public void beginReading() {}

    @Override
    public void endReading() {}

    @Override
    public OptionalDouble percent(Statement running) {
        try {
            double percent =
                    ((DuckDBPreparedStatement) running).getQueryProgress().getPercentage();
            return percent >= 0 && percent <= 100 ? OptionalDouble.of(percent) : OptionalDouble.empty();
        } catch (SQLException e) {
            // The statement has ended in the meantime.
            return OptionalDouble.empty();
        }
    }

    @Override
    public WarehouseException fault(SQLException error) {
        return DuckDbFaults.of(error);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        } finally {
            scratch.close();
        }
    }
}
