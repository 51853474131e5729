package covey.warehouse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server, started once for all tests of a process and stopped with it. */
public final class Postgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Target SHARED = newDatabase();

    private Postgres() {}

    /** A database that all tests share: for temporary tables only. */
    public static Target target() {
        return SHARED;
    }

    /** A new, empty database, whose text sorts by the rules of a language as users' databases do. */
    public static Target newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        Target server = target("postgres");
        run(server, "CREATE DATABASE " + name + " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");
        return target(name);
    }

    /** Runs statements as the owner of the database, to make lasting tables. */
    public static void run(Target target, String... statements) {
        try (Connection connection = DriverManager.getConnection(
                        target.url().orElseThrow(),
                        target.user().orElseThrow(),
                        target.password().orElse(""));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the test's own statement failed: " + String.join("; ", statements), e);
        }
    }

    private static Target target(String database) {
        return new Target(
                "test",
                "postgresql",
                Optional.empty(),
                Optional.of("jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + database),
                Optional.of("postgres"),
                Optional.of("postgres"),
                Map.of(),
                Path.of(""),
                false);
    }

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
