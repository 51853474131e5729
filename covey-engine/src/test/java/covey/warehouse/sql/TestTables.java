package covey.warehouse.sql;

import covey.warehouse.Postgres;
import covey.warehouse.Target;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.dialect.Dialects;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lasting tables in a new database of either engine. */
final class TestTables {
    private final List<String> statements = new ArrayList<>();
    private final String engine;
    private final Dialect dialect;

    TestTables(String engine) {
        this.engine = engine;
        this.dialect = Dialects.named(engine);
    }

    /** Adds a table; columns are written as {@code "name TYPE"}, where the name ends at the last space. */
    TestTables table(String name, List<String> columns, List<@Nullable Object[]> rows) {
        String declared = columns.stream()
                .map(c -> dialect.quote(c.substring(0, c.lastIndexOf(' '))) + c.substring(c.lastIndexOf(' ')))
                .collect(Collectors.joining(", "));
        statements.add("CREATE TABLE " + dialect.quoteTable(name) + " (" + declared + ")");
        for (int from = 0; from < rows.size(); from += 500) {
            statements.add("INSERT INTO " + dialect.quoteTable(name) + " VALUES "
                    + rows.subList(from, Math.min(rows.size(), from + 500)).stream()
                            .map(r -> Arrays.stream(r).map(this::literal).collect(Collectors.joining(", ", "(", ")")))
                            .collect(Collectors.joining(",\n")));
        }
        return this;
    }

    /** Writes them. */
    Target write(Path folder, String name) {
        if (engine.equals("postgresql")) {
            Target target = Postgres.newDatabase();
            Postgres.run(target, statements.toArray(String[]::new));
            return target;
        }
        Path file = folder.resolve(name + ".duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Target(
                "test",
                "duckdb",
                Optional.of(file),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                folder,
                false);
    }

    private String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case String s -> dialect.literal(s);
            case Double d -> dialect.literal(d);
            case Integer i -> i.toString();
            case Long i -> i.toString();
            case Boolean b -> b.toString();
            case BigDecimal d -> d.toPlainString();
            case LocalDate d -> "DATE '" + d + "'";
            case LocalDateTime t -> "TIMESTAMP '" + t + "'";
            case Instant t ->
                "TIMESTAMP WITH TIME ZONE '"
                        + t.toString().replace("Z", "+00:00").replace("T", " ") + "'";
            default -> throw new IllegalArgumentException(value.getClass() + "");
        };
    }
}
