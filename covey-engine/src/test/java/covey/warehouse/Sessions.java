package covey.warehouse;

import covey.warehouse.dialect.Dialect;
import covey.warehouse.dialect.Dialects;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One open session per engine, shared by the contract tests; every test makes its own temporary tables. */
final class Sessions {
    private static final List<SqlSession> ALL =
            Dialects.all().stream().map(d -> SqlSession.open(target(d))).toList();

    private Sessions() {}

    static Stream<SqlSession> all() {
        return ALL.stream();
    }

    private static Target target(Dialect dialect) {
        return switch (dialect.name()) {
            case "duckdb" -> Target.files(Path.of(""), Map.of());
            case "postgresql" -> Postgres.target();
            default -> throw new IllegalStateException("the contract suite has no engine for " + dialect.name());
        };
    }

    /** The single text of a query. */
    static String text(SqlSession session, String expression) {
        return session.query("SELECT " + expression + " AS v", row -> String.valueOf(row.textOrNull("v")))
                .getFirst();
    }

    /** The single number of a query. */
    static double number(SqlSession session, String expression) {
        return session.query("SELECT " + expression + " AS v", row -> row.number("v"))
                .getFirst();
    }

    /** Makes a temporary table anew. */
    static void table(SqlSession session, String name, String select) {
        session.execute(session.dialect().dropTable(name));
        session.execute(session.dialect().createTempTable(name, select));
    }
}
