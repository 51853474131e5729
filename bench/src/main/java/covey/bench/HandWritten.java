package covey.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The per-unit columns of the scorecard by one query that a person would write, and nothing else. */
public final class HandWritten {
    private HandWritten() {}

    /**
     * Makes the table.
     *
     * @param arguments the database file
     */
    public static void main(String[] arguments) throws SQLException, IOException {
        System.out.println("units " + run(Path.of(arguments[0])));
        System.out.println(Footprint.ofThisProcess().line());
    }

    /** Makes the table and counts its rows. */
    static long run(Path database) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + database.toString().replace("'", "''") + "' AS bench (READ_ONLY)");
            statement.execute("USE bench");
            statement.execute(Resource.text("handwritten.sql"));
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM temp.per_user")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
