package covey.warehouse;

import covey.warehouse.dialect.Dialects;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stages rows in a database file on disk and has DuckDB write them as Parquet at commit, row group by row group. */
final class ParquetSink implements TableSink {
    private static final String STAGED = "staged";

    private final PendingFile file;
    private final DuckDbWriter stage;
    private final TableSink rows;

    ParquetSink(Path target, List<Column> columns) {
        new RowShape(columns);
        file = PendingFile.of(target);
        stage = new DuckDbWriter(PendingFile.of(file.beside("stage")));
        rows = stage.table(STAGED, columns);
    }

    @Override
    public void appendText(@Nullable String value) {
        rows.appendText(value);
    }

    @Override
    public void appendLong(long value) {
        rows.appendLong(value);
    }

    @Override
    public void appendInt(int value) {
        rows.appendInt(value);
    }

    @Override
    public void appendDouble(double value) {
        rows.appendDouble(value);
    }

    @Override
    public void appendBoolean(boolean value) {
        rows.appendBoolean(value);
    }

    @Override
    public void appendTimestamp(long epochMicros) {
        rows.appendTimestamp(epochMicros);
    }

    @Override
    public void appendDate(int epochDay) {
        rows.appendDate(epochDay);
    }

    @Override
    public void appendNull() {
        rows.appendNull();
    }

    @Override
    public void endRow() {
        rows.endRow();
    }

    @Override
    public long rows() {
        return rows.rows();
    }

    @Override
    public void commit() {
        rows.commit();
        String path = Dialects.named("duckdb").literal(file.path().toString());
        stage.execute("COPY " + STAGED + " TO " + path + " (FORMAT parquet, COMPRESSION zstd)");
        file.publish();
    }

    @Override
    public void close() {
        try {
            stage.close();
        } finally {
            file.close();
        }
    }
}
