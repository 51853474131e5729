package covey.warehouse;

import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalDouble;

/** An open connection with the ways in which engines differ beyond their SQL. */
interface Engine extends AutoCloseable {
    Dialect dialect();

    Connection connection();

    /** Product and version for people, {@code DuckDB 2.0.0}. */
    String label() throws SQLException;

    /** Query of the tables and views a user can name, one column {@code name}, schema in front where it is needed. */
    String tablesSql();

    /** What a result column holds, where the name of its type alone does not tell. */
    ColumnKind kind(String engineType, int jdbcType);

    /** Called before a query; after it nothing can be changed. */
    void beginReading() throws SQLException;

    /** Called after a query, failed or not. */
    void endReading() throws SQLException;

    /** Percent of the running statement that is done, 0 to 100; empty when the engine does not tell. */
    OptionalDouble percent(Statement running);

    /** The engine's error in our terms. */
    WarehouseException fault(SQLException error);

    @Override
    void close();

    /** Opens the engine that the target names. */
    static Engine open(Target target) {
        return switch (target.type()) {
            case "duckdb" -> DuckDbEngine.open(target);
            case "postgresql", "postgres" -> PostgreSqlEngine.open(target);
            default ->
                throw new WarehouseException(
                        WarehouseException.Kind.CONNECTION,
                        "target " + target.name() + " has type '" + target.type() + "', which is no engine",
                        "use type: duckdb or type: postgresql",
                        null);
        };
    }
}
