package covey.warehouse;

import covey.warehouse.WarehouseException.Kind;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.dialect.Dialects;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * A PostgreSQL server. Queries run in read-only transactions; only {@code execute}, which makes temporary tables, does not,
 * because a read-only transaction may not create them.
 */
final class PostgreSqlEngine implements Engine {
    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern PASSWORD = Pattern.compile("[?&]password=([^&]+)");

    private final Connection connection;

    private PostgreSqlEngine(Connection connection) {
        this.connection = connection;
    }

    static PostgreSqlEngine open(Target target) {
        String url = target.url().orElse("");
        String address = Target.withoutSecrets(url);
        if (!url.startsWith(PREFIX)) {
            throw unreachable(target, "its url '" + address + "' does not begin with " + PREFIX, null);
        }
        if (!target.files().isEmpty()) {
            throw unreachable(target, "files can be mounted as tables in DuckDB only", null);
        }
        Properties properties = new Properties();
        target.user().ifPresent(u -> properties.setProperty("user", u));
        target.password().ifPresent(p -> properties.setProperty("password", p));
        properties.setProperty("ApplicationName", "covey");
        properties.setProperty("connectTimeout", "10");
        try {
            // The driver itself, since DriverManager repeats the whole address, password included, in its error.
            Connection connection = new Driver().connect(url, properties);
            if (connection == null) {
                throw unreachable(target, "its url '" + address + "' cannot be understood", null);
            }
            return prepare(connection, target);
        } catch (SQLException e) {
            // Without the driver's error as a cause: it may repeat the address.
            throw unreachable(target, withoutPasswords(address + " answered: " + firstLine(e), target), null);
        }
    }

    private static PostgreSqlEngine prepare(Connection connection, Target target) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'; SET standard_conforming_strings = on");
            if (target.reproducible()) {
                statement.execute("SET max_parallel_workers_per_gather = 0");
            }
            return new PostgreSqlEngine(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String withoutPasswords(String message, Target target) {
        String result = target.password()
                .filter(p -> !p.isEmpty())
                .map(p -> message.replace(p, "***"))
                .orElse(message);
        Matcher inUrl = PASSWORD.matcher(target.url().orElse(""));
        return inUrl.find() ? result.replace(inUrl.group(1), "***") : result;
    }

    private static WarehouseException unreachable(Target target, String what, @Nullable SQLException cause) {
        return new WarehouseException(
                Kind.CONNECTION,
                "target " + target.name() + ": " + what,
                "check url, user and password of this target in the profile, and that the server runs",
                cause);
    }

    @Override
    public Dialect dialect() {
        return Dialects.named("postgresql");
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public String label() throws SQLException {
        String version = connection.getMetaData().getDatabaseProductVersion();
        int space = version.indexOf(' ');
        return "PostgreSQL " + (space < 0 ? version : version.substring(0, space));
    }

    @Override
    public String tablesSql() {
        return """
            SELECT CASE WHEN pg_table_is_visible(c.oid) THEN quoted.tab ELSE quoted.sch || '.' || quoted.tab END AS name
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL (
              SELECT
                CASE WHEN c.relname LIKE '%.%' THEN '"' || c.relname || '"' ELSE c.relname::text END AS tab,
                CASE WHEN n.nspname LIKE '%.%' THEN '"' || n.nspname || '"' ELSE n.nspname::text END AS sch
            ) quoted
            WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f')
              AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
              AND has_table_privilege(c.oid, 'SELECT')
            ORDER BY 1\
            """;
    }

    @Override
    public ColumnKind kind(String engineType, int jdbcType) {
        ColumnKind kind = dialect().kind(engineType);
        // An enumerated type has a name of the user's own.
        return kind == ColumnKind.OTHER && jdbcType == Types.VARCHAR ? ColumnKind.TEXT : kind;
    }

    @Override
    public void beginReading() throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
    }

    @Override
    public void endReading() throws SQLException {
        connection.rollback();
        connection.setReadOnly(false);
        connection.setAutoCommit(true);
    }

    @Override
    public OptionalDouble percent(Statement running) {
        return OptionalDouble.empty();
    }

    @Override
    public WarehouseException fault(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String message = firstLine(error);
        return switch (state) {
            case "42P01", "3F000" ->
                new WarehouseException(Kind.NO_SUCH_TABLE, message, "fix the name or the schema before it", error);
            case "42703" ->
                new WarehouseException(Kind.NO_SUCH_COLUMN, message, "compare with the columns of the table", error);
            case "57014" -> cancelled(message, error);
            case "53100" -> new WarehouseException(Kind.DISK_FULL, message, "free space on the server's disk", error);
            default ->
                state.startsWith("08") || state.startsWith("57P") || state.startsWith("28")
                        ? new WarehouseException(
                                Kind.CONNECTION, message, "check that the server still runs, then run again", error)
                        : refused(message, error);
        };
    }

    private static WarehouseException refused(String message, SQLException error) {
        return new WarehouseException(
                Kind.QUERY, message, "see the query with `covey compile` and run it by hand", error);
    }

    private static WarehouseException cancelled(String message, SQLException error) {
        return message.contains("timeout")
                ? new WarehouseException(
                        Kind.QUERY, message, "raise statement_timeout of this user, or ask for less", error)
                : new WarehouseException(Kind.CANCELLED, "the query was cancelled", "run it again", error);
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw fault(e);
        }
    }
}
