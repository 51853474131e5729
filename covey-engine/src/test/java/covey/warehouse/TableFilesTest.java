package covey.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import covey.warehouse.WarehouseException.Kind;
import covey.warehouse.dialect.ColumnKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Good and bad table files, as tables of a real DuckDB. */
class TableFilesTest {
    private static final String ROWS = """
        id,amount,day,at,zoned,paid,city
        1,2.5,2026-03-01,2026-03-01 10:00:00,2026-03-01T10:00:00+01:00,true,Köln
        2,,2026-03-02,2026-03-02 10:00:00.5,2026-03-02T10:00:00Z,false,"a, ""b""x"
        """;

    @TempDir
    Path folder;

    private SqlSession mount(String file) {
        return SqlSession.open(Target.files(folder, Map.of("players", file)));
    }

    private WarehouseException refusal(String file) {
        WarehouseException fault = catchThrowableOfType(WarehouseException.class, () -> {
            try (SqlSession session = mount(file)) {
                session.query("SELECT MAX(LENGTH(city)) + COUNT(DISTINCT id) AS n FROM players", row -> row.count("n"));
            }
        });
        assertThat(fault).as("refusal of %s", file).isNotNull();
        assertThat(fault.getMessage()).contains(file);
        assertThat(fault.advice()).isNotBlank();
        return fault;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private void write(String file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(file), file.endsWith(".gz") ? gzip(bytes) : bytes);
    }

    private Path parquet(String file, int rows) {
        Path path = folder.resolve(file);
        SplittableRandom random = new SplittableRandom(1);
        try (TableSink sink = TableSinks.parquet(
                path,
                List.of(
                        new TableSink.Column("id", TableSink.Type.LONG),
                        new TableSink.Column("city", TableSink.Type.TEXT)))) {
            for (int i = 0; i < rows; i++) {
                sink.appendLong(random.nextLong());
                sink.appendText("city " + random.nextInt());
                sink.endRow();
            }
            sink.commit();
        }
        return path;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.csv.gz", "it's [a] #1.csv", "a%20b.csv"})
    void csvIsATableWithTheRightKinds(String file) throws IOException {
        write(file, ROWS);

        try (SqlSession session = mount(file)) {
            assertThat(session.tables()).containsExactly("players");
            assertThat(session.columns("players"))
                    .extracting(TableColumn::kind)
                    .containsExactly(
                            ColumnKind.NUMBER,
                            ColumnKind.NUMBER,
                            ColumnKind.DATE,
                            ColumnKind.NAIVE_TIMESTAMP,
                            ColumnKind.ZONED_TIMESTAMP,
                            ColumnKind.BOOLEAN,
                            ColumnKind.TEXT);
            assertThat(session.query("SELECT city FROM players ORDER BY id", row -> row.text("city")))
                    .containsExactly("Köln", "a, \"b\"x");
            assertThat(session.query("SELECT COUNT(amount) AS n FROM players", row -> row.count("n")))
                    .containsExactly(1L);
        }
    }

    @Test
    void parquetIsATable() {
        parquet("a.parquet", 10);

        try (SqlSession session = mount("a.parquet")) {
            assertThat(session.query("SELECT COUNT(*) AS n FROM players", row -> row.count("n")))
                    .containsExactly(10L);
        }
    }

    @Test
    void severalFilesAreOneTable() throws IOException {
        write("day1.csv", "id,city\n1,Bonn\n");
        write("day2.csv", "city,id,extra\nKiel,2,x\n");
        write("other.csv", "id,city\n9,Ulm\n");

        try (SqlSession session = mount("day*.csv")) {
            assertThat(session.query("SELECT city FROM players ORDER BY id", row -> row.text("city")))
                    .containsExactly("Bonn", "Kiel");
        }
    }

    @Test
    void aHeaderAloneIsAnEmptyTable() throws IOException {
        write("a.csv", "id,city\n");

        try (SqlSession session = mount("a.csv")) {
            assertThat(session.columns("players")).extracting(TableColumn::name).containsExactly("id", "city");
            assertThat(session.query("SELECT COUNT(*) AS n FROM players", row -> row.count("n")))
                    .containsExactly(0L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zero.csv", "zero.csv.gz", "zero.parquet"})
    void aFileOfNoBytesIsRefused(String file) throws IOException {
        Files.createFile(folder.resolve(file));

        assertThat(refusal(file).kind()).isEqualTo(Kind.EMPTY_FILE);
    }

    @ParameterizedTest
    @CsvSource({"blank.csv", "blank.csv.gz"})
    void blankLinesAreNoTable(String file) throws IOException {
        write(file, "\n \n");

        assertThat(refusal(file).kind()).isEqualTo(Kind.EMPTY_FILE);
    }

    @Test
    void aGzipOfNothingIsRefused() throws IOException {
        write("a.csv.gz", "");

        assertThat(refusal("a.csv.gz").kind()).isEqualTo(Kind.EMPTY_FILE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0002, 0.3, 0.9, 0.99999})
    void aGzipCutOffIsRefused(double share) throws IOException {
        StringBuilder rows = new StringBuilder("id,city\n");
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 300_000; i++) {
            rows.append(i).append(",city ").append(random.nextInt()).append('\n');
        }
        byte[] whole = gzip(rows.toString().getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, (int) (whole.length * share)));

        assertThat(refusal("cut.csv.gz").kind()).isEqualTo(Kind.CORRUPT_FILE);
    }

    @Test
    void textThatCallsItselfGzipIsRefused() throws IOException {
        Files.writeString(folder.resolve("text.csv.gz"), ROWS);

        assertThat(refusal("text.csv.gz").kind()).isEqualTo(Kind.CORRUPT_FILE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0001, 0.3, 0.9, 0.9999})
    void aParquetFileCutOffIsRefused(double share) throws IOException {
        byte[] whole = Files.readAllBytes(parquet("whole.parquet", 50_000));
        Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, (int) (whole.length * share)));

        assertThat(refusal("cut.parquet").kind()).isEqualTo(Kind.CORRUPT_FILE);
    }

    @Test
    void aParquetFileDamagedInsideIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(parquet("whole.parquet", 50_000));
        Arrays.fill(whole, 100, whole.length - 2000, (byte) 0x5a);
        Files.write(folder.resolve("bad.parquet"), whole);

        assertThat(refusal("bad.parquet").kind()).isEqualTo(Kind.CORRUPT_FILE);
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThat(refusal("nothing.csv").kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(refusal("nothing*.csv").kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(refusal("nowhere/nothing.csv").kind()).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        Files.createDirectory(folder.resolve("folder.csv"));

        assertThat(refusal("folder.csv").kind()).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void aValueOfAnotherTypeFarDownIsTheQuerysFault() throws IOException {
        write("late.csv", "id,city\n" + "1,x\n".repeat(300_000) + "none,y\n");

        assertThat(refusal("late.csv").kind()).isEqualTo(Kind.QUERY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zero.duckdb", "nothing.duckdb", "text.duckdb"})
    void aDatabaseFileThatIsNoneIsRefused(String file) throws IOException {
        if (file.startsWith("zero")) {
            Files.createFile(folder.resolve(file));
        } else if (file.startsWith("text")) {
            Files.writeString(folder.resolve(file), ROWS.repeat(1000));
        }
        Target target = database(file);

        WarehouseException fault = catchThrowableOfType(
                WarehouseException.class, () -> SqlSession.open(target).close());

        assertThat(fault.getMessage()).contains(file);
        assertThat(fault.kind())
                .isEqualTo(
                        switch (file) {
                            case "zero.duckdb" -> Kind.EMPTY_FILE;
                            case "nothing.duckdb" -> Kind.UNREADABLE;
                            default -> Kind.CORRUPT_FILE;
                        });
    }

    private Target database(String file) {
        return new Target(
                "dev",
                "duckdb",
                Optional.of(Path.of(file)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                folder,
                false);
    }
}
