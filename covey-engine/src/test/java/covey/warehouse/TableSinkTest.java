package covey.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what is read, and nothing half is ever seen. */
class TableSinkTest {
    private static final List<TableSink.Column> ALL_TYPES = List.of(
            new TableSink.Column("text", TableSink.Type.TEXT),
            new TableSink.Column("long", TableSink.Type.LONG),
            new TableSink.Column("int", TableSink.Type.INT),
            new TableSink.Column("double", TableSink.Type.DOUBLE),
            new TableSink.Column("boolean", TableSink.Type.BOOLEAN),
            new TableSink.Column("at", TableSink.Type.TIMESTAMP),
            new TableSink.Column("day", TableSink.Type.DATE));
    private static final long MICROS =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-03-29T01:30:00.000001Z"));
    private static final int DAY = (int) LocalDate.parse("2026-03-29").toEpochDay();

    @TempDir
    Path folder;

    private static void rows(TableSink sink) {
        sink.appendText("quo\"te, 'x'\n日本 😀");
        sink.appendLong(Long.MAX_VALUE);
        sink.appendInt(Integer.MIN_VALUE);
        sink.appendDouble(0.1);
        sink.appendBoolean(true);
        sink.appendTimestamp(MICROS);
        sink.appendDate(DAY);
        sink.endRow();
        for (int i = 0; i < ALL_TYPES.size(); i++) {
            sink.appendNull();
        }
        sink.endRow();
        sink.appendText("plain");
        sink.appendLong(-1);
        sink.appendInt(0);
        sink.appendDouble(-1e300);
        sink.appendBoolean(false);
        sink.appendTimestamp(-1);
        sink.appendDate(-1);
        sink.endRow();
        assertThat(sink.rows()).isEqualTo(3);
    }

    private Target target(String file) {
        boolean database = file.endsWith(".duckdb");
        return new Target(
                "dev",
                "duckdb",
                database ? Optional.of(Path.of(file)) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                database ? Map.of() : Map.of("t", file),
                folder,
                false);
    }

    private void write(String file) {
        Path path = folder.resolve(file);
        if (file.endsWith(".duckdb")) {
            try (TableStore store = TableSinks.duckDb(path)) {
                try (TableSink sink = store.table("t", ALL_TYPES)) {
                    rows(sink);
                    sink.commit();
                }
                store.commit();
            }
        } else {
            try (TableSink sink = sink(path)) {
                rows(sink);
                sink.commit();
            }
        }
    }

    private static TableSink sink(Path path) {
        return path.toString().endsWith(".parquet")
                ? TableSinks.parquet(path, ALL_TYPES)
                : TableSinks.csv(path, ALL_TYPES);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(p -> p.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.duckdb", "t.parquet", "t.csv", "t.csv.gz"})
    void everyTypeComesBack(String file) throws IOException {
        write(file);

        assertThat(files()).containsExactly(file);
        try (SqlSession session = SqlSession.open(target(file))) {
            List<List<String>> rows = session.query(
                    "SELECT * FROM t",
                    row -> row.columns().stream()
                            .map(c -> String.valueOf(row.textOrNull(c)))
                            .toList());
            assertThat(rows)
                    .containsExactlyInAnyOrder(
                            List.of(
                                    "quo\"te, 'x'\n日本 😀",
                                    "9223372036854775807",
                                    "-2147483648",
                                    "0.1",
                                    "true",
                                    "2026-03-29 01:30:00.000001",
                                    "2026-03-29"),
                            List.of("null", "null", "null", "null", "null", "null", "null"),
                            List.of(
                                    "plain",
                                    "-1",
                                    "0",
                                    "-1.0E300",
                                    "false",
                                    "1969-12-31 23:59:59.999999",
                                    "1969-12-31"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.duckdb", "t.parquet", "t.csv"})
    void anOlderFileIsReplaced(String file) throws IOException {
        write(file);
        Files.writeString(folder.resolve("t.duckdb.wal"), "the log of an older file");
        write(file);

        try (SqlSession session = SqlSession.open(target(file))) {
            assertThat(session.query("SELECT COUNT(*) AS n FROM t", row -> row.count("n")))
                    .containsExactly(3L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.parquet", "t.csv", "t.csv.gz"})
    void withoutCommitNothingIsLeft(String file) throws IOException {
        try (TableSink sink = sink(folder.resolve(file))) {
            rows(sink);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aStoreWithoutCommitLeavesTheOldOne() throws IOException {
        write("t.duckdb");
        byte[] before = Files.readAllBytes(folder.resolve("t.duckdb"));

        try (TableStore store = TableSinks.duckDb(folder.resolve("t.duckdb"));
                TableSink sink = store.table("t", ALL_TYPES)) {
            rows(sink);
            assertThatThrownBy(store::commit).hasMessageContaining("not committed");
        }

        assertThat(files()).containsExactly("t.duckdb");
        assertThat(Files.readAllBytes(folder.resolve("t.duckdb"))).isEqualTo(before);
    }

    @Test
    void severalTablesGrowAtOnce() {
        List<TableSink.Column> one = List.of(new TableSink.Column("v", TableSink.Type.LONG));
        try (TableStore store = TableSinks.duckDb(folder.resolve("w.duckdb"))) {
            try (TableSink a = store.table("a", one);
                    TableSink b = store.table("select \"b\"", one)) {
                for (int i = 0; i < 10_000; i++) {
                    a.appendLong(i);
                    a.endRow();
                    b.appendLong(2L * i);
                    b.endRow();
                }
                a.commit();
                b.commit();
            }
            store.commit();
        }
        try (SqlSession session = SqlSession.open(target("w.duckdb"))) {
            assertThat(Sessions.number(session, "(SELECT SUM(v) FROM a)")).isEqualTo(49_995_000);
            assertThat(Sessions.number(session, "(SELECT SUM(v) FROM \"select \"\"b\"\"\")"))
                    .isEqualTo(99_990_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.parquet", "t.csv"})
    void rowsThatDoNotFitAreRefused(String file) {
        try (TableSink sink = sink(folder.resolve(file))) {
            assertThatThrownBy(() -> sink.appendLong(1))
                    .hasMessageContaining("text")
                    .hasMessageContaining("TEXT");
            sink.appendText("x");
            assertThatThrownBy(sink::endRow).hasMessageContaining("long");
            assertThatThrownBy(sink::commit).hasMessageContaining("not ended");
        }
        assertThatThrownBy(() -> TableSinks.csv(folder.resolve("x.csv"), List.of(ALL_TYPES.get(0), ALL_TYPES.get(0))))
                .hasMessageContaining("twice");
    }

    @Test
    void whereNothingCanBeWrittenIsSaid() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> TableSinks.csv(folder.resolve("file/t.csv"), ALL_TYPES))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("t.csv");
        assertThatThrownBy(() -> TableSinks.duckDb(folder)).isInstanceOf(WarehouseException.class);
    }
}
