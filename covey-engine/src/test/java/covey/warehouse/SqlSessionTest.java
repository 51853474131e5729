package covey.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import covey.warehouse.WarehouseException.Kind;
import covey.warehouse.dialect.ColumnKind;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session promises, on real engines. */
class SqlSessionTest {
    private static final String LONG =
            "SELECT COUNT(*) AS n FROM range(100000) a, range(1000000) b" + " WHERE (a.range * b.range) % 7 = 3";

    @TempDir
    Path folder;

    private Target duckDb(Map<String, String> files) {
        return new Target(
                "dev",
                "duckdb",
                Optional.of(Path.of("shop.duckdb")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                files,
                folder,
                false);
    }

    private void makeShop() {
        try (TableStore store = TableSinks.duckDb(folder.resolve("shop.duckdb"))) {
            try (TableSink users = store.table("users", List.of(new TableSink.Column("id", TableSink.Type.LONG)))) {
                for (int i = 0; i < 5; i++) {
                    users.appendLong(i);
                    users.endRow();
                }
                users.commit();
            }
            store.execute("CREATE SCHEMA sales");
            store.execute("CREATE TABLE sales.orders AS SELECT id, 1.5 AS amount FROM users");
            store.execute("CREATE VIEW buyers AS SELECT * FROM users WHERE id > 2");
            store.commit();
        }
    }

    private static Kind kindOf(Runnable action) {
        WarehouseException fault = catchThrowableOfType(WarehouseException.class, action::run);
        assertThat(fault).isNotNull();
        assertThat(fault.getMessage()).isNotBlank();
        return fault.kind();
    }

    @Test
    void aDatabaseFileIsReadWithItsSchemasAndBesideFiles() throws IOException {
        makeShop();
        Files.writeString(folder.resolve("p.csv"), "id,country\n1,DE\n");

        try (SqlSession session = SqlSession.open(duckDb(Map.of("places", "p.csv")))) {
            assertThat(session.engine()).isEqualTo("DuckDB 2.0.0");
            assertThat(session.tables()).containsExactly("buyers", "places", "sales.orders", "users");
            assertThat(session.tables())
                    .allSatisfy(t -> assertThat(session.columns(t)).isNotEmpty());
            assertThat(session.columns("sales.orders"))
                    .containsExactly(
                            new TableColumn("id", "BIGINT", ColumnKind.NUMBER),
                            new TableColumn("amount", "DECIMAL(2,1)", ColumnKind.NUMBER));
            assertThat(session.columns("sales.nothing")).isEmpty();
            assertThat(session.columns("nowhere.orders")).isEmpty();
            session.execute(session.dialect().createTempTable("joined", "SELECT * FROM users JOIN places USING (id)"));
            assertThat(session.query("SELECT COUNT(*) AS n FROM joined", row -> row.count("n")))
                    .containsExactly(1L);
        }
    }

    @Test
    void nothingOfTheUsersCanBeChanged() throws IOException {
        makeShop();
        Files.writeString(folder.resolve("p.csv"), "id\n1\n");
        byte[] before = Files.readAllBytes(folder.resolve("shop.duckdb"));

        try (SqlSession session = SqlSession.open(duckDb(Map.of("places", "p.csv")))) {
            for (String sql : List.of(
                    "DROP TABLE users",
                    "INSERT INTO users VALUES (9)",
                    "CREATE TABLE more AS SELECT 1",
                    "COPY users TO '" + folder.resolve("stolen.csv") + "'",
                    "SELECT * FROM read_csv('/etc/hostname')",
                    "ATTACH '" + folder.resolve("other.duckdb") + "'",
                    "SET enable_external_access = true",
                    "SET memory_limit = '1GB'",
                    "INSTALL httpfs")) {
                assertThatThrownBy(() -> session.execute(sql)).as(sql).isInstanceOf(WarehouseException.class);
            }
            assertThat(session.query("SELECT COUNT(*) AS n FROM users, places", row -> row.count("n")))
                    .containsExactly(5L);
        }
        assertThat(Files.readAllBytes(folder.resolve("shop.duckdb"))).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(p -> p.getFileName().toString())).containsExactlyInAnyOrder("shop.duckdb", "p.csv");
        }
    }

    @Test
    void postgresIsOnlyReadByQueries() {
        Target target = Postgres.newDatabase();
        Postgres.run(
                target,
                "CREATE TABLE users (id bigint, name varchar(10), score numeric, ok boolean, mood real)",
                "INSERT INTO users VALUES (1, 'a', 1.5, true, 2.5)",
                "CREATE SCHEMA sales",
                "CREATE TYPE arm AS ENUM ('control', 'treatment')",
                "CREATE TABLE sales.orders (id serial, arm arm, at timestamptz, made timestamp, day date, u uuid)");

        try (SqlSession session = SqlSession.open(target)) {
            assertThat(session.engine()).startsWith("PostgreSQL 18");
            assertThat(session.tables()).containsExactly("sales.orders", "users");
            assertThat(session.columns("users"))
                    .extracting(TableColumn::kind)
                    .containsExactly(
                            ColumnKind.NUMBER,
                            ColumnKind.TEXT,
                            ColumnKind.NUMBER,
                            ColumnKind.BOOLEAN,
                            ColumnKind.NUMBER);
            assertThat(session.columns("sales.orders"))
                    .extracting(TableColumn::kind)
                    .containsExactly(
                            ColumnKind.NUMBER,
                            ColumnKind.TEXT,
                            ColumnKind.ZONED_TIMESTAMP,
                            ColumnKind.NAIVE_TIMESTAMP,
                            ColumnKind.DATE,
                            ColumnKind.OTHER);
            assertThat(session.columns("nothing")).isEmpty();
            assertThat(session.columns("nowhere.nothing")).isEmpty();
            assertThat(kindOf(() -> session.query("DELETE FROM users RETURNING id", row -> row.count("id"))))
                    .isEqualTo(Kind.QUERY);
            session.execute(session.dialect().createTempTable("mine", "SELECT * FROM users"));
            session.dialect().analyze("mine").ifPresent(session::execute);
            assertThat(session.query("SELECT COUNT(*) AS n FROM mine", row -> row.count("n")))
                    .containsExactly(1L);
            assertThat(session.query("SELECT current_setting('application_name') AS v", row -> row.text("v")))
                    .containsExactly("covey");
        }
    }

    @Test
    void faultsSayWhatIsWrong() {
        makeShop();
        for (Target target : List.of(duckDb(Map.of()), Postgres.target())) {
            try (SqlSession session = SqlSession.open(target)) {
                session.execute(session.dialect().createTempTable("here", "SELECT 1 AS id"));
                assertThat(kindOf(() -> session.query("SELECT * FROM nothing", row -> row)))
                        .isEqualTo(Kind.NO_SUCH_TABLE);
                assertThat(kindOf(() -> session.query("SELECT nothing FROM here", row -> row)))
                        .isEqualTo(Kind.NO_SUCH_COLUMN);
                assertThat(kindOf(() -> session.query("SELECT h.nothing FROM here h", row -> row)))
                        .isEqualTo(Kind.NO_SUCH_COLUMN);
                assertThat(kindOf(() -> session.query("SELEC 1", row -> row))).isEqualTo(Kind.QUERY);
                assertThat(kindOf(() -> session.query("SELECT CAST('x' AS INTEGER) AS v", row -> row)))
                        .isEqualTo(Kind.QUERY);
                assertThat(kindOf(() -> session.execute("CREATE TEMP TABLE here AS SELECT 1 AS id")))
                        .isEqualTo(Kind.QUERY);
                // and the session lives on
                assertThat(session.query("SELECT id FROM here", row -> row.count("id")))
                        .containsExactly(1L);
            }
        }
    }

    @Test
    void rowsRefuseWhatTheyDoNotHold() {
        for (Target target : List.of(Target.files(folder, Map.of()), Postgres.target())) {
            try (SqlSession session = SqlSession.open(target)) {
                String select = "SELECT 1.5 AS half, 'x' AS letter, CAST(NULL AS DOUBLE PRECISION) AS none,"
                        + " CAST(NULL AS BIGINT) AS no_count, CAST(NULL AS TIMESTAMP) AS no_time";
                session.query(select, row -> {
                    assertThat(row.maybeNumber("none")).isEmpty();
                    assertThat(row.maybeNumber("no_count")).isEmpty();
                    assertThat(row.textOrNull("no_time")).isNull();
                    assertThatThrownBy(() -> row.number("none")).hasMessageContaining("none");
                    assertThatThrownBy(() -> row.count("no_count")).hasMessageContaining("no_count");
                    assertThatThrownBy(() -> row.text("no_time")).hasMessageContaining("no_time");
                    assertThatThrownBy(() -> row.count("half")).hasMessageContaining("half");
                    assertThatThrownBy(() -> row.number("letter")).hasMessageContaining("letter");
                    assertThatThrownBy(() -> row.count("letter")).hasMessageContaining("letter");
                    assertThatThrownBy(() -> row.text("Half")).hasMessageContaining("no column Half");
                    return row;
                });
            }
        }
    }

    @Test
    void aRunningQueryCanBeCancelled() throws Exception {
        for (Target target : List.of(Target.files(folder, Map.of()), Postgres.target())) {
            String sql = target.type().equals("duckdb") ? LONG : "SELECT pg_sleep(60)";
            try (SqlSession session = SqlSession.open(target)) {
                CompletableFuture<Kind> outcome =
                        CompletableFuture.supplyAsync(() -> kindOf(() -> session.query(sql, row -> row)));
                while (!outcome.isDone()) {
                    Thread.sleep(20);
                    session.cancel();
                }
                assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo(Kind.CANCELLED);
                assertThat(session.query("SELECT 1 AS v", row -> row.count("v")))
                        .containsExactly(1L);
            }
        }
    }

    @Test
    void progressIsToldAndGrows() {
        ConcurrentLinkedQueue<Double> seen = new ConcurrentLinkedQueue<>();
        try (SqlSession session = SqlSession.open(Target.files(folder, Map.of()))) {
            session.progress(percent -> {
                seen.add(percent);
                if (seen.size() >= 3) {
                    session.cancel();
                }
            });
            session.execute("CREATE TEMP TABLE numbers AS SELECT range AS v FROM range(3000000)");
            assertThat(kindOf(() -> session.query(
                            "SELECT COUNT(*) AS n FROM numbers a, range(100000) b WHERE (a.v * b.range) % 7 = 3",
                            row -> row)))
                    .isEqualTo(Kind.CANCELLED);
        }
        assertThat(seen)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(p -> assertThat(p).isBetween(0.0, 100.0));
    }

    @Test
    void theScratchFolderIsPrivateAndGoesWithTheSession() throws IOException {
        Files.createDirectory(folder.resolve(".covey"));
        Path tmp = folder.resolve(".covey/tmp");
        Files.createDirectories(tmp.resolve("covey-999999999-orphan"));

        try (SqlSession session = SqlSession.open(Target.files(folder, Map.of()))) {
            assertThat(session.query("SELECT current_setting('temp_directory') AS v", row -> row.text("v")))
                    .allSatisfy(v -> assertThat(Path.of(v)).hasParent(tmp));
            try (Stream<Path> files = Files.list(tmp)) {
                assertThat(files.map(p -> p.getFileName().toString()))
                        .singleElement()
                        .asString()
                        .startsWith("covey-" + ProcessHandle.current().pid());
            }
        }
        assertThat(tmp).isEmptyDirectory();
    }

    @Test
    void reproducibleMeansOneThread() {
        try (SqlSession session = SqlSession.open(Target.files(folder, Map.of()).reproducibly())) {
            assertThat(Sessions.number(session, "current_setting('threads')")).isEqualTo(1);
        }
        try (SqlSession session = SqlSession.open(Postgres.target().reproducibly())) {
            assertThat(Sessions.text(session, "current_setting('max_parallel_workers_per_gather')"))
                    .isEqualTo("0");
        }
    }

    @Test
    void passwordsAreNeverTold() {
        String secret = "hunter2-very-secret";
        for (String url : List.of(
                Postgres.target().url().orElseThrow() + "_nothing?password=" + secret,
                "jdbc:postgresql://user:" + secret + "@localhost:1/x",
                "jdbc:postgresql://localhost:1/x?password=" + secret,
                "jdbc:postgresql://localhost:not-a-port/x?password=" + secret,
                "postgresql://user:" + secret + "@localhost/x")) {
            Target target = new Target(
                    "prod",
                    "postgresql",
                    Optional.empty(),
                    Optional.of(url),
                    Optional.of("somebody"),
                    Optional.of(secret),
                    Map.of(),
                    folder,
                    false);

            WarehouseException fault = catchThrowableOfType(
                    WarehouseException.class, () -> SqlSession.open(target).close());

            assertThat(fault.kind()).isEqualTo(Kind.CONNECTION);
            assertThat(fault.getMessage()).contains("prod").doesNotContain(secret);
            assertThat(fault.getCause()).isNull();
            assertThat(target.toString()).doesNotContain(secret);
        }
    }

    @Test
    void aFileHeldByAnotherProcessNamesIt() throws Exception {
        Path file = folder.resolve("shop.duckdb");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        where(LockHolder.class) + File.pathSeparator + where(DuckDBDriver.class),
                        LockHolder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("held");

            long start = System.nanoTime();
            WarehouseException fault = catchThrowableOfType(
                    WarehouseException.class,
                    () -> SqlSession.open(duckDb(Map.of())).close());

            assertThat(fault.kind()).isEqualTo(Kind.LOCKED);
            assertThat(fault.getMessage())
                    .contains(String.valueOf(holder.pid()))
                    .contains(file.toString());
            assertThat(fault.advice()).contains(String.valueOf(holder.pid()));
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(1500L, 10_000L);

            CompletableFuture<List<Long>> patient = CompletableFuture.supplyAsync(() -> {
                try (SqlSession session = SqlSession.open(duckDb(Map.of()))) {
                    return session.query("SELECT v FROM held", row -> row.count("v"));
                }
            });
            Thread.sleep(300);
            holder.getOutputStream().close();
            assertThat(patient.get(20, TimeUnit.SECONDS)).containsExactly(1L);
        } finally {
            holder.destroyForcibly();
        }
    }

    private static Path where(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void readersDoNotDisturbEachOther() {
        makeShop();

        try (SqlSession first = SqlSession.open(duckDb(Map.of()));
                SqlSession second = SqlSession.open(duckDb(Map.of()).reproducibly())) {
            assertThat(first.query("SELECT COUNT(*) AS n FROM users", row -> row.count("n")))
                    .isEqualTo(second.query("SELECT COUNT(*) AS n FROM users", row -> row.count("n")));
        }
    }

    @Test
    void anUnknownEngineIsRefused() {
        Target target = new Target(
                "dev",
                "oracle",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                folder,
                false);

        assertThatThrownBy(() -> SqlSession.open(target)).hasMessageContaining("oracle");
    }
}
