package covey.warehouse;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A process of its own that writes to a DuckDB file until its standard input ends. */
public final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + arguments[0]);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE held AS SELECT 1 AS v");
            statement.execute("CHECKPOINT");
            System.out.println("held");
            while (System.in.read() >= 0) {
                // waits for the end of its input
            }
        }
    }
}
